package session

import (
	"bytes"
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
