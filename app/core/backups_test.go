package core_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
)

const day = 24 * time.Hour

func (h *home) manifest(backup string) string {
	return filepath.Join(h.Paths().Backups, backup, "manifest.json")
}

func TestTheSessionInUseOutlivesTheBackupItCameFrom(t *testing.T) {
	endings := map[string]func(h *home, backup string){
		"removed": func(h *home, backup string) {
			if _, err := h.RemoveBackup(h.t.Context(), backup); err != nil {
				h.t.Fatal(err)
			}
		},
		"too old": func(h *home, _ string) {
			for range 31 { // the refresh token lives nine days unused
				h.clock.advance(day)
				h.wantAlive()
			}
			h.recheck()
			h.reset(core.ScopeRights)
		},
		"too many": func(h *home, _ string) {
			for range 20 {
				h.clock.advance(time.Minute)
				h.recheck()
				h.reset(core.ScopeRights)
			}
		},
	}
	for name, end := range endings {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.signIn()
			backup := h.reset().Backup.ID
			h.undo("")
			h.wantAlive() // its tokens are other ones by now
			end(h, backup)
			if _, err := h.Backup(t.Context(), backup); !errors.Is(err, session.ErrNoBackup) {
				t.Fatalf("the backup is still there: %v", err)
			}
			h.wantAlive()
		})
	}
}

func TestUndoingAResetOfTheRightsHoldsNothingOfTheSessionInUse(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.reset(core.ScopeRights)
	h.recheck()
	aside := h.undo("").PutAside
	if aside == nil {
		t.Fatal("the newer rights were not put aside")
	}
	if backup, err := h.BackupStore.Get(aside.ID); err != nil || len(backup.Held) != 0 {
		t.Fatalf("held for cached rights: %+v, %v", backup.Held, err)
	}
	h.wantAlive()
	if _, err := h.RemoveBackup(t.Context(), aside.ID); err != nil {
		t.Fatal(err)
	}
	if h.requests(demoidp.EndpointRevocation) != 0 {
		t.Error("something was revoked")
	}
	h.wantAlive()
}

func TestRemovingTheSessionThatAnUndoPutAsideRevokesThatOneOnly(t *testing.T) {
	h := newHome(t)
	h.signIn()
	first := h.reset().Backup.ID
	h.signIn()
	aside := h.undo(first).PutAside.ID
	if _, err := h.RemoveBackup(t.Context(), aside); err != nil {
		t.Fatal(err)
	}
	if h.requests(demoidp.EndpointRevocation) == 0 {
		t.Error("the session that was put aside stays good at the server")
	}
	h.wantAlive()
}

func TestDamagedManifestsHarmNothingElse(t *testing.T) {
	h := newHome(t)
	h.signIn()
	half := h.manifest(h.reset(core.ScopeRights).Backup.ID)
	h.write(half, "{")
	h.recheck()
	folder := h.manifest(h.reset(core.ScopeRights).Backup.ID)
	if err := errors.Join(os.Remove(folder), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	h.recheck()
	damaged := []string{half, folder}
	backup := h.reset().Backup.ID
	list, err := h.Backups(t.Context())
	slices.Sort(damaged)
	slices.Sort(list.Damaged)
	if err != nil || len(list.Backups) != 1 || !slices.Equal(list.Damaged, damaged) {
		t.Errorf("list: %v, %+v, want %v damaged", err, list, damaged)
	}
	h.undo("")
	h.wantAlive()
	h.reset()
	h.undo(backup) // again: everything of it is back already
	h.signIn()
	answer, err := h.SignOut(t.Context(), core.SignOutOptions{})
	if err != nil || answer.Accounts[0].Revoked != "confirmed" || !answer.Accounts[0].Removed {
		t.Errorf("sign-out: %v, %+v", err, answer)
	}
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() || string(h.read(half)) != "{" {
		t.Errorf("a damaged manifest was touched: %v", err)
	}
}

func TestABackupSurvivesOnesThatAreDatedInTheFuture(t *testing.T) {
	h := newHome(t)
	cache := filepath.Join(h.Paths().Cache, "rights")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(365 * day)
	for range 20 {
		h.write(filepath.Join(cache, strings.Repeat("a", 64)+".json"), "{}")
		h.reset(core.ScopeRights)
		h.clock.advance(time.Second)
	}
	h.clock.advance(-365 * day)
	h.signIn()
	made := h.reset().Backup.ID
	if h.requests(demoidp.EndpointRevocation) != 0 {
		t.Error("what the new backup holds was revoked")
	}
	h.undo(made)
	h.wantAlive()
}

func TestABackupThatHoldsSecretsStaysWhileTheSessionFileIsDamaged(t *testing.T) {
	h := newHome(t)
	h.signIn()
	rights := h.reset(core.ScopeRights).Backup.ID
	h.recheck()
	holding := h.reset().Backup.ID
	h.write(h.SessionFile.Path(), "{")
	if _, err := h.RemoveBackup(t.Context(), holding); !errors.Is(err, session.ErrDamaged) {
		t.Errorf("removing the one that holds secrets: %v", err)
	}
	if _, err := h.RemoveBackup(t.Context(), rights); err != nil {
		t.Errorf("removing the one that holds none: %v", err)
	}
	if h.requests(demoidp.EndpointRevocation) != 0 {
		t.Error("something was revoked")
	}
	h.undo(holding)
	h.wantAlive()
}

func TestBackupsOfTheFutureTakeNobodysPlace(t *testing.T) {
	h := newHome(t)
	cache := filepath.Join(h.Paths().Cache, "rights")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	again := func() string {
		h.clock.advance(time.Second)
		h.write(filepath.Join(cache, strings.Repeat("a", 64)+".json"), "{}")
		return h.reset(core.ScopeRights).Backup.ID
	}
	h.clock.advance(365 * day)
	for range 20 {
		again()
	}
	h.clock.advance(-365 * day)
	before := again()
	again()
	if _, err := h.Backup(t.Context(), before); err != nil {
		t.Errorf("the backup of the reset before is gone: %v", err)
	}
}
