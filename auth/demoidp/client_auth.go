package demoidp

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
)

// clientForm reads the form of a request that names its client. A public client
// sends client_id in the form and authenticates by no method; with
// Options.ClientSecret it uses client_secret_basic or client_secret_post (RFC 6749
// 2.3.1). client_id is in the form afterwards.
func (s *Server) clientForm(r *http.Request) (url.Values, *oauthError) {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if strings.TrimSpace(strings.ToLower(kind)) != "application/x-www-form-urlencoded" {
		return nil, refuse("invalid_request", "The content type is not application/x-www-form-urlencoded.")
	}
	if err := r.ParseForm(); err != nil {
		return nil, refuse("invalid_request", "The form cannot be read.")
	}
	if problem := givenOnce(r.PostForm); problem != nil {
		return nil, problem
	}
	if !s.isClient(r) {
		problem := &oauthError{code: "invalid_client", description: "The client is unknown, or not the public client it should be.", status: http.StatusUnauthorized}
		if s.options.ClientSecret != "" {
			problem.description = "The client is unknown, or its secret is wrong or missing."
			problem.challenge = `Basic realm="demo"`
		}
		return nil, problem
	}
	r.PostForm.Set("client_id", s.options.ClientID)
	return r.PostForm, nil
}

// givenOnce refuses doubles (RFC 6749 3.1, 3.2); only resource may come several
// times (RFC 8707 2).
func givenOnce(form url.Values) *oauthError {
	for name, values := range form {
		if len(values) > 1 && name != "resource" {
			return refuse("invalid_request", "A parameter is given twice: "+plain(name))
		}
	}
	return nil
}

func (s *Server) isClient(r *http.Request) bool {
	form, header := r.PostForm, r.Header.Get("Authorization")
	if s.options.ClientSecret == "" {
		return header == "" && form.Get("client_secret") == "" && form.Get("client_id") == s.options.ClientID
	}
	id, secret := form.Get("client_id"), form.Get("client_secret")
	if header != "" {
		name, password, ok := r.BasicAuth()
		// Both are encoded as in a form first (RFC 6749 2.3.1).
		decodedName, nameErr := url.QueryUnescape(name)
		decoded, passwordErr := url.QueryUnescape(password)
		// One method only; a client_id beside it must be the same.
		if !ok || nameErr != nil || passwordErr != nil || secret != "" || id != "" && id != decodedName {
			return false
		}
		id, secret = decodedName, decoded
	}
	return id == s.options.ClientID && subtle.ConstantTimeCompare([]byte(secret), []byte(s.options.ClientSecret)) == 1
}

// clientMethods are the token_endpoint_auth_methods_supported.
func (s *Server) clientMethods() []string {
	if s.options.ClientSecret == "" {
		return []string{"none"}
	}
	return []string{"client_secret_basic", "client_secret_post"}
}
