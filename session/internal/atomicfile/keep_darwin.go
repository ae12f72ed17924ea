package atomicfile

import (
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

func openQuiet(path string) (*os.File, error) { return OpenNoFollow(path) }

func readAt(info fs.FileInfo) time.Time {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(stat.Atimespec.Unix())
	}
	return info.ModTime()
}

// isAccessList is never true: macOS keeps access lists elsewhere.
func isAccessList(string) bool { return false }

// attributeMatters leaves out what the system alone may set.
func attributeMatters(name string) bool {
	return !strings.HasPrefix(name, "com.apple.system.") && name != "com.apple.provenance" && name != "com.apple.macl"
}
