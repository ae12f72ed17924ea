package conformance_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func logout() chapter {
	return chapter{"endsession", "RP-initiated logout 1.0", []row{
		{
			id: "L1", section: "RP-Initiated Logout 2", says: "The browser is sent to the provider with `id_token_hint`, `client_id`, `post_logout_redirect_uri` and `state`",
			test: logoutRequest, elsewhere: []string{"app/endtoend TestLogoutAtOIDCProvider"},
		},
		{id: "L2", section: "RP-Initiated Logout 3", says: "A return with another `state`, or none, confirms nothing and does not hang", test: strangeReturns},
		{
			id: "L3", section: "RP-Initiated Logout 2", says: "Logging out of the browser revokes no token: that is done as well",
			test: logoutRevokesNothing, elsewhere: []string{"app/core TestSignOutEndsTheBrowserSessionToo"},
		},
		{
			id: "L4", section: "RP-Initiated Logout 2.1", says: "A provider without the endpoint: nothing is opened, and that is said", test: noLogout,
			elsewhere: []string{"app/core TestSignOutConfirmsAndRemoves"},
		},
	}}
}

// endSession is one logout. Waits of up to three seconds are over at once: so long
// does a return count that says nothing.
func (p *party) endSession(tokens auth.Tokens) (auth.EndSessionOutcome, error) {
	p.t.Helper()
	p.clock.jump(3 * time.Second)
	ctx, cancel := p.context()
	defer cancel()
	return p.client.EndSession(ctx, auth.EndSessionRequest{IDTokenHint: tokens.ID, Open: p.open})
}

func logoutRequest(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	outcome, err := p.endSession(grant.Tokens)
	if err != nil || outcome != auth.EndSessionEnded {
		t.Fatalf("%q, %v", outcome, err)
	}
	q := p.browser.all("/end-session")[0].query
	back, err := url.Parse(q.Get("post_logout_redirect_uri"))
	if err != nil || back.Hostname() != "127.0.0.1" || q.Get("id_token_hint") != grant.Tokens.ID.Reveal() || q.Get("client_id") != p.server.ClientID() || len(q.Get("state")) < 43 {
		t.Errorf("asked with %v", q)
	}
	opened := p.addresses()
	if last := opened[len(opened)-1]; !strings.HasPrefix(last, "http://127.0.0.1:"+back.Port()+"/") || strings.Contains(last, grant.Tokens.ID.Reveal()) {
		t.Errorf("opened %s", last)
	}
}

func strangeReturns(t *testing.T) {
	for _, fault := range []string{demoidp.FaultEndSessionOtherState, demoidp.FaultEndSessionNoState} {
		p := newParty(t, faulty(fault))
		grant := p.signedIn()
		if outcome, err := p.endSession(grant.Tokens); err != nil || outcome != auth.EndSessionUnreachable {
			t.Errorf("%s: %q, %v", fault, outcome, err)
		}
		if status := p.rights(grant.Tokens).Status; status != 200 {
			t.Errorf("%s: the token is refused with %d", fault, status)
		}
	}
}

func logoutRevokesNothing(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	if outcome, err := p.endSession(grant.Tokens); err != nil || outcome != auth.EndSessionEnded {
		t.Fatalf("%q, %v", outcome, err)
	}
	if n := len(p.wire.all("/revoke")); n != 0 {
		t.Errorf("%d revocations", n)
	}
	renewed, err := p.refresh(p.client, grant)
	if err != nil {
		t.Fatalf("the tokens ended with the browser's session: %v", err)
	}
	p.wantRevoked(renewed, auth.RevocationConfirmed)
	_, err = p.refresh(p.client, auth.Grant{Tokens: renewed, Identity: grant.Identity})
	wantError(t, err, auth.ErrSignInNeeded)
}

func noLogout(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultNoEndSession))
	outcome, err := p.client.EndSession(t.Context(), auth.EndSessionRequest{Open: func(context.Context, string) error {
		t.Error("something was opened")
		return nil
	}})
	if err != nil || outcome != auth.EndSessionUnsupported {
		t.Errorf("%q, %v", outcome, err)
	}
}
