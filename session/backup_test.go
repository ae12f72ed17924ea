package session_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"latchkey/session"
)

// bench is a folder with files to put aside and a folder for backups.
type bench struct {
	t       *testing.T
	folder  string
	now     time.Time
	backups *session.Backups
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, folder: t.TempDir(), now: noon}
	b.backups = session.NewBackups(filepath.Join(b.folder, "backups"), session.BackupOptions{
		Now: func() time.Time { return b.now }, Version: "1.2.3",
	})
	return b
}

func (b *bench) path(name string) string { return filepath.Join(b.folder, name) }

func (b *bench) put(name, content string, mode fs.FileMode) {
	b.t.Helper()
	path := b.path(name)
	at := noon.Add(-time.Hour - 123456789*time.Nanosecond)
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600),
		os.Chmod(path, mode), os.Chtimes(path, at, at))
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) create(names ...string) (session.Backup, []session.ItemResult) {
	b.t.Helper()
	request := session.BackupRequest{Reason: "session"}
	for _, name := range names {
		request.Items = append(request.Items, session.BackupSource{Kind: "file", What: name, Path: b.path(name)})
	}
	backup, results, err := b.backups.Create(b.t.Context(), request)
	if err != nil {
		b.t.Fatal(err)
	}
	return backup, results
}

func (b *bench) restore(id string) (session.Backup, []session.ItemResult) {
	b.t.Helper()
	backup, results, err := b.backups.Restore(b.t.Context(), session.RestoreRequest{ID: id})
	if err != nil {
		b.t.Fatal(err)
	}
	return backup, results
}

func (b *bench) want(name, content string) {
	b.t.Helper()
	data, err := os.ReadFile(b.path(name))
	if content == "" {
		if !errors.Is(err, fs.ErrNotExist) {
			b.t.Fatalf("%s is there: %q", name, data)
		}
		return
	}
	if err != nil || string(data) != content {
		b.t.Fatalf("%s holds %q, %v; want %q", name, data, err, content)
	}
}

func wantResults(t *testing.T, got []session.ItemResult, want ...string) {
	t.Helper()
	var words []string
	for _, result := range got {
		words = append(words, result.Result)
		if (result.Err != nil) != (result.Result == session.ResultFailed) {
			t.Errorf("result %+v", result)
		}
	}
	if !slices.Equal(words, want) {
		t.Fatalf("results %+v, want %v", got, want)
	}
}

func TestABackupPutsAsideAndGivesBackByteForByte(t *testing.T) {
	b := newBench(t)
	b.put("a/one", "first\x00\xff", 0o640)
	b.put("b/two", "", 0o400)
	before, _ := os.Stat(b.path("a/one"))
	backup, results := b.create("a/one", "b/two")
	wantResults(t, results, "done", "done")
	b.want("a/one", "")
	if !backup.Complete || backup.Version != "1.2.3" || len(backup.Items) != 2 || backup.Items[0].State != session.ItemStored {
		t.Fatalf("backup %+v", backup)
	}
	if item := backup.Items[0]; item.Size != 7 || item.Mode != before.Mode().String() || !item.ModifiedAt.Equal(before.ModTime()) || len(item.SHA256) != 64 {
		t.Fatalf("item %+v", item)
	}
	after, results := b.restore(backup.ID)
	wantResults(t, results, "done", "done")
	b.want("a/one", "first\x00\xff")
	info, _ := os.Stat(b.path("a/one"))
	if info.Mode() != before.Mode() || !info.ModTime().Equal(before.ModTime()) || after.Items[0].State != session.ItemRestored {
		t.Fatalf("mode %v, time %v, items %+v", info.Mode(), info.ModTime(), after.Items)
	}
	_, results = b.restore(backup.ID)
	wantResults(t, results, "skipped", "skipped")
	b.want("a/one", "first\x00\xff")
}

