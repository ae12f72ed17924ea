package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// MoveNew renames from to to and fails with fs.ErrExist when something is at to already, so that nothing can be overwritten by
// accident. Both must lie on one file system; see IsOtherDevice. A link is moved itself, not what it points to.
func MoveNew(from, to string) error {
	err := moveNew(from, to)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	// This file system cannot refuse to overwrite in one step; looking first is the best that is left.
	if _, err := os.Lstat(to); err == nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

// IsOtherDevice reports whether a rename failed because it would cross from one file system to another.
func IsOtherDevice(err error) bool {
	return errors.Is(err, syscall.EXDEV) || errors.Is(err, otherDevice)
}
