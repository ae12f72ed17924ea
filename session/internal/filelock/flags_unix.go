//go:build unix

package filelock

import (
	"os"
	"syscall"
)

// openFlags keep the lock file from being a link to, or a pipe of, somebody else.
const openFlags = os.O_CREATE | os.O_RDWR | syscall.O_NOFOLLOW | syscall.O_NONBLOCK
