// Package atomicfile writes a small file so that a reader, a crash or a full disk sees the old content or the new content and
// nothing between, and reads one without being led elsewhere by a link, a FIFO or a foreign file. It is not for large files,
// not for folders, and not a lock: two writers are each atomic, and the last one wins.
package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Temporary files are named tempPrefix + process id + "-" + random + tempSuffix, so that a later writer can tell the
// leftovers of a killed process from the file that a living one is writing.
const (
	tempPrefix = ".latchkey-"
	tempSuffix = ".tmp"
)

// Write replaces the content of path, or creates it, with the permission bits perm. The bytes are on the disk when it
// returns. A target that is a link, a FIFO, a folder or anything but a regular file is refused with a *RefusedError
// and left alone. On an error the old content stays and no temporary file is left. The folder must exist.
func Write(path string, data []byte, perm fs.FileMode) error {
	if err := CheckTarget(path); err != nil {
		return err
	}
	return write(path, data, perm, replace)
}

// WriteNew creates path as Write does, all of it or nothing, and fails with fs.ErrExist when something is there already.
func WriteNew(path string, data []byte, perm fs.FileMode) error {
	return write(path, data, perm, MoveNew)
}

func write(path string, data []byte, perm fs.FileMode, place func(from, to string) error) error {
	folder := filepath.Dir(path)
	sweep(folder)
	temp, err := os.CreateTemp(folder, tempPrefix+strconv.Itoa(os.Getpid())+"-*"+tempSuffix)
	if err != nil {
		return fmt.Errorf("create a temporary file: %w", err)
	}
	if err := fill(temp, data, perm); err != nil {
		return errors.Join(fmt.Errorf("write a temporary file: %w", err), os.Remove(temp.Name()))
	}
	if err := place(temp.Name(), path); err != nil {
		return errors.Join(fmt.Errorf("put the file in its place: %w", err), os.Remove(temp.Name()))
	}
	return SyncFolder(folder)
}

// CheckTarget returns a *RefusedError when something other than a regular file lies at path, and nil when nothing does.
func CheckTarget(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at the file: %w", err)
	}
	return refuseKind(path, info)
}

// SyncFolder makes the names in a folder durable. Where a file system cannot do that, it does nothing.
func SyncFolder(folder string) error {
	if err := syncFolder(folder); err != nil {
		return fmt.Errorf("flush the folder: %w", err)
	}
	return nil
}

func fill(temp *os.File, data []byte, perm fs.FileMode) error {
	_, err := temp.Write(data)
	if err == nil && perm != 0o600 {
		err = temp.Chmod(perm)
	}
	if err == nil {
		err = temp.Sync()
	}
	return errors.Join(err, temp.Close())
}

// sweep removes what killed processes left. It is best effort: a leftover that stays is harmless.
func sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() && isLeftover(entry.Name()) {
			_ = os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}

func isLeftover(name string) bool {
	rest, isOurs := strings.CutPrefix(name, tempPrefix)
	rest, isTemp := strings.CutSuffix(rest, tempSuffix)
	if !isOurs || !isTemp {
		return false
	}
	digits, _, _ := strings.Cut(rest, "-")
	pid, err := strconv.Atoi(digits)
	if err != nil || pid <= 0 {
		return false
	}
	return pid != os.Getpid() && !processAlive(pid)
}
