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
	"latchkey/session/vault"
)

// moment is how long another process tries for the record lock in these tests.
const moment = 100 * time.Millisecond

func TestAnotherProcessCannotRenewWhileOlderTokensAreRemoved(t *testing.T) {
	h, watched := newWatchedHome(t)
	other := h.with(watched.Vault)
	h.signIn()
	h.clock.advance(time.Hour)
	watched.beforePrune = func() {
		h.clock.advance(time.Hour) // what was just renewed has ended for the other process
		ctx, cancel := context.WithTimeout(t.Context(), moment)
		defer cancel()
		if _, err := other.Token(ctx, core.TokenOptions{}); !errors.Is(err, session.ErrBusy) {
			t.Errorf("renewal of another process: %v, want it to wait for the record", err)
		}
	}
	first, err := h.Token(t.Context(), core.TokenOptions{})
	if err != nil || watched.beforePrune != nil {
		t.Fatalf("renewal: %v", err)
	}
	second, err := other.Token(t.Context(), core.TokenOptions{})
	if err != nil || second.Source != "renewed" || second.AccessToken == first.AccessToken {
		t.Fatalf("renewal of another process: %v from %q", err, second.Source)
	}
	same, err := h.Token(t.Context(), core.TokenOptions{})
	if err != nil || same.AccessToken != second.AccessToken {
		t.Fatalf("the newer tokens are gone: %v", err)
	}
	h.wantAlive()
}

func TestNoRefreshIsSentWhenItsAnswerCouldNotBeKept(t *testing.T) {
	locked := func() error { return vault.ErrLocked }
	cases := map[string]struct {
		begin func(*home, *watchedVault) (end func())
		exit  int
	}{
		"keyring cannot be written": {func(_ *home, v *watchedVault) func() {
			v.probing = locked
			return func() { v.probing = nil }
		}, core.ExitStorage},
		"keyring cannot be read": {func(_ *home, v *watchedVault) func() {
			v.loading = func(string) error { return vault.ErrLocked }
			return func() { v.loading = nil }
		}, core.ExitStorage},
		"record cannot be written": {func(h *home, v *watchedVault) func() {
			before := ""
			v.onNewest = func() { before = h.writeNewer() }
			return func() { v.onNewest = nil; h.write(h.SessionFile.Path(), before) }
		}, core.ExitUsage},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			h.clock.advance(time.Hour)
			end := c.begin(h, watched)
			if _, err := h.Token(t.Context(), core.TokenOptions{}); exitOf(err) != c.exit {
				t.Errorf("exit %d, want %d: %v", exitOf(err), c.exit, err)
			}
			if sent := h.requests(demoidp.EndpointTokenRefresh); sent != 0 {
				t.Errorf("%d refresh requests were sent, want none", sent)
			}
			end()
			h.wantAlive()
		})
	}
}

func TestRenewedTokensThatWereStoredAndNotCommittedAreTakenUp(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	before := ""
	watched.afterSave = func() { before = h.writeNewer() } // the record is not written, as after a kill
	if _, err := h.Token(t.Context(), core.TokenOptions{}); !errors.Is(err, session.ErrNewer) {
		t.Fatalf("renewal without a record: %v", err)
	}
	watched.afterSave = nil
	h.write(h.SessionFile.Path(), before)
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatalf("token afterwards: %v", err)
	}
	if sent := h.requests(demoidp.EndpointTokenRefresh); sent != 1 {
		t.Errorf("%d refresh requests were sent, want 1: the spent token must not be sent again", sent)
	}
	h.wantAlive()
}

func TestAReaderThatMeetsARemovalOfTokensReadsAgain(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	watched.loading = func(string) error { watched.loading = nil; return vault.ErrDamaged }
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil || watched.loading != nil {
		t.Fatalf("token: %v", err)
	}
	if sent := h.requests(demoidp.EndpointTokenRefresh); sent != 0 {
		t.Errorf("%d refresh requests were sent, want none", sent)
	}
}

// cancelOnRefresh is a Ctrl-C while the answer to a refresh is on its way.
type cancelOnRefresh struct{ cancel func() }

func (c *cancelOnRefresh) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost {
		c.cancel()
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestCancellingDuringARefreshStillStoresTheAnswer(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	parts := h.Deps
	parts.HTTP = &cancelOnRefresh{cancel: cancel}
	_, _ = core.New(parts).Token(ctx, core.TokenOptions{}) // whether it tells the token or the Ctrl-C is all the same
	if ctx.Err() == nil {
		t.Fatal("no refresh was sent")
	}
	answer, err := h.with(watched.Vault).Token(t.Context(), core.TokenOptions{})
	if err != nil || answer.Source != "cache" {
		t.Fatalf("token afterwards: %v from %q", err, answer.Source)
	}
	if sent := h.requests(demoidp.EndpointTokenRefresh); sent != 1 {
		t.Errorf("%d refresh requests were sent, want 1", sent)
	}
	h.wantAlive()
}

func TestAskingForMoreValidityThanThereIsKeepsASessionThatCannotBeRenewed(t *testing.T) {
	h := newHome(t)
	h.fault(demoidp.FaultNoRefreshToken, true)
	h.signIn()
	_, err := h.Token(t.Context(), core.TokenOptions{MinValidity: time.Hour})
	if exitOf(err) != core.ExitSignIn {
		t.Errorf("exit %d, want %d: %v", exitOf(err), core.ExitSignIn, err)
	}
	if status := h.status(); status.State != core.StateSignedIn || status.Accounts[0].Problem != "" {
		t.Errorf("state %s, problem %q", status.State, status.Accounts[0].Problem)
	}
	if answer, err := h.Token(t.Context(), core.TokenOptions{}); err != nil || answer.Source != "cache" {
		t.Fatalf("token: %v from %q", err, answer.Source)
	}
}
