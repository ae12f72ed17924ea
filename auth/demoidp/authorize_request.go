package demoidp

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const maxQuery = 16 << 10

// authRequest is a checked authorization request (OIDC Core 3.1.2.1).
type authRequest struct {
	clientID, redirectURI string
	state, nonce          string
	challenge             string // S256
	scope, prompt         []string
	maxAge                time.Duration // negative: not asked for
	loginHint             string
	resources             []string // RFC 8707
	key                   string   // thumbprint that the code is bound to (RFC 9449 10)
	pushed                string   // the request_uri it was pushed under, or empty
	raw                   string   // the query it came as, for the sign-in form
	redirectTrusted       bool
}

// parseAuthorize checks a query. Without a trusted redirect address
// (redirectTrusted false) the error must be shown on a page and never sent on.
func (s *Server) parseAuthorize(raw string) (authRequest, *oauthError) {
	request := authRequest{raw: raw, maxAge: -1}
	if len(raw) > maxQuery {
		return request, refuse("invalid_request", "The request is too long.")
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return request, refuse("invalid_request", "The request cannot be read.")
	}
	request.clientID, request.redirectURI = query.Get("client_id"), query.Get("redirect_uri")
	switch {
	case len(query["client_id"]) != 1 || request.clientID != s.options.ClientID:
		return request, refuse("invalid_client", "This program is not known here.")
	case len(query["redirect_uri"]) != 1 || !s.isLoopbackRedirect(request.redirectURI):
		return request, refuse("invalid_request", "The address to return to is not http://127.0.0.1 or http://[::1] with a port.")
	}
	request.redirectTrusted = true
	if len(query["state"]) == 1 {
		request.state = query.Get("state")
	}
	if problem := givenOnce(query); problem != nil {
		return request, problem
	}
	if problem := s.checkResources(query["resource"]); problem != nil {
		return request, problem
	}
	return request.fill(query)
}

// fill reads what may be wrong without making the redirect address doubtful.
func (q authRequest) fill(query url.Values) (authRequest, *oauthError) {
	q.nonce, q.challenge, q.loginHint = query.Get("nonce"), query.Get("code_challenge"), query.Get("login_hint")
	q.resources, q.key = query["resource"], query.Get("dpop_jkt")
	q.prompt = strings.Fields(query.Get("prompt"))
	q.scope = grantedScopes(query.Get("scope"))
	if age := query.Get("max_age"); age != "" {
		seconds, err := strconv.ParseUint(age, 10, 31)
		if err != nil {
			return q, refuse("invalid_request", "max_age is not a number of seconds.")
		}
		q.maxAge = time.Duration(seconds) * time.Second
	}
	switch {
	case query.Get("request") != "":
		return q, refuse("request_not_supported", "Request objects are not supported.")
	case query.Get("request_uri") != "":
		return q, refuse("request_uri_not_supported", "Request addresses are not supported.")
	case query.Get("response_type") != "code":
		return q, refuse("unsupported_response_type", "Only response_type=code is supported.")
	case query.Get("response_mode") != "" && query.Get("response_mode") != "query":
		return q, refuse("invalid_request", "Only response_mode=query is supported.")
	case !isS256(query):
		return q, refuse("invalid_request", "PKCE is required: code_challenge with the method S256.")
	case q.key != "" && !isS256Challenge(q.key):
		return q, refuse("invalid_request", "dpop_jkt is not a SHA-256 thumbprint.")
	case !slices.Contains(q.scope, "openid"):
		return q, refuse("invalid_scope", "The scope openid is required.")
	case slices.Contains(q.prompt, "none") && len(q.prompt) > 1:
		return q, refuse("invalid_request", "prompt=none stands alone.")
	}
	return q, nil
}

func isS256Challenge(challenge string) bool {
	digest, err := base64.RawURLEncoding.Strict().DecodeString(challenge)
	return err == nil && len(digest) == 32
}

// grantedScopes leaves out scopes that the server does not know, and doubles.
func grantedScopes(scope string) []string {
	var granted []string
	for _, name := range strings.Fields(scope) {
		if slices.Contains(knownScopes(), name) && !slices.Contains(granted, name) {
			granted = append(granted, name)
		}
	}
	return granted
}

// plain keeps the characters that RFC 6749 allows in an error description, and
// not many of them.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '?'
		}
		return r
	}, text)
	return text[:min(len(text), 40)]
}
