package core

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/windows"
)

// A mode says nothing of access lists, which a profile folder gives to what is in
// it: nobody is told that a folder is open to others.
const (
	othersBits  fs.FileMode = 0
	othersWrite fs.FileMode = 0
)

const (
	errNotFolder = syscall.ENOTDIR
	errReadOnly  = windows.ERROR_WRITE_PROTECT
)

// isOwn does not compare: an elevated program's files belong to the administrators.
func isOwn(fs.FileInfo) bool { return true }

func isWide(string) bool { return false }

func isOnlyReadByOthers(string) bool { return false }

// mayWrite is left to the first writer: the access lists of a folder are tried,
// not computed.
func mayWrite(string) error { return nil }

// roomAt is how many bytes the person may still write to the disk of a folder.
func roomAt(folder string) (bytes uint64, known bool) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, false
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, err == nil
}
