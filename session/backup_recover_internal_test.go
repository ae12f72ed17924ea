package session

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestRecoverDoesNotMoveWhatCameLater(t *testing.T) {
	w := &world{t: t, folder: memoryFolder(t)}
	w.fill("old ")
	if !w.crashes(func() error {
		_, _, err := w.backups(3).Create(t.Context(), BackupRequest{Items: w.sources()})
		return err
	}) {
		t.Fatal("it was not cut off")
	}
	w.fill("new ")
	if err := w.backups(0).Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := append([]string{"aside old app/one"}, w.at("live", "new ")...)
	// What was not yet moved has been overwritten by the person's newer files, and those stay.
	if got := w.contents(); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestAFileThatGrowsWhileItIsCopiedStays(t *testing.T) {
	for _, moment := range []string{"partial copy", "copied 0001"} {
		w := &world{t: t, folder: memoryFolder(t), across: true}
		w.fill("old ")
		b := w.backups(0)
		b.step = func(name string) {
			if name == moment {
				_ = os.WriteFile(w.sources()[0].Path, []byte("old and more"), 0o600)
			}
		}
		_, results, err := b.Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil || results[0].Result != ResultFailed || results[1].Result != ResultDone {
			t.Fatalf("%s: %+v, %v", moment, results, err)
		}
		if got, want := w.contents(), []string{"aside old state/two", "live old and more"}; !slices.Equal(got, want) {
			t.Fatalf("%s: got %q, want %q", moment, got, want)
		}
	}
}

func TestAnInterruptedBackupCanBePutBackWithoutRecover(t *testing.T) {
	w := &world{t: t, folder: memoryFolder(t)}
	w.fill("old ")
	w.crashes(func() error {
		_, _, err := w.backups(3).Create(t.Context(), BackupRequest{Items: w.sources()})
		return err
	})
	b := w.backups(0)
	list, _ := b.List()
	if len(list) != 1 || list[0].Complete {
		t.Fatalf("list %+v", list)
	}
	if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: list[0].ID}); err != nil {
		t.Fatal(err)
	}
	if got := w.contents(); !slices.Equal(got, w.at("live", "old ")) {
		t.Fatalf("got %q", got)
	}
}

func TestABackupThatNeverBeganIsNone(t *testing.T) {
	w := &world{t: t, folder: memoryFolder(t)}
	w.fill("old ")
	w.crashes(func() error {
		_, _, err := w.backups(2).Create(t.Context(), BackupRequest{Items: w.sources()})
		return err
	})
	b := w.backups(0)
	list, _ := b.List()
	w.fill("new ")
	if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: list[0].ID}); !errors.Is(err, ErrNoBackup) {
		t.Fatalf("got %v", err)
	}
	if got := w.contents(); !slices.Equal(got, w.at("live", "new ")) {
		t.Fatalf("got %q", got)
	}
}

// When what stands in the way cannot be kept, the undo did not happen, and no Recover makes it happen later by itself.
func TestAnUndoThatCouldNotBeginIsOver(t *testing.T) {
	w := &world{t: t, folder: memoryFolder(t)}
	w.fill("old ")
	b := w.backups(0)
	b.opts.Random = bytes.NewReader([]byte{1, 2})
	backup, _, err := b.Create(t.Context(), BackupRequest{Items: w.sources()})
	if err != nil {
		t.Fatal(err)
	}
	w.fill("new ")
	if _, results, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err == nil || len(results) != 0 {
		t.Fatalf("a backup without an id: %+v", results)
	}
	if got := w.wantWhole(b); len(got) != 1 || got[0].Items[0].Pending {
		t.Errorf("backups %+v", got)
	}
	if err := os.RemoveAll(filepath.Join(w.folder, "live")); err != nil {
		t.Fatal(err)
	}
	if err := b.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := w.contents(); !slices.Equal(got, w.at("aside", "old ")) {
		t.Errorf("got %q", got)
	}
}
