package core_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
)

// halves is a chance of one half, again and again.
type halves struct{}

func (halves) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0
	}
	p[0] = 0x80
	return len(p), nil
}

// keepFresh runs KeepFresh for as long as the clock says, which jumps over every
// wait; between does what happens while it waits, and may make it wait longer.
func (h *home) keepFresh(store core.Vault, way http.RoundTripper, long time.Duration, between func(waits time.Duration) time.Duration) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	defer cancel()
	parts := h.with(store).Deps
	parts.HTTP, parts.Random = way, halves{}
	parts.After = func(d time.Duration) <-chan time.Time {
		if between != nil {
			d = between(d)
		}
		h.clock.advance(d)
		if long -= d; long <= 0 {
			cancel()
		}
		passed := make(chan time.Time, 1)
		passed <- h.clock.Now()
		return passed
	}
	if err := core.New(parts).KeepFresh(ctx); !errors.Is(err, context.Canceled) {
		h.t.Fatalf("keep fresh: %v", err)
	}
}

func TestTokensAreRenewedAheadOfTheirEnd(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.keepFresh(watched.Vault, nil, 30*time.Minute, func(waits time.Duration) time.Duration {
		if left := h.recorded().AccessExpiresAt.Sub(h.clock.Now()); left < 20*time.Second {
			t.Errorf("a token of 5 minutes has %v left", left)
		}
		return waits
	})
	if n := h.requests(demoidp.EndpointTokenRefresh); n < 7 || n > 8 { // every 3 minutes and 45 seconds
		t.Errorf("%d refresh requests in half an hour", n)
	}
}

func TestAfterSleepARenewalWaitsAndNobodyElseDoes(t *testing.T) {
	for name, person := range map[string]bool{"nobody needs a token": false, "a person needs one": true} {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			rounds := 0
			h.keepFresh(watched.Vault, nil, 8*time.Hour+90*time.Second, func(waits time.Duration) time.Duration {
				switch rounds++; rounds {
				case 1:
					return 8 * time.Hour
				case 2:
					if n := h.requests(demoidp.EndpointTokenRefresh); n != 0 {
						t.Errorf("%d requests at the moment of waking", n)
					}
					if !person {
						break
					}
					if answer, err := h.Token(t.Context(), core.TokenOptions{}); err != nil || answer.Source != "renewed" {
						t.Errorf("token: %v from %q", err, answer.Source)
					}
				}
				return waits
			})
			if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 { // after 75 seconds, or when it was needed
				t.Errorf("%d refresh requests, want 1", n)
			}
		})
	}
}

func TestAProgramThatStartsWithAnEndedTokenWaitsToo(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(8 * time.Hour)
	h.keepFresh(watched.Vault, nil, 2*time.Minute, func(waits time.Duration) time.Duration {
		if n := h.requests(demoidp.EndpointTokenRefresh); n != 0 && h.recorded().RenewedAt.Before(h.clock.Now().Add(-time.Minute)) {
			t.Errorf("%d requests at the start", n)
		}
		return waits
	})
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
		t.Errorf("%d refresh requests, want 1", n)
	}
}

func TestNobodyIsRenewedWhoIsNotSignedIn(t *testing.T) {
	cases := map[string]struct {
		begin func(*home)
		sent  int
	}{
		"never signed in": {func(*home) {}, 0},
		"signed out": {func(h *home) {
			h.signIn()
			if _, err := h.SignOut(h.t.Context(), core.SignOutOptions{}); err != nil {
				h.t.Fatal(err)
			}
		}, 0},
		"sign-in needed":      {func(h *home) { h.signIn(); h.fault(demoidp.FaultRefreshInvalidGrant, true) }, 1},
		"cannot be renewed":   {func(h *home) { h.fault(demoidp.FaultNoRefreshToken, true); h.signIn() }, 0},
		"a newer version's":   {func(h *home) { h.signIn(); h.writeNewer() }, 0},
		"the end is not told": {func(h *home) { h.fault(demoidp.FaultNoExpiresIn, true); h.signIn() }, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			c.begin(h)
			sent := 0
			h.keepFresh(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) {
				sent++
				return http.DefaultTransport.RoundTrip(r)
			}), 2*time.Hour, nil)
			if sent != c.sent {
				t.Errorf("%d refresh requests, want %d", sent, c.sent)
			}
		})
	}
}

func TestAnOutageIsLeftAloneForLongerAndLonger(t *testing.T) {
	cases := map[string]struct {
		way         atToken
		least, most int // requests in two hours
	}{
		"no answer":            {func(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }, 8, 12},
		"asked for 10 minutes": {func(r *http.Request) (*http.Response, error) { return answered(r, 503), nil }, 7, 11},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			sent := 0
			h.keepFresh(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) {
				sent++
				return c.way(r)
			}), 2*time.Hour, nil)
			if sent < c.least || sent > c.most {
				t.Errorf("%d requests in two hours", sent)
			}
			if got := h.recorded(); got.State != session.SignedIn {
				t.Errorf("account: %+v", got)
			}
			h.wantAlive()
		})
	}
}
