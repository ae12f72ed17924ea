package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// openQuiet leaves the time of the last reading alone, which only the owner may ask for.
func openQuiet(path string) (*os.File, error) {
	const flags = os.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC | syscall.O_NOATIME
	file, err := os.OpenFile(path, flags, 0) //nolint:gosec // G304: opening what the caller names, without following links, is the job
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return OpenNoFollow(path)
	}
	return file, err
}

func readAt(info fs.FileInfo) time.Time {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(stat.Atim.Unix())
	}
	return info.ModTime()
}

// isAccessList knows the POSIX access lists, which Linux shows as attributes.
func isAccessList(name string) bool { return strings.HasPrefix(name, "system.posix_acl_") }

// attributeMatters leaves out security.* and trusted.*: the system sets the first itself and lets only the administrator see the second.
func attributeMatters(name string) bool {
	return strings.HasPrefix(name, "user.") || isAccessList(name)
}
