package conformance_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"latchkey/auth"
	"latchkey/auth/demoidp"
)

func deviceGrant() chapter {
	return chapter{"device", "Device grant: RFC 8628", []row{
		{
			id: "D1", section: "RFC 8628 3.2, 3.5", says: "Polls keep the interval of the provider, five seconds where it names none",
			test: pollInterval, elsewhere: []string{"auth TestDevicePolling/interval defaults to five seconds"},
		},
		{
			id: "D2", section: "RFC 8628 3.5", says: "`slow_down` adds five seconds, for this poll and for all that follow",
			test: slowDown, elsewhere: []string{"auth TestDevicePolling/slow_down counts for all later polls"},
		},
		{
			id: "D3", section: "RFC 8628 3.5", says: "A connection that fails makes polling slower, doubling each time, and does not end it",
			test: dropsAreSurvived, elsewhere: []string{"auth TestDevicePolling/connection failure backs off"},
		},
		{id: "D4", section: "RFC 8628 3.5", says: "`access_denied`, `expired_token` and the end of the code end the polling", test: pollingEnds},
		{
			id: "D5", section: "RFC 8628 3.3, 3.3.1", says: "The code and the short address are shown as text, also beside a complete address",
			test: codeIsTold, elsewhere: []string{"app/present TestADeviceCodeShowsWhatIsLeft", "app/cli TestScripts/device"},
		},
		{
			id: "D6", section: "RFC 8628 5.4", says: "Nothing is opened by itself; the person is told what the code does, and on which computer",
			test: nothingOpens, elsewhere: []string{"app/cli TestScripts/no_browser", "app/cli TestScripts/device"},
			partly: "that the code is to be kept private is said in the window and in the terminal, and no test looks at those words; the grant cannot tell the provider's page the name of this computer",
		},
		{
			id: "D7", section: "RFC 8628 3.2, 5", says: "An address that is not https is never shown, and the host of a good one is",
			test: badVerificationAddresses, elsewhere: []string{"auth TestDeviceCodesThatAreNotShown", "app/present TestADeviceCodeShowsWhatIsLeft"},
		},
	}}
}

const devicePoll = "urn:ietf:params:oauth:grant-type:device_code"

// device is a sign-in on another device, where the person answers just before the
// given poll; 0: never.
func (p *party) device(answered int) (auth.Grant, error) {
	p.t.Helper()
	p.clock.jump(time.Hour)
	ctx, cancel := p.context()
	defer cancel()
	code := make(chan auth.Progress, 1)
	polls := 0
	p.wire.on(func(r *http.Request) {
		if r.URL.Path != "/token" {
			return
		}
		if polls++; polls != answered {
			return
		}
		ready := receive(p.t, code)
		if err := p.agent.ApproveDevice(ctx, ready.VerificationURI, ready.UserCode); err != nil {
			p.t.Errorf("answer on the other device: %v", err)
		}
	})
	return p.client.SignInWithDevice(ctx, auth.DeviceRequest{Notify: func(step auth.Progress) {
		p.notify(step)
		if step.Step == auth.StepCodeReady {
			code <- step
		}
	}})
}

// gaps are the times between the device authorization and the polls.
func (p *party) gaps() []time.Duration {
	p.t.Helper()
	started := p.wire.all("/device/authorize")
	if len(started) != 1 {
		p.t.Fatalf("%d device authorizations", len(started))
	}
	var gaps []time.Duration
	before := started[0].at
	for _, poll := range p.wire.tokens(devicePoll) {
		gaps = append(gaps, poll.at.Sub(before))
		before = poll.at
	}
	return gaps
}

func (p *party) wantGaps(want ...int) {
	p.t.Helper()
	var wanted []time.Duration
	for _, seconds := range want {
		wanted = append(wanted, time.Duration(seconds)*time.Second)
	}
	if got := p.gaps(); !slices.Equal(got, wanted) {
		p.t.Errorf("polled after %v, want %v", got, wanted)
	}
}

func pollInterval(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultDeviceNoInterval))
	if _, err := p.device(3); err != nil {
		t.Fatal(err)
	}
	p.wantGaps(5, 5, 5)
	p = newParty(t, provided(func(o *demoidp.Options) { o.DeviceInterval = 7 * time.Second }))
	if _, err := p.device(2); err != nil {
		t.Fatal(err)
	}
	p.wantGaps(7, 7)
}

// The fault answers every odd poll with slow_down.
func slowDown(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultDeviceSlowDown))
	if _, err := p.device(3); err != nil {
		t.Fatal(err)
	}
	p.wantGaps(5, 10, 10, 15)
}

// The fault drops every odd poll.
func dropsAreSurvived(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultDeviceDrop))
	if _, err := p.device(3); err != nil {
		t.Fatal(err)
	}
	p.wantGaps(5, 10, 10, 20)
}

func pollingEnds(t *testing.T) {
	p := newParty(t, faulty(demoidp.FaultDeviceDenied))
	_, err := p.device(1)
	wantError(t, err, auth.ErrDeclined)
	p.wantGaps(5)

	p = newParty(t, faulty(demoidp.FaultDeviceExpires))
	_, err = p.device(0)
	wantError(t, err, auth.ErrCodeExpired)
	p.wantGaps()

	p = newParty(t, faulty(demoidp.FaultDeviceExpires))
	p.wire.editJSON("/device/authorize", func(m map[string]any) { m["expires_in"] = 600 })
	_, err = p.device(0)
	wantError(t, err, auth.ErrCodeExpired)
	p.wantGaps(5)
}

func codeIsTold(t *testing.T) {
	p := newParty(t)
	if _, err := p.device(1); err != nil {
		t.Fatal(err)
	}
	ready := p.told()[0]
	if ready.Step != auth.StepCodeReady || len(ready.UserCode) != 9 || ready.VerificationURI != p.server.Issuer()+"/device" ||
		ready.VerificationURIComplete != ready.VerificationURI+"?user_code="+ready.UserCode || ready.ExpiresAt.IsZero() {
		t.Errorf("told %+v", ready)
	}
}

func nothingOpens(t *testing.T) {
	p := newParty(t)
	if _, err := p.device(2); err != nil {
		t.Fatal(err)
	}
	for _, step := range p.told() {
		if step.Step == auth.StepBrowserOpened {
			t.Error("a browser was opened")
		}
	}
	for _, sent := range p.wire.all("") {
		if sent.path == "/device" || sent.path == "/authorize" {
			t.Errorf("the program asked %s itself", sent.path)
		}
	}
}

func badVerificationAddresses(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "file:///etc/passwd", "http://id.example.com/device", "https://user@id.example.com/", "//id.example.com/", "https://id.example.com/#x", "https://id.example.com/\x1b[31m"} {
		for _, member := range []string{"verification_uri", "verification_uri_complete"} {
			p := newParty(t)
			p.wire.editJSON("/device/authorize", func(m map[string]any) { m[member] = address })
			_, err := p.device(0)
			if checkOf(err) != auth.CheckVerificationAddress {
				t.Errorf("%s %q: %v", member, address, err)
			}
			if told := p.told(); len(told) != 0 {
				t.Errorf("%s %q was told: %+v", member, address, told)
			}
		}
	}
	p := newParty(t, faulty(demoidp.FaultDeviceBadAddress))
	_, err := p.device(0)
	wantCheck(t, err, auth.CheckVerificationAddress)
	ctx, cancel := context.WithCancel(t.Context())
	p = newParty(t)
	_, err = p.client.SignInWithDevice(ctx, auth.DeviceRequest{Notify: func(auth.Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
