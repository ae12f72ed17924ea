package session

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestIDsDoNotCollide(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "backups")
	random := bytes.NewReader([]byte{1, 2, 1, 2, 3, 4})
	b := NewBackups(folder, BackupOptions{Now: func() time.Time { return crashTime }, Random: random})
	first, err1 := b.newFolder(crashTime)
	second, err2 := b.newFolder(crashTime)
	if err1 != nil || err2 != nil || first != "20261122-131500-0102" || second != "20261122-131500-0304" {
		t.Fatalf("%s %v, %s %v", first, err1, second, err2)
	}
	if _, err := b.newFolder(crashTime); err == nil {
		t.Fatal("an id without randomness")
	}
}

func FuzzManifest(f *testing.F) {
	w := NewBackups(f.TempDir(), BackupOptions{Now: func() time.Time { return crashTime }})
	source := filepath.Join(f.TempDir(), "one")
	if err := os.WriteFile(source, []byte("x"), 0o600); err != nil {
		f.Fatal(err)
	}
	backup, _, err := w.Create(f.Context(), BackupRequest{Items: []BackupSource{{Path: source}}, Held: []Held{{Account: "a"}}})
	if err != nil {
		f.Fatal(err)
	}
	data, _ := os.ReadFile(filepath.Join(backup.Path, manifestName))
	f.Add(data)
	f.Add([]byte(`{"schema":"latchkey.backup/1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := decodeManifest(data, backup.ID)
		if err != nil {
			if manifestReason(err) == "" {
				t.Fatal("no reason")
			}
			return
		}
		for _, item := range m.Items {
			if !filepath.IsAbs(item.Path) {
				t.Fatalf("%q is not absolute", item.Path)
			}
		}
	})
}
