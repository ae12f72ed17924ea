package auth_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
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

// rsaKey is made once: it is the slowest step of these tests.
var rsaKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newECKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

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
}

func newFaultProvider(t testing.TB) *faultProvider {
	t.Helper()
	p := &faultProvider{
		t: t, requests: map[string][]request{}, codes: map[string]url.Values{}, Override: map[string]http.HandlerFunc{},
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
	if h := p.Override[r.URL.Path]; h != nil {
		h(w, r)
		return
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		writeJSON(w, 200, p.discovery())
	case "/jwks":
		writeJSON(w, 200, map[string]any{"keys": p.publicKeys()})
	case "/authorize":
		p.authorize(w, r)
	case "/token":
		p.token(w, r)
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
	code := fmt.Sprintf("code-%d", time.Now().UnixNano())
	p.mu.Lock()
	p.codes[code] = r.Form
	p.mu.Unlock()
	q := url.Values{"state": {r.Form.Get("state")}, "code": {code}, "iss": {p.URL}}
	if p.Redirect != nil {
		p.Redirect(q)
	}
	http.Redirect(w, r, r.Form.Get("redirect_uri")+"?"+q.Encode(), http.StatusSeeOther)
}

func (p *faultProvider) token(w http.ResponseWriter, r *http.Request) {
	nonce := ""
	if r.Form.Get("grant_type") == "authorization_code" {
		p.mu.Lock()
		asked, known := p.codes[r.Form.Get("code")]
		delete(p.codes, r.Form.Get("code"))
		p.mu.Unlock()
		sum := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
		if !known || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) ||
			asked.Get("redirect_uri") != r.Form.Get("redirect_uri") {
			writeJSON(w, 400, map[string]any{"error": "invalid_grant"})
			return
		}
		nonce = asked.Get("nonce")
	}
	writeJSON(w, 200, p.tokenAnswer(nonce))
}

func (p *faultProvider) tokenAnswer(nonce string) map[string]any {
	answer := map[string]any{
		"access_token": accessToken, "refresh_token": refreshToken, "token_type": "Bearer",
		"expires_in": 300, "id_token": p.idToken(nonce),
	}
	if p.Answer != nil {
		p.Answer(answer)
	}
	return answer
}

// idToken signs the claims; nil as a value removes a claim.
func (p *faultProvider) idToken(nonce string) string {
	now := p.Now().Unix()
	sum := sha256.Sum256([]byte(accessToken))
	claims := map[string]any{
		"iss": p.URL, "sub": "mila", "aud": clientID, "exp": now + 300, "iat": now, "auth_time": now,
		"at_hash": base64.RawURLEncoding.EncodeToString(sum[:16]), "email": "mila@example.com",
		"email_verified": true, "name": "Mila", "organization": map[string]any{"id": "o-1", "name": "Studio"},
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	if p.Claims != nil {
		p.Claims(claims)
	}
	for name, value := range claims {
		if value == nil {
			delete(claims, name)
		}
	}
	signed := sign(p.t, p.Alg, p.Key, p.KeyID, claims)
	if p.RawID != nil {
		return p.RawID(signed)
	}
	return signed
}

func sign(t testing.TB, alg jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	options := (&jose.SignerOptions{}).WithType("JWT")
	if kid != "" {
		options = options.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signature.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
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
