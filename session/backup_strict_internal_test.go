package session

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// strictWorld is a world whose files are other programs'.
func strictWorld(t *testing.T, across bool) (*world, BackupRequest) {
	t.Helper()
	w := &world{t: t, folder: memoryFolder(t), across: across}
	w.fill("old ")
	request := BackupRequest{Items: w.sources()}
	for i := range request.Items {
		request.Items[i].Strict = true
	}
	return w, request
}

// atRename calls what right before the first rename out of a folder, where nothing looks any more.
func atRename(b *Backups, what func(from string)) {
	rename, done := b.rename, false
	b.rename = func(from, to string) error {
		if !done && filepath.Dir(from) != filepath.Dir(to) {
			done = true
			what(from)
		}
		return rename(from, to)
	}
}

func replaceWith(t *testing.T, path, content string) {
	t.Helper()
	if err := errors.Join(os.WriteFile(path+".new", []byte(content), 0o600), os.Rename(path+".new", path)); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsSwappedBeforeTheMoveStays(t *testing.T) {
	for _, across := range []bool{false, true} {
		w, request := strictWorld(t, across)
		b := w.backups(0)
		b.step = func(name string) {
			if name == "manifest moving" {
				replaceWith(t, request.Items[0].Path, "swapped")
			}
		}
		_, results, err := b.Create(t.Context(), request)
		if err != nil || results[0].Detail != detailSwapped || results[1].Result != ResultDone {
			t.Fatalf("%+v, %v", results, err)
		}
		if got := strings.Join(w.contents(), "|"); got != "aside old state/two|live swapped" {
			t.Errorf("across %v: %s", across, got)
		}
	}
}

func TestAFileThatIsSwappedDuringTheMoveGoesBack(t *testing.T) {
	w, request := strictWorld(t, false)
	b := w.backups(0)
	atRename(b, func(from string) { replaceWith(t, from, "swapped") })
	_, results, err := b.Create(t.Context(), request)
	if err != nil || results[0].Detail != detailSwapped || results[1].Result != ResultDone {
		t.Fatalf("%+v, %v", results, err)
	}
	if got := strings.Join(w.contents(), "|"); got != "aside old state/two|live swapped" {
		t.Errorf("got %s", got)
	}
}

// When not even its way back is free, both files are kept: the wrong one in the backup, where an undo finds it.
func TestASwappedFileThatCannotGoBackIsKept(t *testing.T) {
	w, request := strictWorld(t, false)
	b := w.backups(0)
	atRename(b, func(from string) { replaceWith(t, from, "swapped") })
	b.step = func(name string) {
		if strings.HasSuffix(name, "-0001") && strings.HasPrefix(name, "moved") {
			if err := os.WriteFile(request.Items[0].Path, []byte("taken"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	backup, results, err := b.Create(t.Context(), request)
	if err != nil || results[0].Result != ResultFailed || results[0].Detail != detailSwapped || backup.Items[0].State != ItemStored {
		t.Fatalf("%+v, %+v, %v", results, backup, err)
	}
	if got := strings.Join(w.contents(), "|"); got != "aside old state/two|aside swapped|live taken" {
		t.Errorf("got %s", got)
	}
	_, results, err = w.backups(0).Restore(t.Context(), RestoreRequest{ID: backup.ID})
	if err != nil || results[0].Result != ResultDone || results[0].Backup == "" {
		t.Fatalf("%+v, %v", results, err)
	}
	if got := strings.Join(w.contents(), "|"); got != "aside taken|live old state/two|live swapped" {
		t.Errorf("after undo: %s", got)
	}
}

// An app that writes its file anew between the moment its way is cleared and the one where the old file goes back.
func TestAnAppThatWritesItsFileAnewLosesNothing(t *testing.T) {
	w, request := strictWorld(t, false)
	b := w.backups(0)
	backup, _, err := b.Create(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	w.fill("new ")
	b.rename = func(from, to string) error {
		if to == request.Items[0].Path {
			if err := os.WriteFile(to, []byte("newest"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return w.backups(0).rename(from, to)
	}
	_, results, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	if err != nil || results[0].Result != ResultFailed || results[0].Detail != detailNewer || results[0].Backup == "" {
		t.Fatalf("%+v, %v", results, err)
	}
	want := "aside new app/one|aside new state/two|aside old app/one|live newest|live old state/two"
	if got := strings.Join(w.contents(), "|"); got != want || results[1].Result != ResultDone {
		t.Errorf("got %s", got)
	}
	if _, results, err = w.backups(0).Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil || results[0].Result != ResultDone {
		t.Fatalf("%+v, %v", results, err)
	}
	want = "aside new app/one|aside new state/two|aside newest|live old app/one|live old state/two"
	if got := strings.Join(w.contents(), "|"); got != want {
		t.Errorf("afterwards: %s", got)
	}
}
