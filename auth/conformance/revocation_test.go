package conformance_test

import (
	"net/http"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func revocation() chapter {
	return chapter{"revocation", "Revocation: RFC 7009", []row{
		{id: "R1", section: "RFC 7009 2.1", says: "A POST with `token`, `token_type_hint` and `client_id`, to an https address", test: revocationRequest},
		{id: "R2", section: "RFC 7009 2.2", says: "200 for a token that is not known is success", test: revokedTwice},
		{
			id: "R3", section: "RFC 7009 2.2.1", says: "503: the tokens are taken to be good still, the person is told so, and another time it works",
			test: revocationBusy, elsewhere: []string{"app/core TestSignOutWhileTheServerIsDownStillRemoves", "app/cli TestScripts/sign_out_unconfirmed"},
		},
		{id: "R4", section: "RFC 7009 2.1", says: "The refresh token goes first and takes its access tokens along", test: refreshTokenFirst},
		{
			id: "R5", section: "RFC 7009 2", says: "Without the endpoint, or offline, the secrets here are removed all the same and the outcome is said",
			test: revocationMissing, elsewhere: []string{"app/core TestSignOutWhileTheServerIsDownStillRemoves"},
		},
	}}
}

func (p *party) revoke(tokens auth.Tokens) auth.RevocationOutcome {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	return p.client.Revoke(ctx, tokens)
}

func (p *party) wantRevoked(tokens auth.Tokens, want auth.RevocationOutcome) {
	p.t.Helper()
	if got := p.revoke(tokens); got != want {
		p.t.Errorf("revocation is %q, want %q", got, want)
	}
}

func revocationRequest(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	p.wantRevoked(grant.Tokens, auth.RevocationConfirmed)
	hints := map[string]auth.Secret{"refresh_token": grant.Tokens.Refresh, "access_token": grant.Tokens.Access}
	for _, sent := range p.wire.all("/revoke") {
		token := hints[sent.form.Get("token_type_hint")]
		if sent.method != http.MethodPost || sent.form.Get("client_id") != p.server.ClientID() || sent.form.Get("token") != token.Reveal() || len(sent.query) != 0 {
			t.Errorf("request %s %v", sent.method, sent.form.Get("token_type_hint"))
		}
	}
	p = newParty(t)
	p.wire.editJSON("/.well-known/openid-configuration", func(m map[string]any) { m["revocation_endpoint"] = "http://192.0.2.1/revoke" })
	wantCheck(t, p.fails(), auth.CheckEndpointInsecure)
}

func revokedTwice(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	for range 2 {
		p.wantRevoked(grant.Tokens, auth.RevocationConfirmed)
	}
	p.wantRevoked(auth.Tokens{Access: auth.NewSecret("nobody-knows-this-one")}, auth.RevocationConfirmed)
}

func revocationBusy(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultRevoke503))
	grant := p.signedIn()
	p.wantRevoked(grant.Tokens, auth.RevocationUnreachable)
	if status := p.rights(grant.Tokens).Status; status != http.StatusOK {
		t.Errorf("the token is refused with %d", status)
	}
	p.healed(demoidp.FaultRevoke503)
	p.wantRevoked(grant.Tokens, auth.RevocationConfirmed)
}

func refreshTokenFirst(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	p.wantRevoked(auth.Tokens{Refresh: grant.Tokens.Refresh}, auth.RevocationConfirmed)
	if status := p.rights(grant.Tokens).Status; status != http.StatusUnauthorized {
		t.Errorf("the access token still works: %d", status)
	}
	p = newParty(t)
	p.wantRevoked(p.signedIn().Tokens, auth.RevocationConfirmed)
	var hints []string
	for _, sent := range p.wire.all("/revoke") {
		hints = append(hints, sent.form.Get("token_type_hint"))
	}
	if strings.Join(hints, " ") != "refresh_token access_token" {
		t.Errorf("sent %v", hints)
	}
}

func revocationMissing(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultNoRevocationEndpoint))
	p.wantRevoked(p.signedIn().Tokens, auth.RevocationUnsupported)
	p = newParty(t)
	grant := p.signedIn()
	p.server.Control().Refuse(true)
	p.wantRevoked(grant.Tokens, auth.RevocationUnreachable)
	p = newParty(t, faulty(demoidp.FaultRevoke400))
	p.wantRevoked(p.signedIn().Tokens, auth.RevocationRefused)
}
