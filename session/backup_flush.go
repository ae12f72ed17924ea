package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"latchkey/session/internal/atomicfile"
)

// folders are those whose names have changed and are not yet known to be on the disk. Each is flushed once, after the last move and
// before the manifest says that the work is done: until then it says what was to move where, and Recover finds each file in
// one of its two places. Thirty moves so cost one wait for the disk, not sixty.
type folders struct{ paths []string }

func (f *folders) add(paths ...string) {
	for _, path := range paths {
		if !slices.Contains(f.paths, path) {
			f.paths = append(f.paths, path)
		}
	}
}

// make makes a folder and what is missing above it, mode 0700.
func (f *folders) make(folder string) error {
	for path := folder; !exists(path); path = filepath.Dir(path) {
		f.add(filepath.Dir(path))
	}
	return os.MkdirAll(folder, 0o700)
}

// flush forgets a folder that is gone, or that may be written but not opened: nothing can be done for its names.
func (f *folders) flush() error {
	var problems []error
	for _, path := range f.paths {
		err := atomicfile.SyncFolder(path)
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			problems = append(problems, err)
		}
	}
	f.paths = nil
	return errors.Join(problems...)
}
