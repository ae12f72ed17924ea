package conformance_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func resources() chapter {
	return chapter{"resources", "Tokens and resources: RFC 6749, 6750, 7662, 8693, 8707, 9068", []row{
		{
			id: "E1", section: "RFC 8693 2.1, 2.2.1", says: "A token exchange asks for no more than is needed and checks `issued_token_type`",
			without: "no token is exchanged",
		},
		{
			id: "E2", section: "RFC 8707 2, 2.1, 2.2", says: "`resource` is an absolute address without fragment, goes into every request, and `invalid_target` is said",
			test: resourceIndicators, elsewhere: []string{"app/endtoend TestResourceIndicatorsAtOIDCProvider", "app/endtoend TestAnUnknownResourceIsRefusedByOIDCProvider"},
		},
		{id: "E3", section: "RFC 9068 6", says: "Access tokens are opaque to the client, whatever they look like", test: opaqueTokens},
		{id: "E4", section: "RFC 7662 2.1, 4", says: "Introspection is for resource servers: it is never asked", test: noIntrospection},
		{
			id: "E5", section: "RFC 6749 5.2, 6", says: "A refresh token may be replaced by any renewal and is stored before it is used; error codes keep their meaning",
			test: refreshErrors, elsewhere: []string{
				"app/core TestNoRefreshIsSentWhenItsAnswerCouldNotBeKept", "app/core TestRenewedTokensThatWereStoredAndNotCommittedAreTakenUp",
				"app/endtoend TestKilledAtAnyMomentTheSessionIsWhole",
			},
		},
		{
			id: "E6", section: "RFC 6750 2.1, 2.3, 3.1", says: "Tokens go into the header only; 401 means one renewal and then signing in again, 403 means no loop",
			test: resourceAnswers, elsewhere: []string{"app/cli TestScripts/recheck_fails", "auth TestGetResourceAnswersWithEveryStatus"},
		},
		{
			id: "E7", section: "RFC 9111 5.1, 5.2.1.4, RFC 9211 2", says: "Where a fresh answer is wanted, caches are told to ask the server, and what an answer says of its own age is read",
			test: datedAnswers, elsewhere: []string{"auth TestWhatACacheSaysOfItself"},
		},
		{
			id: "E8", section: "RFC 9110 8.6, 9112 8", says: "An answer that breaks off before its announced end, or is too long, is no answer",
			test: wholeAnswers, elsewhere: []string{"auth TestWhatBreaksOffIsNeverHalfAnAnswer", "auth TestAnAnswerHasItsTimeAsLongAsItArrives"},
		},
		{
			id: "E9", section: "UMA 2.0 Grant 3.3.1", says: "What is permitted is asked with the ticket grant and the access token in the header; nothing permitted is told from an outage",
			test: permissionTickets, elsewhere: []string{"auth TestWhatARefusalOfPermissionsMeans"},
			partly: "the answer is asked for as a list (`response_mode=permissions`), which the specification does not have; no ticket of a resource server is exchanged",
		},
	}}
}

