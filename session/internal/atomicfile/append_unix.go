//go:build unix

package atomicfile

import (
	"errors"
	"os"
	"syscall"
)

func openAppend(path string) (*os.File, error) {
	flags := os.O_CREATE | os.O_RDWR | os.O_APPEND | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	file, err := os.OpenFile(path, flags, 0o600) //nolint:gosec // G304: opening what the caller names, without following links, is the job
	if errors.Is(err, syscall.ELOOP) {
		return nil, &RefusedError{Path: path, Reason: IsLink, Err: err}
	}
	return file, err
}
