package auth_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"latchkey/auth"
)

// OpenID Connect Core 2 and 3.1.3.7; the names follow the OpenID Foundation's
// conformance modules where there is one.
func TestIDTokenClaims(t *testing.T) {
	t.Parallel()
	in := func(d time.Duration) int64 { return time.Now().Add(d).Unix() }
	for _, c := range []struct {
		name, check string
		claims      map[string]any
	}{
		{"oidcc-client-test", "", nil},
		{"invalid-iss", "id_token_issuer", map[string]any{"iss": "https://evil.example"}},
		{"missing-iss", "id_token_issuer_missing", map[string]any{"iss": nil}},
		{"missing-sub", "subject_missing", map[string]any{"sub": nil}},
		{"empty sub", "subject_missing", map[string]any{"sub": ""}},
		{"sub of 256 characters", "subject_invalid", map[string]any{"sub": strings.Repeat("a", 256)}},
		{"sub beyond ASCII", "subject_invalid", map[string]any{"sub": "mil\u00e4"}},
		{"sub is a number", "claims", map[string]any{"sub": 7}},
		{"invalid-aud", "audience", map[string]any{"aud": "other"}},
		{"missing-aud", "audience_missing", map[string]any{"aud": nil}},
		{"valid-aud-as-array", "", map[string]any{"aud": []string{clientID}}},
		{"invalid-secondary-aud", "audience_extra", map[string]any{"aud": []string{clientID, "other"}, "azp": clientID}},
		{"aud is an object", "claims", map[string]any{"aud": map[string]any{}}},
		{"own azp", "", map[string]any{"azp": clientID}},
		{"foreign azp", "azp", map[string]any{"azp": "other"}},
		{"empty azp", "azp", map[string]any{"azp": ""}},
		{"missing-iat", "issued_at_missing", map[string]any{"iat": nil}},
		{"iat slightly ahead", "", map[string]any{"iat": in(4 * time.Minute)}},
		{"iat an hour ahead", "issued_at", map[string]any{"iat": in(time.Hour)}},
		{"iat is text", "claims", map[string]any{"iat": "now"}},
		{"missing-exp", "expiry_missing", map[string]any{"exp": nil}},
		{"expired-exp", "expired", map[string]any{"exp": in(-6 * time.Minute)}},
		{"exp within the leeway", "", map[string]any{"exp": in(-4 * time.Minute)}},
		{"exp beyond time", "claims", map[string]any{"exp": 1e300}},
		{"not yet valid", "not_before", map[string]any{"nbf": in(time.Hour)}},
		{"nonce-invalid", "nonce", map[string]any{"nonce": "other"}},
		{"missing-nonce", "nonce_missing", map[string]any{"nonce": nil}},
		{"invalid-athash", "at_hash", map[string]any{"at_hash": base64.RawURLEncoding.EncodeToString(make([]byte, 16))}},
		{"empty at_hash", "at_hash", map[string]any{"at_hash": ""}},
		{"missing-athash", "", map[string]any{"at_hash": nil}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Claims = func(claims map[string]any) {
				for name, value := range c.claims {
					claims[name] = value
				}
			}
			grant, err := p.signIn(t, nil)
			if checkOf(err) != c.check || (err == nil) != (c.check == "") {
				t.Fatalf("got %v", err)
			}
			if err != nil && !grant.Tokens.Access.IsZero() {
				t.Error("tokens were returned beside the error")
			}
		})
	}
}

