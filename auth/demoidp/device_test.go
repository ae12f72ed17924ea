package demoidp_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func (p *party) startDevice() answer {
	p.t.Helper()
	got := p.do(http.MethodPost, "/device/authorize", url.Values{"client_id": {p.server.ClientID()}, "scope": {"openid email offline_access"}})
	if got.status != http.StatusOK {
		p.t.Fatalf("device authorization: %d %s", got.status, got.body)
	}
	return got
}

func (p *party) poll(device answer) answer {
	p.t.Helper()
	return p.token("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", device.text("device_code"))
}

func TestADeviceIsSignedIn(t *testing.T) {
	p := newParty(t)
	device := p.startDevice()
	if device.fields["interval"] != 5.0 || device.fields["expires_in"] != 900.0 || device.text("verification_uri") != p.server.Issuer()+"/device" {
		t.Errorf("device authorization: %v", device.fields)
	}
	wantStatus(t, p.poll(device), http.StatusBadRequest, "authorization_pending")
	agent := &demoidp.UserAgent{Person: "mila"}
	entered := strings.ToLower(strings.ReplaceAll(device.text("user_code"), "-", " "))
	if err := agent.ApproveDevice(t.Context(), device.text("verification_uri"), entered); err != nil {
		t.Fatal(err)
	}
	p.clock.forward(5 * time.Second)
	got := p.poll(device)
	wantStatus(t, got, http.StatusOK, "")
	if claims(t, got.text("id_token"))["email"] != "Mila.Vos@example.com" || got.text("refresh_token") == "" {
		t.Errorf("token answer: %v", got.fields)
	}
	p.clock.forward(5 * time.Second)
	wantStatus(t, p.poll(device), http.StatusBadRequest, "invalid_grant")
}

func TestTheCompleteAddressNeedsNoTyping(t *testing.T) {
	p := newParty(t)
	device := p.startDevice()
	if err := (&demoidp.UserAgent{Person: "lena"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, p.poll(device), http.StatusOK, "")
}

func TestPollingTooFastIsSlowedDown(t *testing.T) {
	p := newParty(t)
	device := p.startDevice()
	wantStatus(t, p.poll(device), http.StatusBadRequest, "authorization_pending")
	p.clock.forward(4 * time.Second)
	wantStatus(t, p.poll(device), http.StatusBadRequest, "slow_down")
	p.clock.forward(9 * time.Second)
	wantStatus(t, p.poll(device), http.StatusBadRequest, "slow_down")
	p.clock.forward(15 * time.Second)
	wantStatus(t, p.poll(device), http.StatusBadRequest, "authorization_pending")
}

func TestADeviceCodeEnds(t *testing.T) {
	p := newParty(t, func(o *demoidp.Options) { o.DeviceLifetime = time.Minute })
	device := p.startDevice()
	p.clock.forward(time.Minute + time.Second)
	wantStatus(t, p.poll(device), http.StatusBadRequest, "expired_token")
	if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri"), device.text("user_code")); err == nil {
		t.Error("an expired code was accepted on the page")
	}
	wantStatus(t, p.token("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", "made-up"), http.StatusBadRequest, "invalid_grant")
}

func TestADeviceCanBeDeclined(t *testing.T) {
	p := newParty(t)
	device := p.startDevice()
	agent := &demoidp.UserAgent{Decline: true}
	if err := agent.ApproveDevice(t.Context(), device.text("verification_uri"), device.text("user_code")); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, p.poll(device), http.StatusBadRequest, "access_denied")
}

func TestTheDevicePageForgivesNothingButSpelling(t *testing.T) {
	p := newParty(t)
	p.startDevice()
	for _, code := range []string{"", "----", "BCDF-BCDF-BCDF", "<script>", strings.Repeat("B", 5000)} {
		got := p.do(http.MethodPost, "/device", url.Values{"user_code": {code}})
		if got.status != http.StatusBadRequest || strings.Contains(got.body, "<script") {
			t.Errorf("%.20q: status %d", code, got.status)
		}
	}
}
