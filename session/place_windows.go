package session

import (
	"io/fs"

	"golang.org/x/sys/windows"
)

// readOnlyVolume is FILE_READ_ONLY_VOLUME of GetVolumeInformation.
const readOnlyVolume = 0x00080000

func placeOf(path string) (Place, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Place{}, &fs.PathError{Op: "look at", Path: path, Err: err}
	}
	if _, err := windows.GetFileAttributes(name); err != nil {
		return Place{}, &fs.PathError{Op: "look at", Path: path, Err: err}
	}
	root := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(name, &root[0], uint32(len(root))); err != nil { //nolint:gosec // G115: a constant
		return Place{}, &fs.PathError{Op: "find the volume of", Path: path, Err: err}
	}
	place := Place{Network: windows.GetDriveType(&root[0]) == windows.DRIVE_REMOTE}
	var kind [windows.MAX_PATH + 1]uint16
	var flags uint32
	if windows.GetVolumeInformation(&root[0], nil, 0, nil, nil, &flags, &kind[0], uint32(len(kind))) == nil {
		place.Kind, place.ReadOnly = windows.UTF16ToString(kind[:]), flags&readOnlyVolume != 0
	}
	return place, nil
}

// troubles lists what Windows says.
func troubles() []troubleRow {
	return []troubleRow{
		{Full, "", windows.ERROR_DISK_FULL},
		{Full, "", windows.ERROR_HANDLE_DISK_FULL},
		{Full, "", windows.ERROR_DISK_QUOTA_EXCEEDED},
		{ReadOnly, "", windows.ERROR_WRITE_PROTECT},
		{NoLocks, lockOp, windows.ERROR_NOT_SUPPORTED},
		{NoLocks, lockOp, windows.ERROR_INVALID_FUNCTION},
		{Stale, "", windows.ERROR_BAD_NETPATH},
		{Stale, "", windows.ERROR_BAD_NET_NAME},
		{Stale, "", windows.ERROR_NETNAME_DELETED},
		{Stale, "", windows.ERROR_UNEXP_NET_ERR},
		{Stale, "", windows.ERROR_NETWORK_UNREACHABLE},
		{Denied, "", fs.ErrPermission},
	}
}
