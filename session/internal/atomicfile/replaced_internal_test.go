//go:build unix

package atomicfile

import (
	"path/filepath"
	"testing"
)

// A writer that replaces the file between opening and looking leaves the reader
// with the old content, whole and without a name. That is no hard link.
func TestAFileThatWasReplacedAfterOpeningIsRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := Write(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := OpenNoFollow(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if err := Write(path, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := refuse(path, file, info, 10); err != nil {
		t.Errorf("the old file is refused: %v", err)
	}
	if data, err := readAll(path, file, 10); err != nil || string(data) != "old" {
		t.Errorf("read %q: %v", data, err)
	}
}
