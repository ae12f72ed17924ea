package core_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
)

// jumps are what a clock does to a program: set by hand, by a network after years
// without one, by a dead battery, or by a second.
func jumps() map[string]time.Duration {
	const year = 365 * 24 * time.Hour
	return map[string]time.Duration{
		"a second on": time.Second, "a second back": -time.Second,
		"a year on": year, "a year back": -year, "to the year 1970": -56 * year,
	}
}

// jumping runs a test with every jump of this computer's clock. The provider's
// stands still, as far as clocks do.
func jumping(t *testing.T, test func(t *testing.T, jump func(*home))) {
	t.Helper()
	jumpingBy(t, func(t *testing.T, by time.Duration) { test(t, func(h *home) { h.clock.advance(by) }) })
}

func jumpingBy(t *testing.T, test func(t *testing.T, by time.Duration)) {
	t.Helper()
	for name, by := range jumps() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, by)
		})
	}
}

// newSteadyHome is a home whose provider has a clock of its own.
func newSteadyHome(t *testing.T) *home {
	t.Helper()
	h := newHome(t)
	server, err := demoidp.Start(t.Context(), demoidp.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
		t.Fatal(err)
	}
	_, err = h.AddProvider(t.Context(), core.ProviderInput{
		ID: "demo", Name: "Demo", Issuer: server.Issuer(), ClientID: server.ClientID(),
		Scopes: []string{"openid", "profile", "email", "offline_access"}, RightsURL: server.RightsURL(),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.server = server
	return h
}

// tooLong is longer than any token is good for, also by a clock that went back.
const tooLong = 200 * 365 * 24 * time.Hour

// renewedNow expects that the newest tokens are here, whatever the clock says.
func (h *home) renewedNow() {
	h.t.Helper()
	if answer, err := h.Token(h.t.Context(), core.TokenOptions{MinValidity: tooLong}); err != nil || answer.Source != "renewed" {
		h.t.Fatalf("the session is not renewed: %v (%s)", err, answer.Source)
	}
	if got := h.recorded(); got.State != session.SignedIn || !got.RenewingSince.IsZero() {
		h.t.Fatalf("after the renewal: %+v", got)
	}
}

func TestAClockThatJumpsBetweenSignInAndRenewalLosesNothing(t *testing.T) {
	jumping(t, func(t *testing.T, jump func(*home)) {
		h := newSteadyHome(t)
		h.signIn()
		for range 3 {
			jump(h)
			h.renewedNow()
		}
	})
}

// A provider has several computers, and their clocks differ by seconds: a renewal
// that is a little older than the one before is no reason to end the session.
func TestAProviderWhoseClockStepsBackRenewsAllTheSame(t *testing.T) {
	h := newHome(t) // one clock for both
	h.signIn()
	for range 3 {
		h.clock.advance(-2 * time.Second)
		h.renewedNow()
	}
}

// The plan is shown, the clock jumps, the plan is applied, the clock jumps, and it
// is undone: the backup of this moment is neither expired nor overlooked.
func TestAClockThatJumpsBetweenResetAndUndoLosesNothing(t *testing.T) {
	jumping(t, func(t *testing.T, jump func(*home)) {
		h := newSteadyHome(t)
		h.signIn()
		before := h.read(h.SessionFile.Path())
		plan, err := h.PlanReset(t.Context(), core.ResetRequest{})
		if err != nil {
			t.Fatal(err)
		}
		jump(h)
		answer, err := h.ApplyReset(t.Context(), plan)
		if err != nil || answer.Backup == nil {
			t.Fatalf("reset: %v, %+v", err, answer)
		}
		jump(h)
		if list, err := h.Backups(t.Context()); err != nil || len(list.Backups) != 1 {
			t.Fatalf("backups: %v, %+v", err, list)
		}
		h.undo("")
		if after := h.read(h.SessionFile.Path()); string(after) != string(before) {
			t.Fatal("the session file is not what it was")
		}
		h.renewedNow()
	})
}

// Two sessions, each in the way of the other, while the clock jumps: an undo by
// name gives back the one that is meant, however the backups are dated. To sign
// in, the clock must be right.
func TestAClockThatJumpsDoesNotMixTwoSessionsUp(t *testing.T) {
	jumpingBy(t, func(t *testing.T, by time.Duration) {
		h := newSteadyHome(t)
		h.signIn()
		first := h.read(h.SessionFile.Path())
		h.clock.advance(by)
		older := h.reset().Backup.ID
		h.clock.advance(-by)
		h.signIn()
		second := h.read(h.SessionFile.Path())
		h.clock.advance(by)
		aside := h.undo(older).PutAside
		if aside == nil || string(h.read(h.SessionFile.Path())) != string(first) {
			t.Fatalf("the first session is not back; put aside: %+v", aside)
		}
		h.clock.advance(by)
		h.renewedNow()
		h.undo(aside.ID)
		if string(h.read(h.SessionFile.Path())) != string(second) {
			t.Fatal("the second session is not back")
		}
		h.renewedNow()
		h.clock.advance(by)
		h.wantGenerationsToGrow()
	})
}

// wantGenerationsToGrow expects a renewal to get a higher number than the one
// before, which a clock that went back must not undo: an older number would be
// taken for the older tokens.
func (h *home) wantGenerationsToGrow() {
	h.t.Helper()
	before := h.recorded().Generation
	h.renewedNow()
	if after := h.recorded().Generation; after <= before {
		h.t.Fatalf("generation %d after %d", after, before)
	}
}

// A backup that is a year old by the clock goes with the next reset, unless that
// is the one just made; before, it can be undone all the same.
func TestABackupThatIsOldByTheClockCanStillBeUndone(t *testing.T) {
	h := newSteadyHome(t)
	h.signIn()
	id := h.reset().Backup.ID
	h.clock.advance(365 * 24 * time.Hour)
	h.undo(id)
	h.renewedNow()
	made := h.reset().Backup.ID
	if _, err := h.Backup(t.Context(), id); !errors.Is(err, session.ErrNoBackup) {
		t.Errorf("the empty backup of last year: %v", err)
	}
	if _, err := h.Backup(t.Context(), made); err != nil {
		t.Error(fmt.Errorf("the backup of this moment: %w", err))
	}
}
