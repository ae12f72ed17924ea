package apps

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// locked asks for the lock that would keep this program from writing; asking takes none.
func locked(path string) (bool, error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ELOOP) {
		return false, nil
	}
	if err != nil {
		return false, &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer func() { _ = unix.Close(fd) }()
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return false, &os.PathError{Op: "stat", Path: path, Err: err}
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return false, nil
	}
	question := unix.Flock_t{Type: unix.F_WRLCK}
	if err := unix.FcntlFlock(uintptr(fd), unix.F_GETLK, &question); err != nil {
		return false, &os.PathError{Op: "fcntl", Path: path, Err: err}
	}
	return question.Type != unix.F_UNLCK && int(question.Pid) != os.Getpid(), nil
}
