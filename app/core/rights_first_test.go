package core_test

import (
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// After a reset the cache has another generation; a sign-in with one source down
// keeps what the other said all the same.
func TestASignInKeepsTheClaimsWhileAnotherSourceIsDown(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceClaims)
	h.signIn()
	h.reset(core.ScopeSession)
	h.fault(demoidp.FaultRights500, true)
	signed := h.signIn()
	if signed.RightsProblem != "rights_server_error" || signed.Rights.Granted == 0 {
		t.Errorf("problem %q, rights %+v", signed.RightsProblem, signed.Rights)
	}
}

// A sign-in that brings no claims says nothing about what they said before.
func TestASignInWithoutClaimsKeepsWhatTheySaid(t *testing.T) {
	h := newSourcesHome(t, core.SourceEndpoint, core.SourceClaims)
	h.signIn()
	if _, err := h.AddProvider(t.Context(), core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: h.server.Issuer(), ClientID: h.server.ClientID(), Replace: true,
		Scopes: []string{"openid", "profile", "email", "offline_access"}, RightsURL: h.server.RightsURL(),
		RightsSources: []string{core.SourceEndpoint, core.SourceClaims},
	}); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(time.Minute)
	if again := h.signIn(); again.RightsProblem != "rights_unavailable" {
		t.Errorf("problem %q", again.RightsProblem)
	}
	told, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(granted(told, core.SourceClaims)) == 0 || len(told.Sources) != 2 || !told.Sources[1].CheckedAt.Before(told.Sources[0].CheckedAt.Time) {
		t.Errorf("sources %+v", told.Sources)
	}
}
