package demoidp_test

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/auth/demoidp"
)

// link is one link of the chain: a verifier whose challenge is announced.
type link string

func newLink() link { return link(rand.Text() + rand.Text()) }

// next is the part of a token request that keeps the promise and gives a new one.
func (l link) next(n link) []string {
	return []string{"code_verifier", string(l), "code_challenge", hash(string(n)), "code_challenge_method", "S256"}
}

func serialParty(t *testing.T) *party {
	t.Helper()
	return newParty(t, func(o *demoidp.Options) { o.SerialPKCE = true })
}

func (p *party) redeemSerial(code string, more ...string) answer {
	p.t.Helper()
	return p.tokenWith("", append(more, "grant_type", "authorization_code", "code", code, "redirect_uri", p.redirectURI())...)
}

func TestSerialPKCEIsAChain(t *testing.T) {
	t.Parallel()
	p := serialParty(t)
	now, next := link(p.verifier), newLink()
	got := p.redeemSerial(p.code(), now.next(next)...)
	for range 4 {
		wantStatus(t, got, http.StatusOK, "")
		now, next = next, newLink()
		got = p.refreshWith("", got.text("refresh_token"), now.next(next)...)
	}
	wantStatus(t, got, http.StatusOK, "")
}

func TestACodeNeedsTheNextChallenge(t *testing.T) {
	t.Parallel()
	p := serialParty(t)
	now := link(p.verifier)
	for name, more := range map[string][]string{
		"none":           {"code_verifier", p.verifier},
		"no method":      {"code_verifier", p.verifier, "code_challenge", hash("x")},
		"plain":          {"code_verifier", p.verifier, "code_challenge", hash("x"), "code_challenge_method", "plain"},
		"not a digest":   {"code_verifier", p.verifier, "code_challenge", "x", "code_challenge_method", "S256"},
		"the one before": now.next(now),
		"no verifier":    newLink().next(newLink())[2:],
	} {
		t.Run(name, func(t *testing.T) {
			wantStatus(t, p.redeemSerial(p.code(), more...), http.StatusBadRequest, "invalid_grant")
		})
	}
}

func TestAWrongLinkRotatesNothing(t *testing.T) {
	t.Parallel()
	p := serialParty(t)
	second, third := newLink(), newLink()
	token := p.redeemSerial(p.code(), link(p.verifier).next(second)...).text("refresh_token")
	for name, more := range map[string][]string{
		"nothing":             nil,
		"no verifier":         second.next(third)[2:],
		"no next challenge":   second.next(third)[:2],
		"the verifier before": link(p.verifier).next(third),
		"another verifier":    newLink().next(third),
		"a short verifier":    link("short").next(third),
		"the challenge again": second.next(second),
	} {
		if got := p.refreshWith("", token, more...); got.status != http.StatusBadRequest || got.text("error") != "invalid_grant" {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	wantStatus(t, p.refreshWith("", token, second.next(third)...), http.StatusOK, "")
}

func TestTheChainGoesOnWithoutRotation(t *testing.T) {
	t.Parallel()
	p := newParty(t, func(o *demoidp.Options) { o.SerialPKCE, o.KeepRefresh = true, true })
	second, third := newLink(), newLink()
	token := p.redeemSerial(p.code(), link(p.verifier).next(second)...).text("refresh_token")
	wantStatus(t, p.refreshWith("", token, second.next(third)...), http.StatusOK, "")
	wantStatus(t, p.refreshWith("", token, second.next(newLink())...), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, p.refreshWith("", token, third.next(newLink())...), http.StatusOK, "")
}

func TestADeviceJoinsTheChain(t *testing.T) {
	t.Parallel()
	p := serialParty(t)
	first, second := newLink(), newLink()
	ask := url.Values{"client_id": {p.server.ClientID()}, "scope": {"openid offline_access"}}
	wantStatus(t, p.do(http.MethodPost, "/device/authorize", ask), http.StatusBadRequest, "invalid_request")
	ask.Set("code_challenge", hash(string(first)))
	wantStatus(t, p.do(http.MethodPost, "/device/authorize", ask), http.StatusBadRequest, "invalid_request")
	ask.Set("code_challenge_method", "S256")
	device := p.do(http.MethodPost, "/device/authorize", ask)
	wantStatus(t, device, http.StatusOK, "")
	poll := func(more ...string) answer {
		p.clock.forward(5 * time.Second)
		return p.tokenWith("", append(more, "grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", device.text("device_code"))...)
	}
	wantStatus(t, poll(first.next(second)...), http.StatusBadRequest, "authorization_pending")
	if err := (&demoidp.UserAgent{Person: "mila"}).ApproveDevice(t.Context(), device.text("verification_uri_complete"), ""); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, poll(), http.StatusBadRequest, "invalid_grant")
	wantStatus(t, poll(newLink().next(second)...), http.StatusBadRequest, "invalid_grant")
	got := poll(first.next(second)...)
	wantStatus(t, got, http.StatusOK, "")
	wantStatus(t, p.refreshWith("", got.text("refresh_token"), second.next(newLink())...), http.StatusOK, "")
}

func TestWithoutTheOptionMoreChallengesAreIgnored(t *testing.T) {
	t.Parallel()
	p := newParty(t)
	got := p.redeemSerial(p.code(), link(p.verifier).next(newLink())...)
	wantStatus(t, got, http.StatusOK, "")
	wantStatus(t, p.refresh(got.text("refresh_token")), http.StatusOK, "")
}
