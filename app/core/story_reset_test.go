package core_test

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/session"
	"latchkey/session/vault"
)

func TestResetThenUndoGivesTheSessionBack(t *testing.T) {
	h := newHome(t)
	h.signIn()
	before := h.read(h.status().SessionFile.Path)
	plan, err := h.PlanReset(t.Context(), core.ResetRequest{})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := h.ApplyReset(t.Context(), plan)
	if err != nil || answer.Backup == nil {
		t.Fatalf("reset: %v, %+v", err, answer)
	}
	if state := h.status().State; state != core.StateSignedOut {
		t.Fatalf("after reset: %s", state)
	}
	h.signIn() // somebody signs in meanwhile: its session must survive the undo
	undone, err := h.Undo(t.Context(), core.UndoRequest{ID: answer.Backup.ID})
	if err != nil || !undone.Applied || undone.PutAside == nil {
		t.Fatalf("undo: %v, %+v", err, undone)
	}
	if after := h.read(h.status().SessionFile.Path); !bytes.Equal(before, after) {
		t.Fatal("the session file is not byte for byte what it was")
	}
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatalf("token after undo: %v", err)
	}
	h.clock.advance(time.Hour)
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatalf("renewal after undo: %v", err)
	}
	if _, err := h.Undo(t.Context(), core.UndoRequest{ID: undone.PutAside.ID}); err != nil {
		t.Fatalf("undo of the undo: %v", err)
	}
	if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Fatalf("token of the session that was put aside: %v", err)
	}
}

func TestResetWorksWhenTheFileIsDamagedAndTheVaultIsAway(t *testing.T) {
	h := newHome(t)
	h.signIn()
	path := h.status().SessionFile.Path
	if err := os.WriteFile(path, []byte(`{"schema":"latchkey.session/1"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if state := h.status().State; state != core.StateDamaged {
		t.Fatalf("damaged file gives %s", state)
	}
	if _, err := h.SignIn(t.Context(), core.SignInOptions{}, nil); !errors.Is(err, session.ErrDamaged) {
		t.Fatalf("sign-in over a damaged file: %v", err)
	}
	other := h.open(vault.Keyring) // no bus in this environment: the keyring is away
	plan, err := other.PlanReset(t.Context(), core.ResetRequest{})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := other.ApplyReset(t.Context(), plan)
	if err != nil || answer.Backup == nil {
		t.Fatalf("reset: %v, %+v", err, answer)
	}
	if state := h.status().State; state != core.StateSignedOut {
		t.Fatalf("after reset: %s", state)
	}
}

func TestSignOutConfirmsAndRemoves(t *testing.T) {
	h := newHome(t)
	h.signIn()
	answer, err := h.SignOut(t.Context(), core.SignOutOptions{})
	if err != nil || answer.Accounts[0].Revoked != "confirmed" || !answer.Accounts[0].Removed {
		t.Fatalf("sign-out: %v %+v", err, answer)
	}
	if _, err := h.Token(t.Context(), core.TokenOptions{}); !errors.Is(err, core.ErrNotSignedIn) {
		t.Fatalf("token after sign-out: %v", err)
	}
}

func TestSignOutWhileTheServerIsDownStillRemoves(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.server.Control().Down(true)
	answer, err := h.SignOut(t.Context(), core.SignOutOptions{})
	if !errors.Is(err, core.ErrPartlyDone) || answer.Accounts[0].Revoked != "unreachable" || !answer.Accounts[0].Removed {
		t.Fatalf("sign-out while down: %v %+v", err, answer)
	}
	if h.status().SignedIn {
		t.Fatal("still signed in on this computer")
	}
}

func TestSignOutEndsTheBrowserSessionToo(t *testing.T) {
	h := newHome(t)
	h.signIn()
	answer, err := h.SignOut(t.Context(), core.SignOutOptions{Browser: true})
	if err != nil || answer.BrowserSession != "ended" || answer.Accounts[0].Revoked != "confirmed" {
		t.Fatalf("sign-out with the browser: %v %+v", err, answer)
	}
}
