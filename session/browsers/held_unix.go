//go:build unix

package browsers

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// isHeldOpen tells whether another program holds a lock on a file, as Firefox does on .parentlock while it runs. Asking takes none, and
// the system forgets a lock with the program that had it. What is no ordinary file is held by nobody.
func isHeldOpen(path string) (bool, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if isAbsent(err) || errors.Is(err, unix.ELOOP) {
		return false, nil
	}
	if err != nil {
		return false, &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer func() { _ = unix.Close(fd) }()
	question := unix.Flock_t{Type: unix.F_WRLCK}
	if err := unix.FcntlFlock(uintptr(fd), unix.F_GETLK, &question); err != nil {
		return false, &os.PathError{Op: "fcntl", Path: path, Err: err}
	}
	return question.Type != unix.F_UNLCK, nil
}
