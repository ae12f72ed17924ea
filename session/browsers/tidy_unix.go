//go:build unix

package browsers

import (
	"os"

	"golang.org/x/sys/unix"
)

// The bytes of a store that SQLite locks (https://www.sqlite.org/lockingv3.html): whoever holds them all is alone with it.
const (
	lockFirst = 0x40000000
	lockBytes = 512
)

// tidy takes away the files that SQLite made beside a store in order to read it: the index of the log, and the log where it is empty.
// It does so as SQLite itself would, alone with the store; when another program has come meanwhile, they are its own by now.
func tidy(store string, there map[string]bool) {
	made := madeSince(store, there)
	if len(made) == 0 {
		return
	}
	fd, err := unix.Open(store, unix.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(fd) }() // and with it the lock
	alone := unix.Flock_t{Type: unix.F_WRLCK, Start: lockFirst, Len: lockBytes}
	if unix.FcntlFlock(uintptr(fd), unix.F_SETLK, &alone) != nil {
		return
	}
	for _, path := range made {
		_ = os.Remove(path)
	}
}
