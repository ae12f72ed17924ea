package conformance_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func proofKeys() chapter {
	return chapter{"pkce", "PKCE: RFC 7636", []row{
		{
			id: "P1", section: "RFC 7636 4.1, 7.1", says: "The verifier has 43 to 128 unreserved characters and 256 random bits, another for each request",
			test: verifiersDiffer, elsewhere: []string{"auth TestVerifiersAreLongRandomAndFresh"},
		},
		{
			id: "P2", section: "RFC 7636 4.2, 7.2", says: "The challenge is S256; a provider that offers only `plain` is refused",
			test: challengeIsHash, elsewhere: []string{"auth TestChallengeOfTheRFC"},
		},
		{id: "P3", section: "RFC 7636 4.5", says: "The verifier is in the body of the token request and nowhere else", test: verifierStaysInside},
		{id: "P4", section: "RFC 7636 4.4.1, 4.6", says: "`invalid_request` and `invalid_grant` end the sign-in; nothing is sent again", test: refusalsAreFinal},
	}}
}

func (p *party) verifier() string {
	p.t.Helper()
	sent := p.wire.tokens("authorization_code")
	if len(sent) == 0 {
		p.t.Fatal("no code was redeemed")
	}
	return sent[len(sent)-1].form.Get("code_verifier")
}

func verifiersDiffer(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	one := p.verifier()
	p.signedIn()
	two := p.verifier()
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	for _, verifier := range []string{one, two} {
		if len(verifier) < 43 || len(verifier) > 128 || strings.Trim(verifier, unreserved) != "" {
			t.Errorf("verifier %q", verifier)
		}
	}
	if one == two {
		t.Error("two sign-ins had the same verifier")
	}
}

func challengeIsHash(t *testing.T) {
	p := newParty(t)
	p.signedIn()
	sum := sha256.Sum256([]byte(p.verifier()))
	if q := p.request(); q.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || q.Get("code_challenge_method") != "S256" {
		t.Errorf("challenge %q by %q", q.Get("code_challenge"), q.Get("code_challenge_method"))
	}
	p = newParty(t, faulty(demoidp.FaultDiscoveryPlainPKCE))
	wantCheck(t, p.fails(), auth.CheckPKCEUnsupported)
	if opened := p.addresses(); len(opened) != 0 {
		t.Errorf("opened %v", opened)
	}
}

func verifierStaysInside(t *testing.T) {
	for _, par := range []string{"", "off"} {
		p := newParty(t, described(func(d *auth.Provider) { d.PAR = par }))
		p.signedIn()
		verifier := p.verifier()
		for _, sent := range append(p.wire.all(""), p.browser.all("")...) {
			inBody := strings.Contains(sent.form.Encode(), verifier)
			if strings.Contains(sent.text(), verifier) || inBody && sent.path != "/token" {
				t.Errorf("the verifier is in a request to %s", sent.path)
			}
		}
		if strings.Contains(p.log.String(), verifier) {
			t.Error("the verifier is in the log")
		}
	}
}

func refusalsAreFinal(t *testing.T) {
	for _, c := range []struct {
		fault, code string
		at          auth.Endpoint
		requests    int
	}{
		{demoidp.FaultAuthorizeWords, "invalid_request", auth.AtAuthorization, 0},
		{demoidp.FaultPAR400, "invalid_request", auth.AtPAR, 0},
		{demoidp.FaultTokenInvalidGrant, "invalid_grant", auth.AtToken, 1},
	} {
		p := newParty(t, faulty(c.fault))
		err := p.fails()
		var refusal *auth.ProviderResponseError
		if !errors.As(err, &refusal) || refusal.Code != c.code || refusal.At != c.at || !errors.Is(err, auth.ErrProviderRefused) {
			t.Errorf("%s: %v", c.fault, err)
		}
		if n := len(p.wire.all("/token")); n != c.requests || len(p.wire.all("/par")) != 1 {
			t.Errorf("%s: %d token requests, %d pushed", c.fault, n, len(p.wire.all("/par")))
		}
	}
}
