package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// Virus scanners and indexers hold a fresh file for moments; replacing it is tried this often, this far apart.
const (
	replaceTries = 20
	replaceDelay = 25 * time.Millisecond
)

// OpenNoFollow opens path for reading. A link at path is an error, not followed; a FIFO is not waited for. The caller checks
// what it got and closes it.
func OpenNoFollow(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	// Sharing "delete" lets another process replace the file while it is being read.
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	const flags = windows.FILE_ATTRIBUTE_NORMAL | windows.FILE_FLAG_OPEN_REPARSE_POINT
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, flags, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}

// checkOwnership asks for what Windows knows of the opened file. Who may read it is inherited from the profile folder, and
// an elevated process writes files that belong to the administrators' group, so owners are not compared.
func checkOwnership(file *os.File, _ fs.FileInfo) Reason {
	var info windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &info); err != nil {
		return Unreadable
	}
	switch {
	case info.FileAttributes&windows.FILE_ATTRIBUTE_REPARSE_POINT != 0:
		return IsLink
	case info.NumberOfLinks != 1:
		return HardLinked
	}
	return ""
}

func checkFolder(info fs.FileInfo) Reason {
	if !info.IsDir() {
		return IsSpecial
	}
	return ""
}

// checkOwner asks the file at path whether it has one name.
func checkOwner(path string, info fs.FileInfo) Reason {
	file, err := OpenNoFollow(path)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return "" // moving it will say so, in better words
	}
	if err != nil {
		return Unreadable
	}
	defer func() { _ = file.Close() }()
	opened, err := file.Stat()
	if err != nil || !os.SameFile(info, opened) {
		return Unreadable
	}
	return checkOwnership(file, opened)
}

// checkPlace and checkAbove know nothing of access lists: a profile folder is closed to others unless its owner opened it.
func checkPlace(info fs.FileInfo) Reason { return checkFolder(info) }

func checkAbove(string) error { return nil }

func replace(from, to string) error {
	return moveWithRetry(from, to, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
}

func moveWithRetry(from, to string, flags uint32) error {
	fromName, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	toName, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		err = windows.MoveFileEx(fromName, toName, flags)
		if err == nil || try == replaceTries || !isHeld(err) {
			break
		}
		time.Sleep(replaceDelay)
	}
	if err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

func isHeld(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// syncFolder does nothing: a folder cannot be flushed here, and MOVEFILE_WRITE_THROUGH has done it.
func syncFolder(string) error { return nil }

func processAlive(pid int) bool {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid)) //nolint:gosec // positive
	if err != nil {
		return !errors.Is(err, windows.ERROR_INVALID_PARAMETER)
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	var code uint32
	const stillActive = 259
	return windows.GetExitCodeProcess(handle, &code) != nil || code == stillActive
}
