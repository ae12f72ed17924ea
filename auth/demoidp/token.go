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

// token is the token endpoint (RFC 6749 3.2) for one public client.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Pragma", "no-cache")
	form, problem := s.clientForm(r)
	switch {
	case s.fault(FaultTokenSlow):
		<-r.Context().Done()
		return
	case s.fault(FaultToken500):
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	case problem != nil:
		problem.write(w)
		return
	}
	answer, problem, err := s.answerToken(form)
	switch {
	case err != nil:
		s.broken(w, err)
	case problem != nil:
		problem.write(w)
	default:
		writeJSON(w, http.StatusOK, answer)
	}
}

func (s *Server) answerToken(form url.Values) (map[string]any, *oauthError, error) {
	switch form.Get("grant_type") {
	case grantCode:
		s.counts.add(EndpointTokenCode)
		return s.redeemCode(form)
	case grantRefresh:
		s.counts.add(EndpointTokenRefresh)
		return s.redeemRefresh(form)
	case grantDevice:
		s.counts.add(EndpointTokenDevice)
		return s.redeemDevice(form)
	case "":
		return nil, refuse("invalid_request", "grant_type is missing."), nil
	}
	return nil, refuse("unsupported_grant_type", "This grant type is not supported."), nil
}

// clientForm reads the form of a request that names its client. The client is
// public: it sends client_id in the form and authenticates by no method.
func (s *Server) clientForm(r *http.Request) (url.Values, *oauthError) {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if strings.TrimSpace(strings.ToLower(kind)) != "application/x-www-form-urlencoded" {
		return nil, refuse("invalid_request", "The content type is not application/x-www-form-urlencoded.")
	}
	if err := r.ParseForm(); err != nil {
		return nil, refuse("invalid_request", "The form cannot be read.")
	}
	for name, values := range r.PostForm {
		if len(values) > 1 {
			return nil, refuse("invalid_request", "A parameter is given twice: "+plain(name))
		}
	}
	if r.Header.Get("Authorization") != "" || r.PostForm.Get("client_secret") != "" || r.PostForm.Get("client_id") != s.options.ClientID {
		return nil, &oauthError{code: "invalid_client", description: "The client is unknown, or not the public client it should be.", status: http.StatusUnauthorized}
	}
	return r.PostForm, nil
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
