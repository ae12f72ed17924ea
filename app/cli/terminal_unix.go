//go:build unix

package cli

import (
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// IsTerminal says whether a person can be asked at this file. /dev/null is a
// character device as well, but nobody sits there.
func IsTerminal(file *os.File) bool {
	_, err := unix.IoctlGetWinsize(int(file.Fd()), unix.TIOCGWINSZ)
	return err == nil
}

// canRedraw says whether lines on a terminal can be taken back; a dumb one, by
// the name that terminals have in TERM, cannot.
func canRedraw(_ io.Writer, terminal string) bool { return terminal != "" && terminal != "dumb" }