// OpenID Connect Core 3.1.3.7 (6-8).
func TestIDTokenSignatures(t *testing.T) {
	t.Parallel()
	jwk := func(key *rsa.PrivateKey, kid string) jose.JSONWebKey {
		return jose.JSONWebKey{Key: key.Public(), KeyID: kid, Algorithm: "RS256", Use: "sig"}
	}
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, check string
		prepare     func(*faultProvider)
	}{
		{"idtoken-sig-rs256", "", func(*faultProvider) {}},
		{"idtoken-sig-es256", "", func(p *faultProvider) { p.Alg, p.Key = jose.ES256, newECKey(t) }},
		{"invalid-sig-rs256", "signature", func(p *faultProvider) {
			p.Keys = func() []jose.JSONWebKey { return []jose.JSONWebKey{jwk(other, "one")} }
		}},
		{"changed signature", "signature", func(p *faultProvider) { p.RawID = func(s string) string { return s[:len(s)-8] + "AAAAAAAA" } }},
		{"idtoken-sig-none", "signature_none", func(p *faultProvider) { p.RawID = withoutSignature }},
		{"invalid-sig-hs256", "signature_algorithm", func(p *faultProvider) { p.Alg, p.Key = jose.HS256, []byte(strings.Repeat(clientID, 4)) }},
		{"es256 not advertised", "signature_algorithm", func(p *faultProvider) {
			p.Alg, p.Key = jose.ES256, newECKey(t)
			p.Discovery = func(doc map[string]any) { doc["id_token_signing_alg_values_supported"] = []string{"RS256"} }
		}},
		{"rs256 when nothing is advertised", "", func(p *faultProvider) {
			p.Discovery = func(doc map[string]any) { delete(doc, "id_token_signing_alg_values_supported") }
		}},
		{"only refused ones advertised", "signature_algorithm", func(p *faultProvider) {
			p.Discovery = func(doc map[string]any) { doc["id_token_signing_alg_values_supported"] = []string{"none", "HS256"} }
		}},
		{"kid-absent-single-jwks", "", func(p *faultProvider) { p.KeyID = "" }},
		{"kid-absent-multiple-jwks", "", func(p *faultProvider) {
			p.KeyID = ""
			p.Keys = func() []jose.JSONWebKey { return []jose.JSONWebKey{jwk(other, "b"), jwk(rsaKey(), "a")} }
		}},
		{"unknown kid", "signature_key", func(p *faultProvider) {
			p.Keys = func() []jose.JSONWebKey { return []jose.JSONWebKey{jwk(rsaKey(), "two")} }
		}},
		{"not a token", "id_token_malformed", func(p *faultProvider) { p.RawID = func(string) string { return "a.b.c" } }},
		{"no token", "id_token_missing", func(p *faultProvider) { p.RawID = func(string) string { return "" } }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			c.prepare(p)
			if _, err := p.signIn(t, nil); checkOf(err) != c.check || (err == nil) != (c.check == "") {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func withoutSignature(signed string) string {
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`))
	return header + "." + strings.Split(signed, ".")[1] + "."
}

// OpenID Connect Core 10.1.1: signing-key-rotation.
func TestKeysAreReadAgainWhenTheyRotate(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	client := p.client(t, nil)
	request := auth.BrowserRequest{Open: (&person{}).open}
	for round := range 2 {
		if round == 1 {
			p.mu.Lock()
			p.Key, p.Alg, p.KeyID = newECKey(t), jose.ES256, "two"
			p.mu.Unlock()
		}
		if _, err := client.SignInWithBrowser(testContext(t), request); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
	if n := len(p.seen("/jwks")); n != 2 {
		t.Errorf("keys were read %d times", n)
	}
}

func TestUnknownKeysDoNotFloodTheProvider(t *testing.T) {
	t.Parallel()
	p := newFaultProvider(t)
	p.Keys = func() []jose.JSONWebKey { return []jose.JSONWebKey{} }
	now := time.Now()
	client := p.client(t, func(_ *auth.Provider, cfg *auth.Config) { cfg.Now = func() time.Time { return now } })
	for range 12 {
		if _, err := client.SignInWithBrowser(testContext(t), auth.BrowserRequest{Open: (&person{}).open}); checkOf(err) != auth.CheckKeysEmpty {
			t.Fatalf("got %v", err)
		}
	}
	if n := len(p.seen("/jwks")); n > 5 {
		t.Fatalf("keys were read %d times", n)
	}
}

func TestKeySetFailuresKeepTheirMeaning(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		handler  http.HandlerFunc
		sentinel error
		check    string
	}{
		{"broken", answerWith(500, "application/json", "words"), auth.ErrUnreachable, ""},
		{"not found", answerWith(404, "application/json", "{}"), auth.ErrMalformedAnswer, ""},
		{"a web page", answerWith(200, "text/html", "<html>"), auth.ErrMalformedAnswer, ""},
		{"too large", answerWith(200, "application/json", `{"keys":[]}`+huge), auth.ErrMalformedAnswer, ""},
		{"redirect elsewhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.2:1/", http.StatusFound)
		}, nil, "keys_redirect"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newFaultProvider(t)
			p.Override["/jwks"] = c.handler
			_, err := p.signIn(t, nil)
			if err == nil || c.sentinel != nil && !errors.Is(err, c.sentinel) || checkOf(err) != c.check {
				t.Fatalf("got %v", err)
			}
		})
	}
}