func resourceIndicators(t *testing.T) {
	list := []string{"https://api.example.com/a", "https://api.example.com/b"}
	p := newParty(t, described(func(d *auth.Provider) { d.Resources = list }))
	grant := p.signedIn()
	if _, err := p.refresh(p.client, grant); err != nil {
		t.Fatal(err)
	}
	if _, err := p.device(1); err != nil {
		t.Fatal(err)
	}
	for _, sent := range slices.Concat(p.wire.all("/par"), p.wire.all("/token"), p.wire.all("/device/authorize")) {
		if !slices.Equal(sent.form["resource"], list) {
			t.Errorf("%s: %v", sent.path, sent.form["resource"])
		}
	}
	for _, resource := range []string{"api", "/api", "https://api.example.com/#x", "https://api.example.com/#", "https://api example.com"} {
		if _, err := auth.NewClient(auth.Provider{Issuer: "https://id.example.com", ClientID: "a", Resources: []string{resource}}, auth.Config{}); err == nil {
			t.Errorf("%q is accepted", resource)
		}
	}
	unknown := provided(func(o *demoidp.Options) { o.Resources = []string{"https://other.example.com"} })
	for name, p := range map[string]*party{
		"pushed":       newParty(t, unknown, described(func(d *auth.Provider) { d.Resources = list })),
		"in the query": newParty(t, faulty(demoidp.FaultAuthorizeTarget)),
	} {
		var refusal *auth.ProviderResponseError
		if err := p.fails(); !errors.As(err, &refusal) || refusal.Code != "invalid_target" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func opaqueTokens(t *testing.T) {
	for _, opaque := range []bool{true, false} {
		p := newParty(t, provided(func(o *demoidp.Options) { o.OpaqueAccess = opaque }))
		grant := p.signedIn()
		if isJWT := strings.Count(grant.Tokens.Access.Reveal(), ".") == 2; isJWT == opaque {
			t.Fatal("the token is of the other kind")
		}
		if status := p.rights(grant.Tokens).Status; status != http.StatusOK {
			t.Errorf("opaque %v: %d", opaque, status)
		}
	}
	// What looks like a JWT and is none is a token like any other.
	p := newParty(t)
	p.wire.editJSON("/token", func(m map[string]any) { m["access_token"] = "e30.e30.x"; delete(m, "id_token") })
	wantCheck(t, p.fails(), auth.CheckIDTokenMissing)
	p = newParty(t, faulty(demoidp.FaultMissingAtHash, demoidp.FaultUserInfo500))
	p.wire.editJSON("/token", func(m map[string]any) { m["access_token"] = "e30.e30.x" })
	if grant := p.signedIn(); grant.Tokens.Access.Reveal() != "e30.e30.x" {
		t.Error("the access token was changed")
	}
}

func noIntrospection(t *testing.T) {
	p := newParty(t)
	p.wire.editJSON(wellKnown, func(m map[string]any) { m["introspection_endpoint"] = p.server.Issuer() + "/introspect" })
	grant := p.signedIn()
	ctx, cancel := p.context()
	defer cancel()
	if _, err := p.client.Claims(ctx, grant.Tokens, grant.Identity, auth.ClaimsRequest{}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.refresh(p.client, grant); err != nil {
		t.Fatal(err)
	}
	p.wantRevoked(grant.Tokens, auth.RevocationConfirmed)
	if n := len(p.wire.all("/introspect")); n != 0 {
		t.Errorf("introspection was asked %d times", n)
	}
}

func refreshErrors(t *testing.T) {
	for fault, sentinel := range map[string]error{
		demoidp.FaultRefreshInvalidGrant: auth.ErrSignInNeeded, demoidp.FaultTokenInvalidClient: auth.ErrProviderRefused,
		demoidp.FaultRefresh500: auth.ErrUnreachable, demoidp.FaultToken429: auth.ErrUnreachable,
	} {
		p := newParty(t)
		grant := p.signedIn()
		p.fault(fault)
		tokens, err := p.refresh(p.client, grant)
		wantError(t, err, sentinel)
		wantNoTokens(t, tokens, err)
		if n := len(p.wire.tokens("refresh_token")); n != 1 {
			t.Errorf("%s: the refresh token was sent %d times", fault, n)
		}
	}
	p := newParty(t, provided(func(o *demoidp.Options) { o.KeepRefresh = true }))
	grant := p.signedIn()
	if renewed, err := p.refresh(p.client, grant); err != nil || !renewed.Refresh.Equal(grant.Tokens.Refresh) {
		t.Errorf("a refresh token that is kept: %v", err)
	}
}

func resourceAnswers(t *testing.T) {
	p := newParty(t)
	grant := p.signedIn()
	answer := p.rights(grant.Tokens)
	sent := p.wire.all("/rights")[0]
	if answer.Err() != nil || sent.header.Get("Authorization") != "Bearer "+grant.Tokens.Access.Reveal() || strings.Contains(sent.address, grant.Tokens.Access.Reveal()) || len(sent.form) != 0 {
		t.Errorf("%v, asked %s", answer.Err(), sent.path)
	}
	if err := p.server.Control().ExpireTokens("mila"); err != nil {
		t.Fatal(err)
	}
	answer = p.rights(grant.Tokens)
	wantError(t, answer.Err(), auth.ErrSignInNeeded)
	if answer.WWWAuthenticate != "invalid_token" {
		t.Errorf("the challenge is %q", answer.WWWAuthenticate)
	}
	p = newParty(t)
	grant = p.signedIn()
	p.wire.change(func(s seen, answer *http.Response) {
		if s.path == "/rights" {
			answer.StatusCode = http.StatusForbidden
			answer.Header.Set("WWW-Authenticate", `Bearer error="insufficient_scope", scope="more"`)
		}
	})
	answer = p.rights(grant.Tokens)
	wantError(t, answer.Err(), auth.ErrProviderRefused)
	if answer.WWWAuthenticate != "insufficient_scope" || len(p.wire.all("/rights")) != 1 || len(p.wire.tokens("refresh_token")) != 0 {
		t.Errorf("asked %d times", len(p.wire.all("/rights")))
	}
}
