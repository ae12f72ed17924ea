package demoidp

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const (
	grantCode    = "authorization_code"
	grantRefresh = "refresh_token"
	grantDevice  = "urn:ietf:params:oauth:grant-type:device_code"
)

// tokenRequest is a token request of the one client.
type tokenRequest struct {
	form url.Values
	key  string // thumbprint of the key that it proves, or empty
}

// token is the token endpoint (RFC 6749 3.2).
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Pragma", "no-cache")
	if isUMA(r) {
		s.permissions(w, r)
		return
	}
	form, problem := s.clientForm(r)
	var key string
	if problem == nil {
		key, problem = s.tokenKey(w, r)
	}
	if problem != nil {
		problem.write(w)
		return
	}
	answer, problem, err := s.answerToken(tokenRequest{form: form, key: key})
	switch {
	case err != nil:
		s.broken(w, err)
	case problem != nil:
		problem.write(w)
	default:
		writeJSON(w, http.StatusOK, answer)
	}
}

func (s *Server) answerToken(q tokenRequest) (map[string]any, *oauthError, error) {
	switch q.form.Get("grant_type") {
	case grantCode:
		s.counts.add(EndpointTokenCode)
		return s.redeemCode(q)
	case grantRefresh:
		s.counts.add(EndpointTokenRefresh)
		return s.redeemRefresh(q)
	case grantDevice:
		s.counts.add(EndpointTokenDevice)
		return s.redeemDevice(q)
	case "":
		return nil, refuse("invalid_request", "grant_type is missing."), nil
	}
	return nil, refuse("unsupported_grant_type", "This grant type is not supported."), nil
}

// narrowed checks the scope of a refresh request (RFC 6749 6): nothing new.
func narrowed(asked string, granted []string) ([]string, bool) {
	if asked == "" {
		return granted, true
	}
	scope := strings.Fields(asked)
	for _, name := range scope {
		if !slices.Contains(granted, name) {
			return nil, false
		}
	}
	return scope, true
}
