package session_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/session"
)

func TestListIsNewestFirstAndNamesTheUnreadable(t *testing.T) {
	b := newBench(t)
	var ids []string
	for i := range 3 {
		b.now = noon.Add(time.Duration(i) * time.Hour)
		b.put("one", "x", 0o600)
		backup, _ := b.create("one")
		ids = append([]string{backup.ID}, ids...)
	}
	list, err := b.backups.List()
	if err != nil || len(list) != 3 || list[0].ID != ids[0] || list[2].ID != ids[2] {
		t.Fatalf("list %+v, %v", list, err)
	}
	manifest := filepath.Join(list[1].Path, "manifest.json")
	data, _ := os.ReadFile(manifest)
	if err := os.WriteFile(manifest, bytes.Replace(data, []byte("one"), []byte("two"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err = b.backups.List()
	var left *session.UnreadableError
	if !errors.Is(err, session.ErrDamaged) || !errors.As(err, &left) || len(list) != 2 {
		t.Fatalf("list %+v, %v", list, err)
	}
	if len(left.Paths) != 1 || left.Paths[0] != manifest {
		t.Errorf("left out: %v, want %s", left.Paths, manifest)
	}
	if err := b.backups.Remove(ids[1]); !errors.Is(err, session.ErrDamaged) {
		t.Fatalf("a damaged manifest names nothing to remove: %v", err)
	}
	for _, id := range []string{"", "..", "../x", "20261122-131500-zzzz", "20261122-131500-0000"} {
		if _, err := b.backups.Get(id); !errors.Is(err, session.ErrNoBackup) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestRemoveDeletesOnlyWhatTheManifestNames(t *testing.T) {
	b := newBench(t)
	b.put("one", "old", 0o600)
	backup, _ := b.create("one")
	stranger := filepath.Join(backup.Path, "notes.txt")
	if err := os.WriteFile(stranger, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.backups.Remove(backup.ID); err == nil {
		t.Fatal("the stranger was not named")
	}
	if data, _ := os.ReadFile(stranger); string(data) != "mine" {
		t.Fatal("the stranger is gone")
	}
	b.put("one", "old", 0o600)
	backup, _ = b.create("one")
	if err := b.backups.Remove(backup.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(backup.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("the folder: %v", err)
	}
}

func TestExpiredGoesByAgeAndByNumber(t *testing.T) {
	b := newBench(t)
	day := 24 * time.Hour
	for _, age := range []time.Duration{40 * day, 20 * day, 10 * day, -2 * day} {
		b.now = noon.Add(-age)
		b.put("one", "x", 0o600)
		b.create("one")
	}
	for _, c := range []struct {
		maxAge   time.Duration
		maxCount int
		want     int
	}{{0, 0, 1}, {15 * day, 0, 2}, {0, 1, 2}, {100 * day, 2, 1}, {100 * day, 3, 0}} {
		if got := b.backups.Expired(noon, c.maxAge, c.maxCount); len(got) != c.want {
			t.Errorf("%v, %d: %d expired, want %d", c.maxAge, c.maxCount, len(got), c.want)
		}
	}
}
