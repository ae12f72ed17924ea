package core_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
	"latchkey/session/vault"
)

func TestRemovingTokensRemovesThoseThatABackupHoldsToo(t *testing.T) {
	for _, scope := range []string{core.ScopeAll, core.ScopeTokens} {
		t.Run(scope, func(t *testing.T) {
			h, watched := newWatchedHome(t)
			h.signIn()
			first := h.reset().Backup.ID
			h.reset(scope)
			if h.requests(demoidp.EndpointRevocation) == 0 {
				t.Error("the tokens stay good at the server")
			}
			if stored, err := watched.Accounts(t.Context()); err != nil || len(stored) != 0 {
				t.Errorf("still in the keyring: %v, %v", stored, err)
			}
			h.undo(first)
			h.wantSignInNeeded()
		})
	}
}

func TestAFailedRevocationIsToldOfThatAccountOnly(t *testing.T) {
	h, watched := newWatchedHome(t)
	mila := h.signIn().Account
	h.person = &demoidp.UserAgent{Person: "omar"}
	omar := h.signIn().Account
	watched.loading = func(account string) error {
		if account == mila.ID {
			return vault.ErrLocked
		}
		return nil
	}
	plan, err := h.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeTokens}})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := h.ApplyReset(t.Context(), plan)
	if !errors.Is(err, core.ErrPartlyDone) {
		t.Fatalf("reset: %v", err)
	}
	told := map[string]string{}
	for i, item := range plan.Items {
		if item.Action == core.ActionRevoke {
			told[item.AccountID] = answer.Results[i].Result
		}
	}
	if len(told) != 2 || told[mila.ID] != "failed" || told[omar.ID] != "done" {
		t.Fatalf("told %v, want failed for %s only", told, mila.ID)
	}
}

func TestAResetLeavesTheSessionOfANewerVersionAlone(t *testing.T) {
	for _, scope := range []string{core.ScopeSession, core.ScopeTokens, core.ScopeAll} {
		t.Run(scope, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			before := h.writeNewer()
			newer := h.read(h.SessionFile.Path())
			plan, err := h.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{scope}})
			if err != nil {
				t.Fatal(err)
			}
			if answer, err := h.ApplyReset(t.Context(), plan); !errors.Is(err, session.ErrNewer) || answer.Applied {
				t.Fatalf("reset: %v, %+v", err, answer)
			}
			if !bytes.Equal(h.read(h.SessionFile.Path()), newer) {
				t.Error("the session file was touched")
			}
			if files, err := h.RightsCache.Files(); err != nil || len(files) != 1 {
				t.Errorf("cached rights: %v, %v", files, err)
			}
			if list, err := h.Backups(t.Context()); err != nil || len(list.Backups) != 0 {
				t.Errorf("backups: %+v, %v", list.Backups, err)
			}
			h.write(h.SessionFile.Path(), before) // as the newer version would read it
			h.wantAlive()
		})
	}
}

func TestAnUnusableRightsCacheDoesNotKeepTheSessionFromBeingReset(t *testing.T) {
	breakages := map[string]func(h *home, cache string) error{
		"a file in place of the folder": func(h *home, cache string) error {
			err := os.RemoveAll(cache)
			h.write(cache, "x")
			return err
		},
		"a folder in place of the generation": func(_ *home, cache string) error {
			return os.MkdirAll(filepath.Join(cache, "generation", "x"), 0o700)
		},
	}
	for name, spoil := range breakages {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			if err := spoil(h, filepath.Join(h.Paths().Cache, "rights")); err != nil {
				t.Fatal(err)
			}
			plan, err := h.PlanReset(t.Context(), core.ResetRequest{})
			if err != nil {
				t.Fatal(err)
			}
			answer, err := h.ApplyReset(t.Context(), plan)
			if !errors.Is(err, core.ErrPartlyDone) || answer.Backup == nil {
				t.Fatalf("reset: %v, %+v", err, answer)
			}
			told := map[string]string{}
			for _, result := range answer.Results {
				told[result.What] = result.Result
			}
			if told[core.ItemSessionFile] != "done" || told[core.ItemRightsCache] != "failed" {
				t.Errorf("told %v", told)
			}
			if state := h.status().State; state != core.StateSignedOut {
				t.Errorf("after the reset: %s", state)
			}
		})
	}
}

func TestAResetThatIsEndedBeforeAServerAnsweredChangesNothing(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	plan, err := h.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeAll}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	watched.loading = func(string) error { cancel(); return nil }
	if _, err := h.ApplyReset(ctx, plan); !errors.Is(err, context.Canceled) || exitOf(err) != core.ExitCancelled {
		t.Errorf("reset: %v", err)
	}
	watched.loading = nil
	h.wantAlive()
}

func TestAResetOfTheSessionAsksNothingOfTheKeyring(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	watched.accounts = func() { t.Error("it was asked whose secrets it has") }
	watched.loading = func(string) error { t.Error("a secret was read"); return nil }
	h.reset()
	watched.accounts, watched.loading = nil, nil
	h.undo("")
	h.wantAlive()
}
