//go:build unix

package core

import (
	"io/fs"
	"os"
	"syscall"
)

// What others may do with a file or folder.
const (
	othersBits  fs.FileMode = 0o077
	othersWrite fs.FileMode = 0o022
)

const (
	errNotFolder = syscall.ENOTDIR
	errReadOnly  = syscall.EROFS
)

// isOwn says whether a folder belongs to the person.
func isOwn(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// isWide says whether others may read or write a file.
func isWide(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&othersBits != 0
}

// isOnlyReadByOthers says that nothing is wrong with a file but that others may
// read it: then nobody else can have written what is in it.
func isOnlyReadByOthers(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || !isOwn(info) {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	open := info.Mode().Perm() & othersBits
	return ok && stat.Nlink == 1 && open != 0 && open&othersWrite == 0
}
