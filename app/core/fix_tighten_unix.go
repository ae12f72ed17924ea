//go:build unix

package core

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// tighten takes away what others may do with a file or folder of Latchkey's own.
// It changes what it has looked at: a link that somebody puts there meanwhile is
// not followed, and a second name of a file elsewhere is left alone.
func tighten(path string) error {
	const flags = os.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	file, err := os.OpenFile(path, flags, 0) //nolint:gosec // G304: what a check has found, and without following links
	if err != nil {
		return fmt.Errorf("tighten: %w", err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("tighten: %w", err)
	}
	if !isOwn(info) || !info.IsDir() && !hasOneName(info) {
		return fmt.Errorf("tighten: %w", &fs.PathError{Op: "chmod", Path: path, Err: os.ErrInvalid})
	}
	if err := file.Chmod(info.Mode().Perm() & 0o700); err != nil {
		return fmt.Errorf("tighten: %w", err)
	}
	return nil
}

// hasOneName says whether this is a file that has no second name.
func hasOneName(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && info.Mode().IsRegular() && stat.Nlink == 1
}
