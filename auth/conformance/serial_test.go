package conformance_test

import (
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func serialChain() chapter {
	return chapter{"serial", "Serial PKCE, as Trimble Identity has it", []row{
		{id: "S1", says: "Every token and refresh request proves the challenge before it and announces the next; each pair is a new one", test: chainOfPairs},
		{
			id: "S2", says: "The next verifier is stored before the request that announces it, and a crash in between keeps the chain",
			test: preparedOnce, elsewhere: []string{
				"app/core TestTheNextVerifierIsStoredBeforeTheRequestIsSent", "app/core TestACrashBetweenStoringAndSendingKeepsTheChain",
				"app/core TestACrashBetweenStoringAndCommittingThePreparationKeepsTheChain",
			},
		},
		{id: "S3", says: "Tokens without a verifier, and renewals that were not prepared, are refused before anything is sent", test: unpreparedRefused},
	}}
}

func serial(s *setup) { s.idp.SerialPKCE, s.provider.PKCE = true, "serial" }

func challengeFor(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func chainOfPairs(t *testing.T) {
	for _, world := range []option{ordinary, provided(func(o *demoidp.Options) { o.KeepRefresh = true }), bound} {
		p := newParty(t, serial, world)
		grant := p.signedIn()
		for range 3 {
			renewed, err := p.refresh(p.client, grant)
			if err != nil {
				t.Fatal(err)
			}
			grant.Tokens = renewed
		}
		announced, used := p.request().Get("code_challenge"), map[string]bool{}
		for i, sent := range p.wire.all("/token") {
			verifier := sent.form.Get("code_verifier")
			if challengeFor(verifier) != announced || used[verifier] || sent.form.Get("code_challenge_method") != "S256" {
				t.Errorf("request %d does not prove the challenge before it", i+1)
			}
			announced, used[verifier] = sent.form.Get("code_challenge"), true
		}
		if len(used) != 4 || challengeFor(grant.Tokens.Verifier.Reveal()) != announced {
			t.Errorf("%d verifiers, and the next one is not kept", len(used))
		}
	}
}

func preparedOnce(t *testing.T) {
	p := newParty(t, serial)
	grant := p.signedIn()
	prepared, changed, err := p.client.PrepareRefresh(grant.Tokens)
	if err != nil || !changed || prepared.NextVerifier.IsZero() {
		t.Fatalf("changed %v, %v", changed, err)
	}
	stored, err := auth.DecodeTokens(prepared.Encode())
	if err != nil {
		t.Fatal(err)
	}
	// Another process takes over: what was prepared is used, not made once more.
	renewed, err := p.refresh(p.again(t), auth.Grant{Tokens: stored, Identity: grant.Identity})
	if err != nil || !renewed.Verifier.Equal(prepared.NextVerifier) {
		t.Errorf("the stored verifier was not announced: %v", err)
	}
}

func unpreparedRefused(t *testing.T) {
	p := newParty(t, serial)
	grant := p.signedIn()
	_, err := p.client.Refresh(t.Context(), grant.Tokens, grant.Identity)
	wantError(t, err, auth.ErrNoRefreshToken)
	grant.Tokens.Verifier = auth.Secret{}
	_, _, err = p.client.PrepareRefresh(grant.Tokens)
	wantError(t, err, auth.ErrNoRefreshToken)
	if n := len(p.wire.tokens("refresh_token")); n != 0 {
		t.Errorf("%d renewals left", n)
	}
}
