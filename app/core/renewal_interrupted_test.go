package core_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// killDuringRefresh renews and leaves everything as a process does that is killed
// while it waits for the answer; heard says whether the provider got the request.
func (h *home) killDuringRefresh(store core.Vault, heard bool) {
	h.t.Helper()
	left := ""
	dying := h.over(store, atToken(func(r *http.Request) (*http.Response, error) {
		left = string(h.read(h.SessionFile.Path()))
		if heard {
			if answer, err := http.DefaultTransport.RoundTrip(r); err == nil {
				_ = answer.Body.Close()
			}
		}
		return nil, io.ErrUnexpectedEOF
	}))
	if _, err := dying.Token(h.t.Context(), core.TokenOptions{}); err == nil || left == "" {
		h.t.Fatalf("renewal: %v", err)
	}
	h.write(h.SessionFile.Path(), left)
	if h.recorded().RenewingSince.IsZero() {
		h.t.Fatal("the session file does not say that a renewal is under way")
	}
}

func TestAnInterruptedRenewalIsRecognizedAtTheNextStart(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.killDuringRefresh(watched.Vault, true)

	var log bytes.Buffer
	parts := h.with(watched.Vault).Deps
	parts.Log = slog.New(slog.NewTextHandler(&log, nil))
	next := core.New(parts)
	for range 2 { // the second is answered from the record
		_, err := next.Token(t.Context(), core.TokenOptions{})
		if !errors.Is(err, core.ErrRenewalInterrupted) || !errors.Is(err, core.ErrSignInNeeded) || exitOf(err) != core.ExitSignIn {
			t.Errorf("exit %d: %v", exitOf(err), err)
		}
	}
	if !strings.Contains(log.String(), "the last renewal was interrupted") {
		t.Errorf("log: %s", log.String())
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 2 {
		t.Errorf("%d refresh requests, want that of the killed process and one", n)
	}
	account := h.status().Accounts[0]
	if account.State != core.StateSignInNeeded || account.Problem != "renewal_interrupted" || !h.recorded().RenewingSince.IsZero() {
		t.Errorf("account: %+v", account)
	}
	h.signIn()
	h.wantAlive()
}

func TestAnInterruptedRenewalThatWasNotHeardIsMadeUpFor(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.killDuringRefresh(watched.Vault, false)
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatalf("token: %v", err)
	}
	if got := h.recorded(); !got.RenewingSince.IsZero() || got.Problem != "" {
		t.Errorf("account: %+v", got)
	}
	h.wantAlive()
}

func TestAFailedRenewalIsSentOnceAndItsAnswerEndsIt(t *testing.T) {
	for name, c := range map[string]struct {
		way   atToken
		open  bool // no answer came
		exits int
	}{
		"server error": {func(r *http.Request) (*http.Response, error) { return answered(r, 503), nil }, false, core.ExitNetwork},
		"too busy":     {func(r *http.Request) (*http.Response, error) { return answered(r, 429), nil }, false, core.ExitNetwork},
		"no JSON":      {func(r *http.Request) (*http.Response, error) { return answered(r, 200), nil }, false, core.ExitNetwork},
		"a gateway":    {func(r *http.Request) (*http.Response, error) { return answered(r, 502), nil }, true, core.ExitNetwork},
		"a slow one":   {func(r *http.Request) (*http.Response, error) { return answered(r, 504), nil }, true, core.ExitNetwork},
		"half of it":   {func(r *http.Request) (*http.Response, error) { return halfAnswered(r), nil }, true, core.ExitNetwork},
		"no answer":    {func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }, true, core.ExitNetwork},
	} {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			h.clock.advance(time.Hour)
			sent := 0
			_, err := h.over(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) {
				sent++
				return c.way(r)
			})).Token(t.Context(), core.TokenOptions{})
			if exitOf(err) != c.exits || sent != 1 {
				t.Errorf("exit %d after %d requests: %v", exitOf(err), sent, err)
			}
			if got := h.recorded(); got.RenewingSince.IsZero() == c.open || got.Problem != "" {
				t.Errorf("account: %+v", got)
			}
			h.wantAlive()
		})
	}
}

// halfAnswered breaks off in the middle of the body.
func halfAnswered(r *http.Request) *http.Response {
	answer := answered(r, 200)
	answer.Header.Set("Content-Type", "application/json")
	answer.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"access_token":"`), brokenOff{}))
	return answer
}

type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestAFailureAfterwardsDoesNotHideTheInterruptedRenewal(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	h.killDuringRefresh(watched.Vault, true)
	since := h.recorded().RenewingSince
	for _, status := range []int{503, 504} {
		h.clock.advance(time.Minute)
		_, err := h.over(watched.Vault, atToken(func(r *http.Request) (*http.Response, error) { return answered(r, status), nil })).
			Token(t.Context(), core.TokenOptions{})
		if exitOf(err) != core.ExitNetwork || !h.recorded().RenewingSince.Equal(since) {
			t.Errorf("after %d: %v, since %v", status, err, h.recorded().RenewingSince)
		}
	}
	if _, err := h.Token(t.Context(), core.TokenOptions{}); !errors.Is(err, core.ErrRenewalInterrupted) {
		t.Errorf("token: %v", err)
	}
}

func answered(r *http.Request, status int) *http.Response {
	return &http.Response{
		StatusCode: status, Request: r, Header: http.Header{"Content-Type": {"text/plain"}, "Retry-After": {"600"}},
		Body: io.NopCloser(strings.NewReader("no")),
	}
}
