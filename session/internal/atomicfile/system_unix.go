//go:build unix

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// OpenNoFollow opens path for reading. A link at path is an error, not followed; a FIFO is not waited for. The caller checks
// what it got and closes it.
func OpenNoFollow(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0) //nolint:gosec // G304: opening what the caller names, without following links, is the job
	if errors.Is(err, syscall.ELOOP) {
		return nil, &RefusedError{Path: path, Reason: IsLink, Err: err}
	}
	return file, err
}

func checkOwnership(_ *os.File, info fs.FileInfo) Reason {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return Unreadable
	case int(stat.Uid) != os.Geteuid():
		return ForeignOwner
	case info.Mode().Perm()&0o077 != 0:
		return WideMode
	case uint64(stat.Nlink) > 1: //nolint:unconvert // the type differs between systems
		return HardLinked // no name at all is fine: since it was opened, a writer has put a new file in its place
	}
	return ""
}

func checkFolder(info fs.FileInfo) Reason {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.IsDir() || !ok:
		return IsSpecial
	case int(stat.Uid) != os.Geteuid():
		return FolderForeign
	case info.Mode().Perm()&0o022 != 0:
		return FolderWritable
	}
	return ""
}

// checkOwner is checkOwnership without the mode, which another program chose.
func checkOwner(_ string, info fs.FileInfo) Reason {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return Unreadable
	case int(stat.Uid) != os.Geteuid():
		return ForeignOwner
	case uint64(stat.Nlink) > 1: //nolint:unconvert // the type differs between systems
		return HardLinked
	}
	return ""
}

// checkPlace is checkFolder that bears with a group of one: some distributions give every user a group of the same number, and
// let it write.
func checkPlace(info fs.FileInfo) Reason {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if reason := checkFolder(info); reason != FolderWritable || !ok {
		return reason
	}
	if info.Mode().Perm()&0o002 == 0 && stat.Gid == stat.Uid && stat.Uid != 0 {
		return ""
	}
	return FolderWritable
}

// checkAbove looks at the folders above one, up to the root. A folder such as /tmp is good, because its sticky bit lets each rename only
// what is theirs.
func checkAbove(folder string) error {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return err
	}
	for parent := filepath.Dir(real); parent != real; real, parent = parent, filepath.Dir(parent) {
		info, err := os.Lstat(parent)
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o002 != 0 && info.Mode()&fs.ModeSticky == 0 {
			return &RefusedError{Path: parent, Reason: FolderWritable}
		}
	}
	return nil
}

func replace(from, to string) error { return os.Rename(from, to) }

func syncFolder(folder string) error {
	handle, err := os.Open(folder) //nolint:gosec // the caller's own folder
	if err != nil {
		return err
	}
	err = handle.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // some network file systems cannot flush a folder
	}
	return errors.Join(err, handle.Close())
}

func processAlive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
