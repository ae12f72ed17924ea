package conformance_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func nonceOnce(t *testing.T) {
	p := newParty(t, bound, faulty(demoidp.FaultDPoPNonce))
	grant := p.signedIn()
	if n := len(p.wire.tokens("authorization_code")); n != 2 {
		t.Errorf("the code was sent %d times", n)
	}
	if _, err := p.refresh(p.client, grant); err != nil || len(p.wire.tokens("refresh_token")) != 1 {
		t.Errorf("the refresh token was sent %d times, %v", len(p.wire.tokens("refresh_token")), err)
	}
	p = newParty(t, bound, faulty(demoidp.FaultDPoPEndlessNonce))
	wantError(t, p.fails(), auth.ErrProviderRefused)
	if n := len(p.wire.all("/token")); n != 2 {
		t.Errorf("%d token requests", n)
	}
}

// nonceAtResource lets the nonce grow old between the token endpoint and the
// resource, whose challenge is written in mixed capitals.
func nonceAtResource(t *testing.T) {
	p := newParty(t, bound, provided(func(o *demoidp.Options) { o.DPoPNonce, o.AccessLifetime = true, time.Hour }))
	p.wire.change(func(s seen, answer *http.Response) {
		for i, challenge := range answer.Header.Values("WWW-Authenticate") {
			answer.Header["Www-Authenticate"][i] = strings.Replace(challenge, "DPoP ", "dPoP ", 1)
		}
	})
	grant := p.signedIn()
	p.clock.forward(11 * time.Minute)
	if status := p.rights(grant.Tokens).Status; status != http.StatusOK {
		t.Fatalf("rights: %d", status)
	}
	asked := p.wire.all("/rights")
	if len(asked) != 2 || proofOf(t, asked[0]).nonce == proofOf(t, asked[1]).nonce || !strings.HasPrefix(asked[1].header.Get("Authorization"), "DPoP ") {
		t.Errorf("asked %d times", len(asked))
	}
}

// renewalStaysBound: no renewal gives Bearer tokens where tokens have to be bound,
// neither for bound tokens nor for those of a time when they did not have to be.
func renewalStaysBound(t *testing.T) {
	p := newParty(t, bound)
	grant := p.signedIn()
	p.fault(demoidp.FaultDPoPDowngrade)
	tokens, err := p.refresh(p.client, grant)
	wantCheck(t, err, auth.CheckDPoPDowngrade)
	wantNoTokens(t, tokens, err)

	p = newParty(t)
	grant = p.signedIn()
	stricter := p.client.Provider()
	stricter.DPoP = "required"
	client, err := auth.NewClient(stricter, auth.Config{HTTP: p.wire, Now: p.clock.Now, After: p.clock.After})
	if err != nil {
		t.Fatal(err)
	}
	if tokens, err = p.refresh(client, grant); err == nil {
		t.Errorf("unbound tokens were renewed as %s", tokens.Type)
	}
}

// lostKey: whatever the provider would say, a renewal without the key is a sign-in.
func lostKey(t *testing.T) {
	for _, required := range []bool{false, true} {
		p := newParty(t, bound, provided(func(o *demoidp.Options) { o.RequireDPoP = required }))
		grant := p.signedIn()
		grant.Tokens.DPoPKey = auth.Secret{}
		tokens, err := p.refresh(p.client, grant)
		if !errors.Is(err, auth.ErrSignInNeeded) && !errors.Is(err, auth.ErrNoRefreshToken) {
			t.Errorf("proofs required: %v: got %v", required, err)
		}
		wantNoTokens(t, tokens, err)
		grant.Tokens.DPoPKey = auth.NewSecret("not a key")
		tokens, err = p.refresh(p.client, grant)
		wantError(t, err, auth.ErrTokenBundle)
		wantNoTokens(t, tokens, err)
	}
}

func boundCode(t *testing.T) {
	p := newParty(t, bound)
	p.signedIn()
	if got, want := p.request().Get("dpop_jkt"), proofOf(t, p.wire.tokens("authorization_code")[0]).thumbprint; got != want {
		t.Errorf("dpop_jkt %q, and the proof's key is %q", got, want)
	}
	p = newParty(t)
	p.signedIn()
	if p.request().Has("dpop_jkt") {
		t.Error("dpop_jkt without a key")
	}
}

func sameKeyEverywhere(t *testing.T) {
	p := newParty(t, bound)
	grant := p.signedIn()
	stored, err := auth.DecodeTokens(grant.Tokens.Encode())
	if err != nil {
		t.Fatal(err)
	}
	renewed, err := p.refresh(p.again(t), auth.Grant{Tokens: stored, Identity: grant.Identity})
	if err != nil {
		t.Fatal(err)
	}
	stored, err = auth.DecodeTokens(renewed.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.refresh(p.again(t), auth.Grant{Tokens: stored, Identity: grant.Identity}); err != nil {
		t.Fatal(err)
	}
	first := proofOf(t, p.wire.tokens("authorization_code")[0])
	for _, sent := range p.wire.tokens("refresh_token") {
		if got := proofOf(t, sent); got.thumbprint != first.thumbprint {
			t.Errorf("renewed with the key %s, signed in with %s", got.thumbprint, first.thumbprint)
		}
	}
}
