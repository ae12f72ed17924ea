//go:build unix

package atomicfile

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// keep goes from what needs most rights to what takes them away: a change of owner drops set-user bits, and a read-only file takes
// no attributes. An access list comes after the mode, which it repeats and refines.
func keep(original, copied *os.File, info fs.FileInfo) ([]string, error) {
	keepOwner(copied.Chown, info)
	lost := copyAttributes(original, copied, func(name string) bool { return !isAccessList(name) })
	if err := copied.Chmod(info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)); err != nil {
		return nil, err
	}
	lost = append(lost, copyAttributes(original, copied, isAccessList)...)
	return lost, keepTimes(copied.Name(), info)
}

// keepOwner tries both, then the group alone: only the administrator gives files away.
func keepOwner(chown func(uid, gid int) error, info fs.FileInfo) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if ok && chown(int(stat.Uid), int(stat.Gid)) != nil {
		_ = chown(-1, int(stat.Gid))
	}
}

func keepLink(path string, info fs.FileInfo) {
	keepOwner(func(uid, gid int) error { return os.Lchown(path, uid, gid) }, info)
	_ = keepTimes(path, info)
}

// keepTimes is exact to the nanosecond and never follows a link.
func keepTimes(path string, info fs.FileInfo) error {
	times := []unix.Timespec{unix.NsecToTimespec(readAt(info).UnixNano()), unix.NsecToTimespec(info.ModTime().UnixNano())}
	return unix.UtimesNanoAt(unix.AT_FDCWD, path, times, unix.AT_SYMLINK_NOFOLLOW)
}
