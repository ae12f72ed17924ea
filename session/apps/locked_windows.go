package apps

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// locked asks for the right that moving a file needs, and nothing more: the content is not opened, and everything is shared with
// others. Asking for no right at all would not be compared with what others share; sharing nothing would also fail for a
// program that only reads and lets the file be moved.
func locked(path string) (bool, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	attributes, err := windows.GetFileAttributes(name)
	if err != nil && !isHeld(err) {
		return false, &fs.PathError{Op: "look at", Path: path, Err: err}
	}
	if err == nil && attributes&(windows.FILE_ATTRIBUTE_REPARSE_POINT|windows.FILE_ATTRIBUTE_DIRECTORY) != 0 {
		return false, nil
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(name, windows.DELETE, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	if isHeld(err) {
		return true, nil
	}
	if err != nil {
		return false, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	_ = windows.CloseHandle(handle)
	return false, nil
}

func isHeld(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
