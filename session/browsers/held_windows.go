package browsers

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// isHeldOpen tells whether another program has a file open and lets nobody write it: so do Chromium with lockfile and Firefox
// with parent.lock while they run.
func isHeldOpen(path string) (bool, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(name, windows.GENERIC_WRITE, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return true, nil
	case isAbsent(err):
		return false, nil
	case err != nil:
		return false, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	_ = windows.CloseHandle(handle)
	return false, nil
}
