package demoidp_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"latchkey/auth/demoidp"
)

const (
	drawings = "https://drawings.example/api"
	models   = "https://models.example/api"
)

// codeFor signs in with a request for these resources; the callback is the answer.
func (p *party) codeFor(resources ...string) url.Values {
	p.t.Helper()
	query := p.query()
	query["resource"] = resources
	return p.open(&demoidp.UserAgent{Person: "mila"}, query.Encode())
}

func audience(t *testing.T, tokens answer) []string {
	t.Helper()
	list, _ := claims(t, tokens.text("access_token"))["aud"].([]any)
	names := []string{}
	for _, name := range list {
		text, _ := name.(string)
		names = append(names, text)
	}
	return names
}

func wantAudience(t *testing.T, tokens answer, want ...string) {
	t.Helper()
	wantStatus(t, tokens, http.StatusOK, "")
	if got := audience(t, tokens); !slices.Equal(got, want) {
		t.Errorf("audience %v, want %v", got, want)
	}
}

func TestTheAccessTokenIsForTheResourcesAskedFor(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	wantAudience(t, p.redeem(p.codeFor().Get("code")), p.server.RightsURL(), p.server.Issuer()+"/userinfo")
	tokens := p.redeem(p.codeFor(drawings, models).Get("code"))
	wantAudience(t, tokens, drawings, models)
	narrow := p.refreshWith("", tokens.text("refresh_token"), "resource", models)
	wantAudience(t, narrow, models)
	// Narrowing is for one access token; the grant stays.
	wantAudience(t, p.refreshWith("", narrow.text("refresh_token")), drawings, models)
	wantAudience(t, p.redeemWith("", p.codeFor(drawings, models).Get("code"), "resource", drawings), drawings)
}

func TestAPushedRequestCarriesResources(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	query := p.query()
	query["resource"] = []string{drawings, models}
	got := p.do(http.MethodPost, "/par", query)
	back := p.open(&demoidp.UserAgent{Person: "mila"}, url.Values{"client_id": {p.server.ClientID()}, "request_uri": {got.text("request_uri")}}.Encode())
	wantAudience(t, p.redeem(back.Get("code")), drawings, models)
}

func TestTokenRequestsMayAskForLessButNotForMore(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	wantStatus(t, p.redeemWith("", p.codeFor(drawings).Get("code"), "resource", models), http.StatusBadRequest, "invalid_target")
	wantStatus(t, p.redeemWith("", p.codeFor().Get("code"), "resource", drawings), http.StatusBadRequest, "invalid_target")
	token := p.redeem(p.codeFor(drawings).Get("code")).text("refresh_token")
	wantStatus(t, p.refreshWith("", token, "resource", drawings, "resource", models), http.StatusBadRequest, "invalid_target")
	// The refusal did not spend it.
	wantAudience(t, p.refreshWith("", token, "resource", drawings), drawings)
}

func TestResourcesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.Resources = []string{drawings} })
	for _, resource := range []string{models, "", "drawings", "/api", "//drawings.example/api", drawings + "#part", drawings + "#", drawings + "/", "https://drawings.example/%zz"} {
		if back := p.codeFor(resource); back.Get("error") != "invalid_target" || back.Get("state") != "the-state" {
			t.Errorf("%q: %v", resource, back)
		}
		form := url.Values{"client_id": {p.server.ClientID()}, "scope": {"openid"}, "resource": {resource}}
		wantStatus(t, p.do(http.MethodPost, "/device/authorize", form), http.StatusBadRequest, "invalid_target")
	}
	wantAudience(t, p.redeem(p.codeFor(drawings).Get("code")), drawings)
	open := newParty(t, func(o *demoidp.Options) { o.Resources = []string{""} })
	wantAudience(t, open.redeem(open.codeFor("urn:made-up").Get("code")), "urn:made-up")
}

func TestADeviceAsksForResources(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	device := p.do(http.MethodPost, "/device/authorize", url.Values{"client_id": {p.server.ClientID()}, "scope": {"openid"}, "resource": {drawings, models}})
	if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
		t.Fatal(err)
	}
	wantAudience(t, p.tokenWith("", "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", device.text("device_code"), "resource", models), models)
}
