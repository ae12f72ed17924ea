package demoidp_test

import (
	"net/http"
	"net/url"
	"testing"

	"latchkey/auth/demoidp"
)

func signOutFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultRevoke503: func(t *testing.T, p *party) bool { return p.revocationFails(t, http.StatusServiceUnavailable, "") },
		demoidp.FaultRevoke400: func(t *testing.T, p *party) bool {
			return p.revocationFails(t, http.StatusBadRequest, "unsupported_token_type")
		},
		demoidp.FaultNoRevocationEndpoint: func(t *testing.T, p *party) bool {
			return p.metadata()["revocation_endpoint"] == nil && p.revocationFails(t, http.StatusNotFound, "")
		},
		demoidp.FaultNoEndSession: func(_ *testing.T, p *party) bool {
			return p.metadata()["end_session_endpoint"] == nil && p.do(http.MethodGet, "/end-session", nil).status == http.StatusNotFound
		},
		demoidp.FaultEndSessionOtherState: func(t *testing.T, p *party) bool {
			got := p.signedOut(t)
			return got.Has("state") && got.Get("state") != "out-1"
		},
		demoidp.FaultEndSessionNoState: func(t *testing.T, p *party) bool { return !p.signedOut(t).Has("state") },
	}
}

// revocationFails tells whether revoking answers so and leaves the token good.
func (p *party) revocationFails(t *testing.T, status int, code string) bool {
	t.Helper()
	token := p.signIn("mila").text("refresh_token")
	got := p.revoke(token)
	return got.status == status && got.text("error") == code && p.refresh(token).status == http.StatusOK
}

// signedOut signs out with the state "out-1" and gives what came back.
func (p *party) signedOut(t *testing.T) url.Values {
	t.Helper()
	agent := &demoidp.UserAgent{Person: "mila"}
	query := url.Values{
		"id_token_hint": {p.redeem(p.visit(agent).Get("code")).text("id_token")}, "client_id": {p.server.ClientID()},
		"post_logout_redirect_uri": {p.listener.URL + "/bye"}, "state": {"out-1"},
	}
	if err := agent.Open(t.Context(), p.server.Issuer()+"/end-session?"+query.Encode()); err != nil {
		t.Fatal(err)
	}
	return <-p.callback
}
