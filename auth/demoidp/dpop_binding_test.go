package demoidp_test

import (
	"net/http"
	"testing"

	"latchkey/auth/demoidp"
)

func TestAProofBindsTheTokensToItsKey(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h, thief := p.newHolder(), p.newHolder()
	tokens := h.signIn()
	access := tokens.text("access_token")
	confirmation, _ := claims(t, access)["cnf"].(map[string]any)
	if tokens.text("token_type") != "DPoP" || confirmation["jkt"] != h.thumbprint() {
		t.Errorf("type %q, cnf %v, want DPoP and %s", tokens.text("token_type"), confirmation, h.thumbprint())
	}
	for _, path := range []string{"/userinfo", "/rights"} {
		wantStatus(t, h.get(path, access), http.StatusOK, "")
		wantStatus(t, p.get(path, access), http.StatusUnauthorized, "invalid_token")
		wantStatus(t, thief.get(path, access), http.StatusUnauthorized, "invalid_token")
	}
}

func TestARefreshTokenOfAPublicClientIsBoundToTheKey(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h, thief := p.newHolder(), p.newHolder()
	token := h.signIn().text("refresh_token")
	wantStatus(t, p.refreshWith("", token), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.refreshWith(thief.tokenProof(), token), http.StatusBadRequest, "invalid_grant")
	// Neither attempt spent it.
	got := p.refreshWith(h.tokenProof(), token)
	wantStatus(t, got, http.StatusOK, "")
	if got.text("token_type") != "DPoP" {
		t.Errorf("renewed token type %q", got.text("token_type"))
	}
	wantStatus(t, p.refreshWith("", got.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
}

func TestWithoutAProofTokensAreBearerAndStaySo(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h := p.newHolder()
	tokens := p.signIn("mila")
	wantStatus(t, h.get("/rights", tokens.text("access_token")), http.StatusUnauthorized, "invalid_token")
	// A proof at renewal binds from then on.
	renewed := p.refreshWith(h.tokenProof(), tokens.text("refresh_token"))
	wantStatus(t, h.get("/rights", renewed.text("access_token")), http.StatusOK, "")
	wantStatus(t, p.refreshWith("", renewed.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
}

func TestACodeCanBeBoundToAKeyBefore(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h, thief := p.newHolder(), p.newHolder()
	for _, proof := range []string{"", thief.tokenProof()} {
		code := p.code("dpop_jkt", h.thumbprint())
		wantStatus(t, p.redeemWith(proof, code), http.StatusBadRequest, "invalid_grant")
		wantStatus(t, p.redeemWith(h.tokenProof(), code), http.StatusBadRequest, "invalid_grant")
	}
	wantStatus(t, p.redeemWith(h.tokenProof(), p.code("dpop_jkt", h.thumbprint())), http.StatusOK, "")
	back := p.visit(&demoidp.UserAgent{Person: "mila"}, "dpop_jkt", "short")
	if back.Get("error") != "invalid_request" {
		t.Errorf("callback: %v", back)
	}
}

func TestADeviceCanBindItsTokens(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	h := p.newHolder()
	device := p.startDevice()
	if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
		t.Fatal(err)
	}
	got := p.tokenWith(h.tokenProof(), "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", device.text("device_code"))
	wantStatus(t, got, http.StatusOK, "")
	wantStatus(t, h.get("/userinfo", got.text("access_token")), http.StatusOK, "")
	wantStatus(t, p.refreshWith("", got.text("refresh_token")), http.StatusBadRequest, "invalid_grant")
}