func TestWhatStandsInTheWayIsPutAside(t *testing.T) {
	b := newBench(t)
	b.put("one", "old", 0o600)
	b.put("two", "old two", 0o600)
	backup, _ := b.create("one", "two")
	b.put("one", "newer", 0o600)
	_, results := b.restore(backup.ID)
	wantResults(t, results, "done", "done")
	b.want("one", "old")
	if results[0].Backup == "" || results[1].Backup != "" {
		t.Fatalf("results %+v", results)
	}
	aside, err := b.backups.Get(results[0].Backup)
	if err != nil || len(aside.Items) != 1 || aside.Reason != "in the way of "+backup.ID {
		t.Fatalf("aside %+v, %v", aside, err)
	}
	b.restore(aside.ID)
	b.want("one", "newer")
}

func TestOnlyOrdinaryFilesAndLinksAreMoved(t *testing.T) {
	b := newBench(t)
	b.put("good", "good", 0o600)
	b.put("folder/inside", "inside", 0o600)
	b.put("victim", "victim", 0o600)
	if err := os.Symlink(b.path("victim"), b.path("link")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	backup, results := b.create("missing", "folder", "good", "good", "link", "backups/x")
	wantResults(t, results, "skipped", "failed", "done", "skipped", "done", "failed")
	b.want("folder/inside", "inside")
	b.want("victim", "victim")
	if len(backup.Items) != 2 {
		t.Fatalf("items %+v", backup.Items)
	}
	b.restore(backup.ID)
	if target, err := os.Readlink(b.path("link")); err != nil || target != b.path("victim") {
		t.Fatalf("the link came back as %q, %v", target, err)
	}
	relative, _, err := b.backups.Create(t.Context(), session.BackupRequest{Items: []session.BackupSource{{Path: "good"}}})
	if err != nil || relative.ID != "" {
		t.Fatalf("a relative path: %+v, %v", relative, err)
	}
}

func TestNothingToPutAsideLeavesNothing(t *testing.T) {
	b := newBench(t)
	backup, results := b.create("missing")
	wantResults(t, results, "skipped")
	if list, err := b.backups.List(); backup.ID != "" || err != nil || len(list) != 0 {
		t.Fatalf("backup %+v, list %v, %v", backup, list, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := b.backups.Create(ended, session.BackupRequest{}); err == nil {
		t.Fatal("an ended context was not seen")
	}
}

func TestAFolderInTheWayIsLeftAlone(t *testing.T) {
	b := newBench(t)
	b.put("one", "old", 0o600)
	backup, _ := b.create("one")
	b.put("one/inside", "inside", 0o600)
	_, results := b.restore(backup.ID)
	wantResults(t, results, "failed")
	b.want("one/inside", "inside")
	if err := os.RemoveAll(b.path("one")); err != nil {
		t.Fatal(err)
	}
	_, results = b.restore(backup.ID)
	wantResults(t, results, "done")
	b.want("one", "old")
}

func TestAChangedBackupIsNotPutBack(t *testing.T) {
	b := newBench(t)
	b.put("one", "old", 0o600)
	b.put("two", "two", 0o600)
	backup, _ := b.create("one", "two")
	if err := os.WriteFile(filepath.Join(backup.Path, "0001"), []byte("bad"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(backup.Path, "0002")); err != nil {
		t.Fatal(err)
	}
	b.put("one", "present", 0o600)
	_, results := b.restore(backup.ID)
	wantResults(t, results, "failed", "failed")
	b.want("one", "present")
	b.want("two", "")
}

func TestTheFolderOfAFileIsMadeAgain(t *testing.T) {
	b := newBench(t)
	b.put("app/deep/one", "old", 0o600)
	backup, _ := b.create("app/deep/one")
	if err := os.RemoveAll(b.path("app")); err != nil {
		t.Fatal(err)
	}
	_, results := b.restore(backup.ID)
	wantResults(t, results, "done")
	b.want("app/deep/one", "old")
}
