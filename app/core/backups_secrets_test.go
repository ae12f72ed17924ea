package core_test

import (
	"errors"
	"testing"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
	"latchkey/session/vault"
)

// The session file of the first backup was put back, and went into the second.
func TestRemovingABackupThatWasPutBackInPartLeavesTheSignInAlone(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.recheck()
	first := h.reset().Backup.ID
	if _, err := h.Undo(t.Context(), core.UndoRequest{ID: first, Items: []string{h.SessionFile.Path()}}); err != nil {
		t.Fatal(err)
	}
	h.wantAlive() // its tokens are other ones by now
	second := h.reset(core.ScopeSession).Backup.ID
	if _, err := h.RemoveBackup(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if h.requests(demoidp.EndpointRevocation) != 0 {
		t.Error("something was revoked")
	}
	h.undo(second)
	h.wantAlive()
}

func TestABackupDoesNotExpireWithoutItsSecrets(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	old := h.reset().Backup.ID
	h.clock.advance(31 * day)
	h.signIn()
	watched.state = vault.StateLocked
	h.reset()
	if _, err := h.Backup(t.Context(), old); err != nil {
		t.Fatalf("it went while the keyring was locked: %v", err)
	}
	watched.state = ""
	h.signIn()
	h.reset()
	if _, err := h.Backup(t.Context(), old); !errors.Is(err, session.ErrNoBackup) {
		t.Errorf("it is still there: %v", err)
	}
}

// A second reset must not take hold of what the first one's backup holds: once that
// is put back, removing the second would end the session in use.
func TestABackupHoldsNothingOfAnother(t *testing.T) {
	for name, spoil := range map[string]func(h *home){
		"whole":   func(*home) {},
		"damaged": func(h *home) { h.write(h.SessionFile.Path(), "{") }, // the keyring names everybody in it
	} {
		t.Run(name, func(t *testing.T) {
			h, _ := newWatchedHome(t)
			h.signIn()
			mila := h.reset().Backup.ID
			h.person = &demoidp.UserAgent{Person: "omar"}
			omar := h.signIn().Account
			spoil(h)
			second := h.reset().Backup.ID
			if backup, err := h.BackupStore.Get(second); err != nil || len(backup.Held) != 1 || backup.Held[0].Account != omar.ID {
				t.Errorf("held: %+v, %v", backup.Held, err)
			}
			h.undo(mila)
			h.wantAlive() // her tokens are other ones by now
			if _, err := h.RemoveBackup(t.Context(), second); err != nil {
				t.Fatal(err)
			}
			h.wantAlive()
		})
	}
}

// The same person signed in again after the first reset: the second backup holds
// the newer sign-in, also when its session file cannot be read.
func TestABackupOfADamagedSessionHoldsTheNewerSignIn(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	h.reset()
	h.signIn()
	whole := string(h.read(h.SessionFile.Path()))
	h.write(h.SessionFile.Path(), "{")
	second := h.reset().Backup.ID
	h.signIn() // prunes what nobody holds
	h.undo(second)
	h.write(h.SessionFile.Path(), whole)
	h.wantAlive()
}

func TestADamagedSessionThatAnUndoPutsAsideKeepsItsSecrets(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	first := h.reset().Backup.ID
	h.signIn()
	whole := string(h.read(h.SessionFile.Path()))
	h.write(h.SessionFile.Path(), "{")
	aside := h.undo(first).PutAside.ID
	h.wantAlive() // renewing prunes what nobody holds
	h.undo(aside)
	h.write(h.SessionFile.Path(), whole)
	h.wantAlive()
}

func TestUndoLeavesASessionOfANewerVersionAlone(t *testing.T) {
	h, _ := newWatchedHome(t)
	h.signIn()
	first := h.reset().Backup.ID
	h.signIn()
	before := h.writeNewer()
	newer := h.read(h.SessionFile.Path())
	_, err := h.Undo(t.Context(), core.UndoRequest{ID: first})
	if !errors.Is(err, session.ErrNewer) || string(h.read(h.SessionFile.Path())) != string(newer) {
		t.Errorf("undo: %v", err)
	}
	h.write(h.SessionFile.Path(), before)
	h.wantAlive()
}
