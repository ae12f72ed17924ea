package demoidp_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

func deviceFaults() map[string]faultCheck {
	return map[string]faultCheck{
		demoidp.FaultDeviceSlowDown: func(_ *testing.T, p *party) bool {
			codes := p.pollThrice(p.startDevice())
			return codes == [3]string{"slow_down", "authorization_pending", "slow_down"}
		},
		demoidp.FaultDeviceDrop: func(_ *testing.T, p *party) bool {
			codes := p.pollThrice(p.startDevice())
			return codes == [3]string{"dropped", "authorization_pending", "dropped"}
		},
		demoidp.FaultDeviceNoInterval: func(_ *testing.T, p *party) bool { return p.startDevice().fields["interval"] == nil },
		demoidp.FaultDeviceExpires: func(_ *testing.T, p *party) bool {
			device := p.startDevice()
			p.clock.forward(2 * time.Second)
			return device.fields["expires_in"] == 1.0 && p.poll(device).text("error") == "expired_token"
		},
		demoidp.FaultDeviceDenied: func(t *testing.T, p *party) bool {
			device := p.startDevice()
			if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
				t.Fatal(err)
			}
			return p.poll(device).text("error") == "access_denied"
		},
		demoidp.FaultDeviceBadAddress: func(_ *testing.T, p *party) bool {
			device := p.startDevice()
			return device.text("verification_uri") == "javascript:alert(1)" && device.text("verification_uri_complete") == "javascript:alert(1)"
		},
		demoidp.FaultDevice500: func(_ *testing.T, p *party) bool {
			form := url.Values{"client_id": {p.server.ClientID()}, "scope": {"openid"}}
			return p.do(http.MethodPost, "/device/authorize", form).status == http.StatusInternalServerError
		},
	}
}

// pollThrice polls as a client does that keeps every interval, longer ones too, and
// gives the error codes, or "dropped".
func (p *party) pollThrice(device answer) (codes [3]string) {
	p.t.Helper()
	form := url.Values{
		"client_id": {p.server.ClientID()}, "device_code": {device.text("device_code")},
		"grant_type": {"urn:ietf:params:oauth:grant-type:device_code"},
	}
	for i := range codes {
		got, err := p.try(p.t.Context(), http.MethodPost, "/token", form)
		codes[i] = got.text("error")
		if errors.Is(err, io.EOF) {
			codes[i] = "dropped"
		}
		p.clock.forward(20 * time.Second)
	}
	return codes
}

// The faults of polling are tolerable: who goes on asking is signed in.
func TestADeviceIsSignedInThroughFaultyPolls(t *testing.T) {
	for _, fault := range []string{demoidp.FaultDeviceSlowDown, demoidp.FaultDeviceDrop} {
		p := newParty(t)
		if err := p.control.Fault(fault, true); err != nil {
			t.Fatal(err)
		}
		device := p.startDevice()
		p.pollThrice(device)
		if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
			t.Fatal(err)
		}
		got := p.poll(device)
		wantStatus(t, got, http.StatusOK, "")
		if got.text("access_token") == "" {
			t.Errorf("%s: no token", fault)
		}
	}
}
