package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Reason says why a file is not read or replaced.
type Reason string

// The reasons of a RefusedError.
const (
	IsLink       Reason = "it is a link"
	IsFolder     Reason = "it is a folder"
	IsFIFO       Reason = "it is a named pipe"
	IsSpecial    Reason = "it is a device or a socket"
	ForeignOwner Reason = "it belongs to another user"
	WideMode     Reason = "others may read or write it (its mode must be 0600)"
	HardLinked   Reason = "it has more than one name (hard link)"
	TooLarge     Reason = "it is larger than any file of this kind"
	Unreadable   Reason = "it may not be opened"
)

// RefusedError says that the file at Path is left alone, and why. It does not say that its content is bad.
type RefusedError struct {
	Path   string
	Reason Reason
	Err    error // the cause, may be nil
}

// Error implements error.
func (e *RefusedError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Reason) }

// Unwrap returns the cause.
func (e *RefusedError) Unwrap() error { return e.Err }

// ReadRegular reads the file at path when it is an ordinary file of this user, under one name, closed to others (mode and
// owner are checked where the system has them), and at most limit bytes long. It never follows a link at path and never
// waits for a FIFO. Errors: fs.ErrNotExist, *RefusedError, or what the system said.
func ReadRegular(path string, limit int64) ([]byte, fs.FileInfo, error) {
	file, info, err := OpenRegular(path, limit)
	if err != nil {
		return nil, info, err
	}
	defer func() { _ = file.Close() }()
	data, err := readAll(path, file, limit)
	return data, info, err
}

// OpenRegular is the opening half of ReadRegular, for a file of which only a part is read, or which is read in pieces. The file may
// grow beyond limit while it is read.
func OpenRegular(path string, limit int64) (*os.File, fs.FileInfo, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, nil, err
	}
	if err := refuseKind(path, before); err != nil {
		return nil, before, err
	}
	file, err := OpenNoFollow(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, before, &RefusedError{Path: path, Reason: Unreadable, Err: err}
	}
	if err != nil {
		return nil, before, err
	}
	info, err := file.Stat()
	if err != nil {
		info = before
	} else {
		err = refuse(path, file, info, limit)
	}
	if err != nil {
		_ = file.Close()
		return nil, info, err
	}
	return file, info, nil
}

// refuse looks at the opened file, so that a swap between looking and opening changes nothing.
func refuse(path string, file *os.File, info fs.FileInfo, limit int64) error {
	if err := refuseKind(path, info); err != nil {
		return err
	}
	if reason := checkOwnership(file, info); reason != "" {
		return &RefusedError{Path: path, Reason: reason}
	}
	if info.Size() > limit {
		return &RefusedError{Path: path, Reason: TooLarge}
	}
	return nil
}

// readAll counts again while reading: the file may grow after it was looked at.
func readAll(path string, file io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, &RefusedError{Path: path, Reason: TooLarge}
	}
	return data, nil
}

func refuseKind(path string, info fs.FileInfo) error {
	var reason Reason
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode&fs.ModeSymlink != 0:
		reason = IsLink
	case mode.IsDir():
		reason = IsFolder
	case mode&fs.ModeNamedPipe != 0:
		reason = IsFIFO
	default:
		reason = IsSpecial
	}
	return &RefusedError{Path: path, Reason: reason}
}
