package core_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

func TestARefusedTokenThatCannotBeRenewedAsksForASignInAndKeepsTheRights(t *testing.T) {
	h := newHome(t)
	h.fault(demoidp.FaultNoRefreshToken, true)
	h.signIn()
	before, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.server.Control().ExpireTokens("mila"); err != nil {
		t.Fatal(err)
	}
	_, err = h.Recheck(t.Context(), core.RecheckOptions{}, nil)
	if !errors.Is(err, core.ErrSignInNeeded) || exitOf(err) != core.ExitSignIn {
		t.Fatalf("recheck: %v", err)
	}
	after, err := h.Rights(t.Context(), "")
	if err != nil || after.CheckedAt != before.CheckedAt || !slices.Equal(after.Rights, before.Rights) {
		t.Fatalf("the cached rights changed: %v, %+v", err, after)
	}
	if state := h.status().State; state != core.StateSignInNeeded {
		t.Errorf("state %s", state)
	}
}

func TestCheckingASessionThatCannotBeRenewedKeepsItWithoutARightsService(t *testing.T) {
	for _, fault := range []string{demoidp.FaultRights404, demoidp.FaultRights403} {
		t.Run(fault, func(t *testing.T) {
			h := newHome(t)
			h.fault(demoidp.FaultNoRefreshToken, true)
			h.fault(fault, true)
			h.signIn()
			if status, err := h.Status(t.Context(), true); err != nil || !status.SignedIn {
				t.Fatalf("status --check: %v, %s", err, status.State)
			}
			if answer, err := h.Token(t.Context(), core.TokenOptions{}); err != nil || answer.Source != "cache" {
				t.Fatalf("token: %v from %q", err, answer.Source)
			}
		})
	}
}

func TestCancellingAtTheSignInRungKeepsWhatLowerRungsFound(t *testing.T) {
	for name, consents := range map[string]bool{"in the browser": true, "at the question": false} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			before, err := h.Rights(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			h.clock.advance(time.Minute)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var asked []string
			answer, err := h.Recheck(ctx, core.RecheckOptions{
				MaxStep: core.StepBrowserSession,
				Consent: func(step string) bool { asked = append(asked, step); cancel(); return consents },
			}, nil)
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("recheck: %v", err)
			}
			if !slices.Equal(asked, []string{core.StepSignIn}) {
				t.Errorf("asked for %v, want the sign-in rung only", asked)
			}
			if len(answer.Steps) < 2 || answer.Steps[0].Result != "unchanged" || answer.Steps[1].Result != "unchanged" {
				t.Errorf("steps %+v", answer.Steps)
			}
			h.wantRightsSince(before.CheckedAt)
			h.wantAlive()
		})
	}
}

// wantRightsSince checks that newer rights are kept, and are in the record too.
func (h *home) wantRightsSince(earlier core.Moment) {
	h.t.Helper()
	cached, err := h.Rights(h.t.Context(), "")
	if err != nil || !cached.CheckedAt.After(earlier.Time) {
		h.t.Errorf("cached rights are of %s, want newer than %s: %v", cached.CheckedAt, earlier, err)
	}
	record, err := h.SessionFile.Read()
	if err != nil || !record.Accounts[0].Rights.CheckedAt.After(earlier.Time) {
		h.t.Errorf("the record's rights are of %s: %v", record.Accounts[0].Rights.CheckedAt, err)
	}
}
