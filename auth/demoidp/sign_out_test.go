package demoidp_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func (p *party) revoke(token string) answer {
	p.t.Helper()
	return p.do(http.MethodPost, "/revoke", url.Values{"client_id": {p.server.ClientID()}, "token": {token}})
}

func TestRevokingARefreshTokenEndsItsFamily(t *testing.T) {
	p := newParty(t)
	first := p.signIn("mila")
	second := p.refresh(first.text("refresh_token"))
	wantStatus(t, p.revoke(second.text("refresh_token")), http.StatusOK, "")
	for _, dead := range []answer{first, second} {
		wantStatus(t, p.get("/userinfo", dead.text("access_token")), http.StatusUnauthorized, "invalid_token")
		wantStatus(t, p.refresh(dead.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
	}
}

func TestRevokingAnAccessTokenEndsOnlyThat(t *testing.T) {
	p := newParty(t)
	got := p.signIn("mila")
	wantStatus(t, p.revoke(got.text("access_token")), http.StatusOK, "")
	wantStatus(t, p.get("/userinfo", got.text("access_token")), http.StatusUnauthorized, "invalid_token")
	wantStatus(t, p.refresh(got.text("refresh_token")), http.StatusOK, "")
}

func TestRevokingIsForgivingAboutTokensAndStrictAboutClients(t *testing.T) {
	p := newParty(t)
	wantStatus(t, p.revoke("made-up"), http.StatusOK, "")
	wantStatus(t, p.revoke(""), http.StatusBadRequest, "invalid_request")
	got := p.signIn("mila")
	form := url.Values{"client_id": {"another"}, "token": {got.text("refresh_token")}}
	wantStatus(t, p.do(http.MethodPost, "/revoke", form), http.StatusUnauthorized, "invalid_client")
	wantStatus(t, p.refresh(got.text("refresh_token")), http.StatusOK, "")
}

func TestSigningOutWithAHintReturnsAtOnce(t *testing.T) {
	p := newParty(t)
	agent := &demoidp.UserAgent{Person: "mila"}
	tokens := p.redeem(p.visit(agent).Get("code"))
	p.clock.forward(48 * time.Hour)
	query := url.Values{
		"id_token_hint": {tokens.text("id_token")}, "client_id": {p.server.ClientID()},
		"post_logout_redirect_uri": {p.listener.URL + "/bye"}, "state": {"out-1"},
	}
	if err := agent.Open(t.Context(), p.server.Issuer()+"/end-session?"+query.Encode()); err != nil {
		t.Fatal(err)
	}
	if got := <-p.callback; got.Get("state") != "out-1" || len(got) != 1 {
		t.Errorf("came back with %v", got)
	}
	if got := p.visit(agent, "prompt", "none"); got.Get("error") != "login_required" {
		t.Errorf("the browser is still signed in: %v", got)
	}
	// Signing out of the browser revokes nothing.
	wantStatus(t, p.refresh(tokens.text("refresh_token")), http.StatusOK, "")
}

func TestSigningOutWithoutAHintAsks(t *testing.T) {
	p := newParty(t)
	for _, decline := range []bool{true, false} {
		agent := &demoidp.UserAgent{Person: "mila"}
		p.visit(agent)
		agent.Decline = decline
		if err := agent.Open(t.Context(), p.server.Issuer()+"/end-session"); err != nil {
			t.Fatal(err)
		}
		if got := p.visit(agent, "prompt", "none"); got.Has("code") != decline {
			t.Errorf("decline %v: %v", decline, got)
		}
	}
	agent := &demoidp.UserAgent{Person: "omar"}
	p.visit(agent)
	hint := p.signIn("mila").text("id_token")
	query := url.Values{"id_token_hint": {hint}, "post_logout_redirect_uri": {p.listener.URL}, "state": {"out-2"}}
	agent.Decline = true
	if err := agent.Open(t.Context(), p.server.Issuer()+"/end-session?"+query.Encode()); err != nil {
		t.Fatal(err)
	}
	if got := p.visit(agent, "prompt", "none"); !got.Has("code") {
		t.Error("a hint about somebody else signed the browser out unasked")
	}
}

func TestSigningOutRefusesStrangeRequests(t *testing.T) {
	p := newParty(t)
	hint := p.signIn("mila").text("id_token")
	tests := map[string]url.Values{
		"forged hint":       {"id_token_hint": {hint[:len(hint)-8] + "AAAAAAAA"}},
		"no JWT":            {"id_token_hint": {"x"}},
		"access token hint": {"id_token_hint": {p.signIn("mila").text("access_token")}},
		"foreign return":    {"id_token_hint": {hint}, "post_logout_redirect_uri": {"https://attacker.example/"}},
		"localhost return":  {"id_token_hint": {hint}, "post_logout_redirect_uri": {"http://localhost:4000/"}},
		"return, no client": {"post_logout_redirect_uri": {p.listener.URL}},
		"foreign client":    {"client_id": {"another"}},
	}
	for name, query := range tests {
		t.Run(name, func(t *testing.T) {
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				got := p.do(method, "/end-session?"+query.Encode(), query)
				if got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
					t.Errorf("%s: status %d, Location %q", method, got.status, got.header.Get("Location"))
				}
			}
		})
	}
	got := p.do(http.MethodPost, "/end-session/confirm", url.Values{"return_to": {"https://attacker.example/"}})
	if got.status != http.StatusBadRequest || got.header.Get("Location") != "" {
		t.Errorf("confirmation: status %d", got.status)
	}
	if got := p.do(http.MethodGet, "/end-session", nil); got.status != http.StatusOK || !strings.Contains(got.body, "signed out") {
		t.Errorf("nobody signed in: %d", got.status)
	}
}
