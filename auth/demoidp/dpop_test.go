package demoidp_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func TestProofsCanBeRequired(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.RequireDPoP = true })
	h := p.newHolder()
	algorithms, _ := p.metadata()["dpop_signing_alg_values_supported"].([]any)
	if len(algorithms) != 1 || algorithms[0] != "ES256" {
		t.Errorf("metadata: %v", algorithms)
	}
	code := p.code()
	wantStatus(t, p.redeem(code), http.StatusBadRequest, "invalid_dpop_proof")
	// The refusal did not spend the code.
	wantStatus(t, p.redeemWith(h.tokenProof(), code), http.StatusOK, "")
}

func TestFlawedProofsAreRefusedAtTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h, other := p.newHolder(), p.newHolder()
	now := p.clock.Now()
	address := p.server.Issuer() + "/token"
	for name, edit := range map[string]func(draft){
		"another type":          head("typ", "JWT"),
		"no type":               head("typ", nil),
		"no algorithm":          head("alg", "none"),
		"symmetric algorithm":   head("alg", "HS256"),
		"another algorithm":     head("alg", "ES384"),
		"no key":                head("jwk", nil),
		"somebody else's key":   head("jwk", other.jwk()),
		"private key member":    jwkMember("d", h.privateMember()),
		"symmetric key":         head("jwk", map[string]any{"kty": "oct", "k": "AAAA"}),
		"critical header":       head("crit", []string{"made-up"}),
		"no jti":                claim("jti", nil),
		"endless jti":           claim("jti", strings.Repeat("j", 300)),
		"jti of another kind":   claim("jti", 7),
		"another method":        claim("htm", "GET"),
		"small letters":         claim("htm", "post"),
		"no method":             claim("htm", nil),
		"no address":            claim("htu", nil),
		"another path":          claim("htu", p.server.Issuer()+"/userinfo"),
		"another host":          claim("htu", "http://attacker.example/token"),
		"user in address":       claim("htu", strings.Replace(address, "://", "://u@", 1)),
		"another scheme":        claim("htu", strings.Replace(address, "http", "https", 1)),
		"no time":               claim("iat", nil),
		"time as text":          claim("iat", "now"),
		"too old":               claim("iat", now.Add(-61*time.Second).Unix()),
		"too far in the future": claim("iat", now.Add(61*time.Second).Unix()),
	} {
		t.Run(name, func(t *testing.T) {
			wantStatus(t, p.refreshWith(h.tokenProof(edit), "x"), http.StatusBadRequest, "invalid_dpop_proof")
		})
	}
	for _, proof := range []string{"x", "a.b.c", h.tokenProof() + "x", strings.Repeat("x", 9000)} {
		wantStatus(t, p.refreshWith(proof, "x"), http.StatusBadRequest, "invalid_dpop_proof")
	}
	// What is left of the address counts, and a minute is near enough.
	for _, edit := range []func(draft){claim("htu", address+"?a=b#c"), claim("iat", now.Add(-time.Minute).Unix()), claim("iat", now.Add(time.Minute).Unix()), claim("nonce", "unasked")} {
		wantStatus(t, p.refreshWith(h.tokenProof(edit), "x"), http.StatusBadRequest, "invalid_grant")
	}
}

func TestTwoProofsAreNone(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h := p.newHolder()
	form := url.Values{"client_id": {p.server.ClientID()}, "grant_type": {"refresh_token"}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.server.Issuer()+"/token", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header["Dpop"] = []string{h.tokenProof(), h.tokenProof()}
	response, err := p.http.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d", response.StatusCode)
	}
}

func TestAProofWorksOnce(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h := p.newHolder()
	proof := h.tokenProof(claim("jti", "the-same"))
	wantStatus(t, p.refreshWith(proof, "x"), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.refreshWith(proof, "x"), http.StatusBadRequest, "invalid_dpop_proof")
	p.clock.forward(30 * time.Second)
	wantStatus(t, p.refreshWith(h.tokenProof(claim("jti", "the-same")), "x"), http.StatusBadRequest, "invalid_dpop_proof")
	// Identifiers are each key's own.
	wantStatus(t, p.refreshWith(p.newHolder().tokenProof(claim("jti", "the-same")), "x"), http.StatusBadRequest, "invalid_grant")
}

func TestAResourceWantsAProofOfItsOwn(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h := p.newHolder()
	access := h.signIn().text("access_token")
	for name, edit := range map[string]func(draft){
		"no token hash":         claim("ath", nil),
		"another token's hash":  claim("ath", hash("another")),
		"another resource":      claim("htu", p.server.Issuer()+"/userinfo"),
		"for the token request": claim("htm", "POST"),
	} {
		got := h.get("/rights", access, edit)
		wantStatus(t, got, http.StatusUnauthorized, "invalid_dpop_proof")
		challenge := got.header.Get("WWW-Authenticate")
		if !strings.HasPrefix(challenge, "DPoP ") || !strings.Contains(challenge, `error="invalid_dpop_proof"`) || !strings.Contains(challenge, `algs="ES256"`) {
			t.Errorf("%s: challenge %q", name, challenge)
		}
	}
	wantStatus(t, p.do(http.MethodGet, "/rights", nil, "Authorization", "DPoP "+access), http.StatusUnauthorized, "invalid_dpop_proof")
	wantStatus(t, h.get("/rights", "made-up"), http.StatusUnauthorized, "invalid_token")
	proof := h.proof(http.MethodGet, "/rights", claim("ath", hash(access)))
	wantStatus(t, p.do(http.MethodGet, "/rights?x=y", nil, "Authorization", "dpop "+access, "DPoP", proof), http.StatusOK, "")
	wantStatus(t, p.do(http.MethodGet, "/rights", nil, "Authorization", "DPoP "+access, "DPoP", proof), http.StatusUnauthorized, "invalid_dpop_proof")
	p.clock.forward(5 * time.Minute)
	wantStatus(t, h.get("/rights", access), http.StatusUnauthorized, "invalid_token")
}
