package session

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

func placeOf(path string) (Place, error) {
	var about unix.Statfs_t
	if err := unix.Statfs(path, &about); err != nil {
		return Place{}, &fs.PathError{Op: "statfs", Path: path, Err: err}
	}
	return Place{
		Kind: unix.ByteSliceToString(about.Fstypename[:]), Network: about.Flags&unix.MNT_LOCAL == 0,
		ReadOnly: about.Flags&unix.MNT_RDONLY != 0,
	}, nil
}
