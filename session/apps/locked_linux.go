package apps

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// tableLimit bounds what is read of the kernel's tables of locks and of mounts: about 200,000 locks.
const tableLimit = 16 << 20

func locked(path string) (bool, error) { return lockedIn(procFolder, path, os.Getpid()) }

// lockedIn looks the file up in the kernel's table of locks; proc is where proc(5) is mounted.
func lockedIn(proc, path string, own int) (bool, error) {
	var stat unix.Statx_t
	const mask = unix.STATX_TYPE | unix.STATX_INO | unix.STATX_MNT_ID
	err := unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW|unix.AT_NO_AUTOMOUNT, mask, &stat)
	if err != nil {
		return false, &os.PathError{Op: "statx", Path: path, Err: err}
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return false, nil
	}
	table, err := head(filepath.Join(proc, "locks"), tableLimit)
	if err != nil {
		return false, err
	}
	devices := []device{{stat.Dev_major, stat.Dev_minor}}
	for _, lock := range parseLocks(table) {
		if lock.inode != stat.Ino || lock.pid == own || !lock.excludes() {
			continue
		}
		if len(devices) == 1 {
			devices = append(devices, mountDevice(proc, stat.Mnt_id)...)
		}
		for _, known := range devices {
			if lock.on == known {
				return true, nil
			}
		}
	}
	return false, nil
}

// device is a file system as the kernel numbers it.
type device struct{ major, minor uint32 }

// fileLock is one lock of /proc/locks.
type fileLock struct {
	kind  string // FLOCK POSIX OFDLCK LEASE DELEG ACCESS
	write bool
	pid   int // -1 where the kernel does not tell
	on    device
	inode uint64
}

// excludes tells a lock that a program took to have the file for itself. A read lock of fcntl is held for moments by
// everybody who reads a database; one of flock is an app's sign that it is at work, whichever kind it is. Leases only ask to be
// told of others.
func (l fileLock) excludes() bool {
	return l.kind == "FLOCK" || l.write && (l.kind == "POSIX" || l.kind == "OFDLCK")
}

// parseLocks reads /proc/locks, whose lines are "1: POSIX  ADVISORY  WRITE 3048 08:01:1234567 0 EOF"; who waits for a lock has
// a line with "->", which is no lock. What makes no sense is left out.
func parseLocks(table []byte) []fileLock {
	var found []fileLock
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[1] == "->" {
			continue
		}
		lock := fileLock{kind: fields[1], write: fields[3] == "WRITE"}
		pid, err := strconv.Atoi(fields[4])
		place := strings.Split(fields[5], ":")
		if err != nil || len(place) != 3 {
			continue
		}
		lock.pid = pid
		var ok bool
		if lock.on, ok = parseDevice(place[0], place[1], 16); !ok {
			continue
		}
		if lock.inode, err = strconv.ParseUint(place[2], 10, 64); err == nil {
			found = append(found, lock)
		}
	}
	return found
}

func parseDevice(major, minor string, base int) (device, bool) {
	high, errHigh := strconv.ParseUint(major, base, 32)
	low, errLow := strconv.ParseUint(minor, base, 32)
	return device{uint32(high), uint32(low)}, errHigh == nil && errLow == nil
}

// mountDevice finds the number that the kernel itself uses for the file system of a mount; Btrfs shows another one for each of
// its parts. Lines of mountinfo are "36 35 98:0 /root /mount options…".
func mountDevice(proc string, mount uint64) []device {
	table, err := head(filepath.Join(proc, "self", "mountinfo"), tableLimit)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] != strconv.FormatUint(mount, 10) {
			continue
		}
		major, minor, _ := strings.Cut(fields[2], ":")
		if found, ok := parseDevice(major, minor, 10); ok {
			return []device{found}
		}
	}
	return nil
}
