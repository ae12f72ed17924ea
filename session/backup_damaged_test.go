package session_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/session"
)

// spoil makes three backups and spoils the manifest of the second.
func spoil(t *testing.T, how func(manifest string) error) (*bench, []session.Backup) {
	t.Helper()
	b := newBench(t)
	var all []session.Backup
	for i := range 3 {
		b.now = noon.Add(time.Duration(i) * time.Hour)
		b.put("one", "x", 0o600)
		backup, _ := b.create("one")
		all = append(all, backup)
	}
	if err := how(filepath.Join(all[1].Path, "manifest.json")); err != nil {
		t.Fatal(err)
	}
	return b, all
}

func TestADamagedBackupIsRemovedOnlyByName(t *testing.T) {
	cases := map[string]struct {
		how   func(manifest string) error
		state string
	}{
		"damaged":  {func(m string) error { return os.WriteFile(m, []byte("{"), 0o600) }, session.FileDamaged},
		"gone":     {os.Remove, session.FileMissing},
		"a folder": {func(m string) error { return errors.Join(os.Remove(m), os.Mkdir(m, 0o700)) }, session.FileRefused},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b, all := spoil(t, c.how)
			list, err := b.backups.List()
			var left *session.UnreadableError
			if !errors.As(err, &left) || len(list) != 2 || len(left.Backups) != 1 {
				t.Fatalf("list %+v, %v", list, err)
			}
			if got := left.Backups[0]; got.ID != all[1].ID || got.Path != all[1].Path || got.State != c.state || got.Reason == "" || got.Err == nil {
				t.Errorf("unreadable: %+v", got)
			}
			if err := b.backups.Recover(t.Context()); err != nil {
				t.Errorf("recover: %v", err)
			}
			if old := b.backups.Expired(noon.AddDate(1, 0, 0), 0, 0); len(old) != 2 {
				t.Errorf("the others do not expire: %+v", old)
			}
			for _, other := range []session.Backup{all[0], all[2]} {
				if err := b.backups.RemoveDamaged(other.ID); !errors.Is(err, session.ErrReadable) {
					t.Errorf("a good one: %v", err)
				}
			}
			wantRemoved(t, b.backups, all[1], name != "a folder")
		})
	}
}

// wantRemoved removes a damaged backup; what is in the place of its manifest stays when it is not ours.
func wantRemoved(t *testing.T, backups *session.Backups, damaged session.Backup, ours bool) {
	t.Helper()
	err := backups.RemoveDamaged(damaged.ID)
	if !ours {
		if _, statErr := os.Stat(filepath.Join(damaged.Path, "manifest.json")); err == nil || statErr != nil {
			t.Errorf("a folder that is not ours: %v, %v", err, statErr)
		}
		return
	}
	if _, statErr := os.Stat(damaged.Path); err != nil || !errors.Is(statErr, fs.ErrNotExist) {
		t.Errorf("remove: %v, %v", err, statErr)
	}
	if list, err := backups.List(); err != nil || len(list) != 2 {
		t.Errorf("afterwards: %+v, %v", list, err)
	}
	if err := backups.RemoveDamaged(damaged.ID); !errors.Is(err, session.ErrNoBackup) {
		t.Errorf("once more: %v", err)
	}
}

func TestOnlyNumberedFilesOfADamagedBackupAreRemoved(t *testing.T) {
	b, all := spoil(t, func(m string) error { return os.WriteFile(m, []byte("{"), 0o600) })
	folder := all[1].Path
	for _, name := range []string{"notes.txt", "001", "0001.old", "12345", ".latchkey-1-2.tmp"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "0002"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := b.backups.RemoveDamaged(all[1].ID); err == nil {
		t.Error("the strangers were not named")
	}
	entries, err := os.ReadDir(folder)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if err != nil || len(names) != 4 || names[0] != "0001.old" || names[1] != "0002" || names[2] != "001" || names[3] != "notes.txt" {
		t.Errorf("left: %v, %v", names, err)
	}
	for _, id := range []string{"", "..", "../../x", "20261122-131500-0000"} {
		if err := b.backups.RemoveDamaged(id); !errors.Is(err, session.ErrNoBackup) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// A backup of the future is neither old nor in the way of the others' age, and takes none of their places.
func TestExpiredWithAClockThatWentBack(t *testing.T) {
	b := newBench(t)
	day := 24 * time.Hour
	for _, age := range []time.Duration{-400 * day, 30*day + time.Second, 30 * day, day} {
		b.now = noon.Add(-age)
		b.put("one", "x", 0o600)
		b.create("one")
	}
	expired := b.backups.Expired(noon, 0, 0)
	if len(expired) != 1 || !expired[0].CreatedAt.Equal(noon.Add(-30*day-time.Second)) {
		t.Errorf("by age: %+v", expired)
	}
	if expired = b.backups.Expired(noon, 0, 2); len(expired) != 1 {
		t.Errorf("by number: %+v", expired)
	}
	if expired = b.backups.Expired(noon, 0, 1); len(expired) != 2 || expired[0].CreatedAt.Equal(noon.Add(-day)) {
		t.Errorf("by number, one: %+v", expired)
	}
}
