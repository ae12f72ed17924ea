//go:build linux || darwin

package core

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// roomAt is how many bytes the person may still write to the disk of a folder.
func roomAt(folder string) (bytes uint64, known bool) {
	var about unix.Statfs_t
	if err := unix.Statfs(folder, &about); err != nil || about.Blocks == 0 {
		return 0, false // a file system without blocks counts none
	}
	return about.Bavail * uint64(about.Bsize), true //nolint:gosec // G115: the size of a block is positive
}

// mayWrite says whether the system would let the person make something in a folder.
func mayWrite(folder string) error {
	if err := unix.Access(folder, unix.W_OK|unix.X_OK); err != nil {
		return &fs.PathError{Op: "mkdir", Path: folder, Err: err}
	}
	return nil
}
