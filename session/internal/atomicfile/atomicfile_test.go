package atomicfile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"latchkey/session/internal/atomicfile"
)

func TestWriteCreatesAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, content := range []string{"one", "", "a longer second content"} {
		if err := atomicfile.Write(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		data, info, err := atomicfile.ReadRegular(path, 1000)
		if err != nil || string(data) != content || info.Size() != int64(len(content)) {
			t.Fatalf("read back %q, %v", data, err)
		}
	}
	onlyFiles(t, filepath.Dir(path), "file")
}

func TestWriteLeavesNothingBehindWhenTheFolderIsMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "file")
	if err := atomicfile.Write(path, nil, 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v", err)
	}
}

func TestWriteRefusesAFolder(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	wantReason(t, atomicfile.Write(path, nil, 0o600), atomicfile.IsFolder)
	onlyFiles(t, folder, "file")
}

func TestReadersSeeOneContentOrTheOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	contents := [][]byte{bytes.Repeat([]byte("a"), 5000), bytes.Repeat([]byte("b"), 3000)}
	if err := atomicfile.Write(path, contents[0], 0o600); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for _, content := range contents {
		writers.Go(func() {
			for range 20 {
				if err := atomicfile.Write(path, content, 0o600); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 200 {
		data, err := os.ReadFile(path)
		if err != nil || (!bytes.Equal(data, contents[0]) && !bytes.Equal(data, contents[1])) {
			t.Fatalf("saw %d bytes, %v", len(data), err)
		}
	}
	writers.Wait()
	onlyFiles(t, filepath.Dir(path), "file")
}

func TestReadRegularCapsTheSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 11), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err := atomicfile.ReadRegular(path, 10)
	wantReason(t, err, atomicfile.TooLarge)
	if data, _, err := atomicfile.ReadRegular(path, 11); err != nil || len(data) != 11 {
		t.Fatalf("at the limit: %d bytes, %v", len(data), err)
	}
}

func TestReadRegularSaysWhenNothingIsThere(t *testing.T) {
	if _, _, err := atomicfile.ReadRegular(filepath.Join(t.TempDir(), "none"), 10); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v", err)
	}
}

func TestMoveNewNeverOverwrites(t *testing.T) {
	folder := t.TempDir()
	from, to := filepath.Join(folder, "from"), filepath.Join(folder, "to")
	for _, path := range []string{from, to} {
		if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := atomicfile.MoveNew(from, to); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("got %v", err)
	}
	if data, _ := os.ReadFile(to); string(data) != to {
		t.Fatalf("the target was changed to %q", data)
	}
	if err := os.Remove(to); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.MoveNew(from, to); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, folder, "to")
}

func wantReason(t *testing.T, err error, reason atomicfile.Reason) {
	t.Helper()
	var refused *atomicfile.RefusedError
	if !errors.As(err, &refused) || refused.Reason != reason {
		t.Fatalf("got %v, want a refusal: %s", err, reason)
	}
}

func onlyFiles(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(names) {
		t.Fatalf("the folder holds %v, want %v", entries, names)
	}
	for i, entry := range entries {
		if entry.Name() != names[i] {
			t.Fatalf("the folder holds %v, want %v", entries, names)
		}
	}
}
