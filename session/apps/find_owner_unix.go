//go:build unix

package apps

import (
	"io/fs"
	"os"
	"syscall"
)

// isOwn tells whether a file or folder belongs to this person.
func isOwn(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// refuseFolder tells why what a name means in this folder is not this person's alone to decide. A group that may write is let
// pass when it is the person's private one (same number, as many Linux systems set it up, with folders of mode 0775).
func refuseFolder(info fs.FileInfo) string {
	stat, ok := info.Sys().(*syscall.Stat_t)
	mode := info.Mode().Perm()
	switch {
	case !ok:
		return whyNoFolder
	case int(stat.Uid) != os.Geteuid():
		return whyForeignFolder
	case mode&0o002 != 0, mode&0o020 != 0 && (stat.Gid != stat.Uid || stat.Uid == 0):
		return whyOpenFolder
	}
	return ""
}
