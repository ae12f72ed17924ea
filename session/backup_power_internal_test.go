package session

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// A power cut may forget the moves that were not flushed: some, all, or none of them. (A crash alone forgets nothing.)
func TestAPowerCutBeforeTheFlushLosesNothing(t *testing.T) {
	for forgotten := range 4 {
		w := &world{t: t, folder: memoryFolder(t)}
		w.fill("old ")
		var id string
		b := w.backups(0)
		b.step = func(name string) {
			if strings.HasSuffix(name, "-0002") {
				id = strings.TrimSuffix(strings.TrimPrefix(name, "moved "), "-0002")
				panic(errCrash)
			}
		}
		if !w.crashes(func() error {
			_, _, err := b.Create(t.Context(), BackupRequest{Items: w.sources()})
			return err
		}) {
			t.Fatal("it was not cut off")
		}
		w.forget(forgotten, func(i int) (from, to string) { return b.stored(id, i), w.sources()[i].Path })
		if err := w.backups(0).Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := w.at("aside", "old ")
		if forgotten == 3 {
			want = w.at("live", "old ") // as if it had never begun
		}
		if got := w.contents(); !slices.Equal(got, want) {
			t.Errorf("forgotten %b: %q", forgotten, got)
		}
		w.wantWhole(w.backups(0))
	}
}

func TestAPowerCutBeforeTheFlushOfAnUndoLosesNothing(t *testing.T) {
	for forgotten := range 4 {
		w := &world{t: t, folder: memoryFolder(t)}
		w.fill("old ")
		backup, _, err := w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		b := w.backups(0)
		b.step = func(name string) {
			if strings.HasSuffix(name, "-0002") {
				panic(errCrash)
			}
		}
		if !w.crashes(func() error {
			_, _, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID})
			return err
		}) {
			t.Fatal("it was not cut off")
		}
		w.forget(forgotten, func(i int) (from, to string) { return w.sources()[i].Path, b.stored(backup.ID, i) })
		if err := w.backups(0).Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := w.contents(); !slices.Equal(got, w.at("live", "old ")) {
			t.Errorf("forgotten %b: %q", forgotten, got)
		}
		w.wantModeAndTime()
	}
}

// forget takes back the moves whose bits are set.
func (w *world) forget(moves int, way func(i int) (from, to string)) {
	w.t.Helper()
	for i := range w.sources() {
		if moves&(1<<i) != 0 {
			if err := os.Rename(way(i)); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

// The flush comes after every move and before the manifest says that the work is done.
func TestMovesAreFlushedBeforeTheyAreSaidToBeDone(t *testing.T) {
	for _, across := range []bool{false, true} {
		w := &world{t: t, folder: memoryFolder(t), across: across}
		w.fill("old ")
		var steps []string
		b := w.backups(0)
		b.step = func(name string) { steps = append(steps, name) }
		backup, _, err := b.Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		wantFlushed(t, steps, "manifest moving")
		steps = nil
		if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil {
			t.Fatal(err)
		}
		wantFlushed(t, steps, "manifest restoring")
	}
}

func wantFlushed(t *testing.T, steps []string, begun string) {
	t.Helper()
	begin, flush := slices.Index(steps, begun), slices.Index(steps, "flushed")
	if begin < 0 || flush < begin+3 || flush != len(steps)-2 || steps[flush+1] != "manifest whole" {
		t.Errorf("steps %q", steps)
	}
}
