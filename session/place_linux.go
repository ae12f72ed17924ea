package session

import (
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// mountsLimit bounds what is read of the table of mounts: some ten thousand.
const mountsLimit = 4 << 20

// placeOf asks which mount a path lies on, and the kernel's table what that is; the file system itself, which may be one that does
// not answer, is asked only where the table does not tell.
func placeOf(path string) (Place, error) {
	var stat unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, path, unix.AT_STATX_DONT_SYNC|unix.AT_NO_AUTOMOUNT, unix.STATX_MNT_ID, &stat); err != nil {
		return Place{}, &fs.PathError{Op: "statx", Path: path, Err: err}
	}
	if stat.Mask&unix.STATX_MNT_ID != 0 {
		if place, ok := mountedPlace(readMounts(), stat.Mnt_id); ok {
			return place, nil
		}
	}
	var about unix.Statfs_t
	if err := unix.Statfs(path, &about); err != nil {
		return Place{}, &fs.PathError{Op: "statfs", Path: path, Err: err}
	}
	kind := magicKinds[uint32(about.Type)] //nolint:gosec // G115: the kernel's numbers have 32 bits
	return Place{Network: isNetworkKind(kind), Kind: kind, ReadOnly: about.Flags&unix.ST_RDONLY != 0}, nil
}

func readMounts() string {
	file, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	text, _ := io.ReadAll(io.LimitReader(file, mountsLimit))
	return string(text)
}

// mountedPlace finds a mount by its number in /proc/self/mountinfo, whose lines are
// "36 35 98:0 /root /mount rw,noatime master:1 - ext3 /dev/root rw,errors=continue": behind the dash come the kind and
// what is set for all mounts of that file system.
func mountedPlace(table string, mount uint64) (Place, bool) {
	number := strconv.FormatUint(mount, 10)
	for line := range strings.Lines(table) {
		id, _, _ := strings.Cut(line, " ")
		if id != number {
			continue
		}
		one, all, found := strings.Cut(line, " - ")
		here, whole := strings.Fields(one), strings.Fields(all)
		if !found || len(here) < 6 || len(whole) < 1 {
			return Place{}, false
		}
		place := Place{Kind: whole[0], Network: isNetworkKind(whole[0]), ReadOnly: hasOption(here[5], "ro")}
		if len(whole) >= 3 && hasOption(whole[len(whole)-1], "ro") {
			place.ReadOnly = true
		}
		return place, true
	}
	return Place{}, false
}

func hasOption(options, wanted string) bool {
	for option := range strings.SplitSeq(options, ",") {
		if option == wanted {
			return true
		}
	}
	return false
}

// magicKinds are the numbers of statfs(2).
var magicKinds = map[uint32]string{
	unix.NFS_SUPER_MAGIC: "nfs", 0xff534d42: "cifs", 0xfe534d42: "smb2", unix.SMB_SUPER_MAGIC: "smbfs", unix.CODA_SUPER_MAGIC: "coda",
	unix.AFS_SUPER_MAGIC: "afs", unix.V9FS_MAGIC: "9p", unix.CEPH_SUPER_MAGIC: "ceph",
	0x0bd00bd0:            "lustre", //nolint:misspell // its name
	0x65735546:            "fuse",
	unix.EXT4_SUPER_MAGIC: "ext4", unix.XFS_SUPER_MAGIC: "xfs", unix.BTRFS_SUPER_MAGIC: "btrfs", unix.TMPFS_MAGIC: "tmpfs",
	unix.OVERLAYFS_SUPER_MAGIC: "overlay", unix.MSDOS_SUPER_MAGIC: "vfat", unix.SQUASHFS_MAGIC: "squashfs", unix.ISOFS_SUPER_MAGIC: "iso9660",
}
