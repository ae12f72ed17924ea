// Package filelock takes an exclusive lock on a file of its own, across processes and inside one. It is not for locking the file that
// is being written: replacing that would leave the lock on a file that no longer has a name. The lock file is never deleted.
package filelock

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"latchkey/session/internal/atomicfile"
)

// retry is how often a waiting caller looks again.
const retry = 20 * time.Millisecond

// Lock is a held lock; it also ends with the process.
type Lock struct{ file *flock.Flock }

// Acquire takes the lock at path, and makes folder and file when they are missing. Without wait it tries once; with it, until ctx
// ends. A nil Lock without an error means that somebody else holds it. A link or a folder at path is refused with an
// *atomicfile.RefusedError.
func Acquire(ctx context.Context, path string, wait bool) (*Lock, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := atomicfile.MakeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if err := atomicfile.CheckTarget(path); err != nil {
		return nil, err
	}
	// Each call opens the file anew, so that callers in one process exclude each other too.
	file := flock.New(path, flock.SetFlag(openFlags), flock.SetPermissions(0o600))
	held, err := try(ctx, file, wait)
	if held {
		return &Lock{file: file}, nil
	}
	_ = file.Close()
	if err != nil && ctx.Err() == nil {
		return nil, named(path, err)
	}
	return nil, nil
}

// named says of which file the system spoke, and that it was about a lock, where it did not.
func named(path string, err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return err
	}
	return &fs.PathError{Op: "lock", Path: path, Err: err}
}

// Release ends the lock.
func (l *Lock) Release() error { return l.file.Unlock() }

func try(ctx context.Context, file *flock.Flock, wait bool) (bool, error) {
	if wait {
		return file.TryLockContext(ctx, retry)
	}
	return file.TryLock()
}
