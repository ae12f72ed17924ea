package auth_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	clientID     = "latchkey-test"
	accessToken  = "access-token-of-the-test"
	refreshToken = "refresh-token-of-the-test"
)

// request is what the provider saw.
type request struct {
	Method string
	Header http.Header
	Form   url.Values
}

// faultProvider is an identity provider that behaves until a switch is set.
type faultProvider struct {
	*httptest.Server
	t testing.TB

	mu       sync.Mutex
	requests map[string][]request
	codes    map[string]url.Values // authorization request by code
	pushed   map[string]url.Values // authorization request by request_uri

	// Switches, set before the flow starts.
	Override  map[string]http.HandlerFunc // by path
	Discovery func(map[string]any)
	Claims    func(map[string]any)
	UserInfo  func(map[string]any)
	Answer    func(map[string]any) // token endpoint
	Redirect  func(url.Values)     // authorization response
	Key       any                  // signing key, default the RSA key
	Alg       jose.SignatureAlgorithm
	KeyID     string
	Keys      func() []jose.JSONWebKey // published keys
	RawID     func(signed string) string
	Now       func() time.Time
	Date      func() time.Time // its Date header, default the real time
	Push      bool             // it takes pushed requests
}

func newFaultProvider(t testing.TB) *faultProvider {
	t.Helper()
	p := &faultProvider{
		t: t, requests: map[string][]request{}, codes: map[string]url.Values{}, pushed: map[string]url.Values{}, Override: map[string]http.HandlerFunc{},
		Key: rsaKey(), Alg: jose.RS256, KeyID: "one", Now: time.Now,
	}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *faultProvider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	p.mu.Lock()
	p.requests[r.URL.Path] = append(p.requests[r.URL.Path], request{r.Method, r.Header.Clone(), r.Form})
	p.mu.Unlock()
	if p.Date != nil {
		w.Header().Set("Date", p.Date().UTC().Format(http.TimeFormat))
	}
	if h := p.Override[r.URL.Path]; h != nil {
		h(w, r)
		return
	}
	p.respond(w, r)
}

// respond behaves, save for the switches.
func (p *faultProvider) respond(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		writeJSON(w, 200, p.discovery())
	case "/jwks":
		writeJSON(w, 200, map[string]any{"keys": p.publicKeys()})
	case "/authorize":
		p.authorize(w, r)
	case "/token":
		p.token(w, r)
	case "/par":
		p.push(w, r)
	case "/userinfo":
		info := map[string]any{"sub": "mila", "email": "Mila@Example.com", "email_verified": true, "name": "Mila Info"}
		if p.UserInfo != nil {
			p.UserInfo(info)
		}
		writeJSON(w, 200, info)
	case "/revoke":
		w.WriteHeader(http.StatusOK)
	case "/logout":
		q := url.Values{"state": {r.Form.Get("state")}}
		http.Redirect(w, r, r.Form.Get("post_logout_redirect_uri")+"?"+q.Encode(), http.StatusFound)
	default:
		http.NotFound(w, r)
	}
}

func (p *faultProvider) discovery() map[string]any {
	doc := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/jwks", "userinfo_endpoint": p.URL + "/userinfo",
		"device_authorization_endpoint": p.URL + "/device", "revocation_endpoint": p.URL + "/revoke",
		"end_session_endpoint": p.URL + "/logout", "response_types_supported": []string{"code"},
		"code_challenge_methods_supported":               []string{"S256"},
		"authorization_response_iss_parameter_supported": true,
		"id_token_signing_alg_values_supported":          []string{"RS256", "ES256", "HS256", "none"},
	}
	if p.Push {
		doc["pushed_authorization_request_endpoint"] = p.URL + "/par"
	}
	if p.Discovery != nil {
		p.Discovery(doc)
	}
	return doc
}

func (p *faultProvider) publicKeys() []jose.JSONWebKey {
	if p.Keys != nil {
		return p.Keys()
	}
	switch key := p.Key.(type) {
	case *rsa.PrivateKey:
		return []jose.JSONWebKey{{Key: key.Public(), KeyID: p.KeyID, Algorithm: string(p.Alg), Use: "sig"}}
	case *ecdsa.PrivateKey:
		return []jose.JSONWebKey{{Key: key.Public(), KeyID: p.KeyID, Algorithm: string(p.Alg), Use: "sig"}}
	}
	return []jose.JSONWebKey{}
}

func (p *faultProvider) authorize(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, p.answerAddress(r.Form), http.StatusSeeOther)
}

// answerAddress is where the browser is sent with the answer to a request.
func (p *faultProvider) answerAddress(asked url.Values) string {
	p.mu.Lock()
	if pushed := p.pushed[asked.Get("request_uri")]; pushed != nil {
		asked = pushed
	}
	code := fmt.Sprintf("code-%d", len(p.codes)+len(p.requests["/token"])+1)
	p.codes[code] = asked
	p.mu.Unlock()
	q := url.Values{"state": {asked.Get("state")}, "code": {code}, "iss": {p.URL}}
	if p.Redirect != nil {
		p.Redirect(q)
	}
	return asked.Get("redirect_uri") + "?" + q.Encode()
}

func (p *faultProvider) push(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	name := fmt.Sprintf("urn:example:request:%d", len(p.pushed)+1)
	p.pushed[name] = r.Form
	p.mu.Unlock()
	writeJSON(w, http.StatusCreated, map[string]any{"request_uri": name, "expires_in": 60})
}

func (p *faultProvider) seen(path string) []request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]request(nil), p.requests[path]...)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func answerWith(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func queryOf(t testing.TB, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

var huge = strings.Repeat(" ", 2<<20)
