package session

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// everyCrash runs check for each step at which work can be cut off, and for each step at which the recovery after that can.
func everyCrash(t *testing.T, prepare func(w *world), work func(b *Backups) error, check func(w *world)) {
	t.Helper()
	for _, across := range []bool{false, true} {
		for first := 1; ; first++ {
			crashed := false
			for second := 1; ; second++ {
				w := &world{t: t, folder: memoryFolder(t), across: across}
				prepare(w)
				crashed = w.crashes(func() error { return work(w.backups(first)) })
				again := w.crashes(func() error { return w.backups(second).Recover(t.Context()) })
				if err := w.backups(0).Recover(t.Context()); err != nil {
					t.Fatal(err)
				}
				check(w)
				if t.Failed() {
					t.Fatalf("crash at step %d, then at step %d of the recovery; across file systems: %v", first, second, across)
				}
				if !again {
					break
				}
			}
			if !crashed {
				break
			}
		}
	}
}

func TestACrashWhilePuttingAsideLosesNothing(t *testing.T) {
	request := func(w *world) BackupRequest { return BackupRequest{Reason: "session", Items: w.sources()} }
	var current *world
	everyCrash(t, func(w *world) { w.fill("old "); current = w }, func(b *Backups) error {
		_, _, err := b.Create(t.Context(), request(current))
		return err
	}, func(w *world) {
		got := w.contents()
		if !slices.Equal(got, w.at("live", "old ")) && !slices.Equal(got, w.at("aside", "old ")) {
			t.Errorf("neither the old state nor the new one: %q", got)
		}
		b := w.backups(0)
		for _, backup := range w.wantWhole(b) {
			if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil {
				t.Error(err)
			}
		}
		if got := w.contents(); !slices.Equal(got, w.at("live", "old ")) {
			t.Errorf("after undo: %q", got)
		}
		w.wantModeAndTime()
	})
}

func TestACrashWhilePuttingBackLosesNothing(t *testing.T) {
	var id string
	everyCrash(t, func(w *world) {
		w.fill("old ")
		backup, _, err := w.backups(0).Create(t.Context(), BackupRequest{Reason: "session", Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		id = backup.ID
		w.fill("new ")
	}, func(b *Backups) error {
		_, _, err := b.Restore(t.Context(), RestoreRequest{ID: id})
		return err
	}, func(w *world) {
		before := slices.Concat(w.at("aside", "old "), w.at("live", "new "))
		after := slices.Concat(w.at("aside", "new "), w.at("live", "old "))
		slices.Sort(before)
		slices.Sort(after)
		if got := w.contents(); !slices.Equal(got, before) && !slices.Equal(got, after) {
			t.Errorf("neither the old state nor the new one: %q", got)
		}
		b := w.backups(0)
		w.wantWhole(b)
		if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: id}); err != nil {
			t.Error(err)
		}
		if got := w.contents(); !slices.Equal(got, after) {
			t.Errorf("after another undo: %q", got)
		}
		w.wantModeAndTime()
	})
}

func TestACrashWhileRemovingIsFinished(t *testing.T) {
	var id string
	everyCrash(t, func(w *world) {
		w.fill("old ")
		backup, _, err := w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		id = backup.ID
	}, func(b *Backups) error { return b.Remove(id) }, func(w *world) {
		if got := w.contents(); len(got) != 0 {
			t.Errorf("left: %q", got)
		}
		if _, err := w.backups(0).Get(id); !errors.Is(err, ErrNoBackup) {
			t.Errorf("the backup: %v", err)
		}
	})
}

// A selection that is interrupted is ended as the selection it was.
func TestACrashWhileASelectionIsPutBackBringsNothingElse(t *testing.T) {
	var id string
	everyCrash(t, func(w *world) {
		w.fill("old ")
		backup, _, err := w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		id = backup.ID
	}, func(b *Backups) error {
		_, _, err := b.Restore(t.Context(), RestoreRequest{ID: id, Items: []int{1}})
		return err
	}, func(w *world) {
		got := w.contents()
		if !slices.Equal(got, w.at("aside", "old ")) && !slices.Equal(got, []string{"aside old app/one", "live old state/two"}) {
			t.Errorf("neither the old state nor the new one: %q", got)
		}
		w.wantWhole(w.backups(0))
		if _, _, err := w.backups(0).Restore(t.Context(), RestoreRequest{ID: id}); err != nil {
			t.Error(err)
		}
		if got := w.contents(); !slices.Equal(got, w.at("live", "old ")) {
			t.Errorf("after another undo: %q", got)
		}
		w.wantModeAndTime()
	})
}

func TestACrashWhileADamagedBackupIsRemovedIsFinishedByAnother(t *testing.T) {
	var id string
	everyCrash(t, func(w *world) {
		w.fill("old ")
		b := w.backups(0)
		backup, _, err := b.Create(t.Context(), BackupRequest{Items: w.sources()})
		if err == nil {
			err = os.WriteFile(filepath.Join(backup.Path, manifestName), []byte("{"), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		id = backup.ID
	}, func(b *Backups) error { return b.RemoveDamaged(id) }, func(w *world) {
		b := w.backups(0)
		if err := b.RemoveDamaged(id); err != nil && !errors.Is(err, ErrNoBackup) {
			t.Error(err)
		}
		if exists(filepath.Join(b.folder, id)) {
			t.Errorf("left: %q", w.contents())
		}
	})
}
