package atomicfile

import (
	"io/fs"
	"os"
)

// Open opens the regular file at path for reading, neither following a link nor, where the system allows that, changing the time of
// its last reading. Anything else than a regular file is a *RefusedError.
func Open(path string) (*os.File, fs.FileInfo, error) {
	file, err := openQuiet(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = refuseKind(path, info)
	}
	if err != nil {
		_ = file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// Keep gives a copy what the original has beside its content: owner and group as far as this user may set them, extended
// attributes and access lists, mode, and times. copied is open for writing. lost names the attributes that mattered and could not be
// kept, such as "user.note", because the file system of the copy has none. Not kept: what the security modules of the system
// set by themselves; the access lists of macOS; alternate data streams of Windows.
func Keep(original, copied *os.File, info fs.FileInfo) (lost []string, err error) {
	return keep(original, copied, info)
}

// KeepLink does for a link that was made anew what can be done: owner and time, as far as possible.
func KeepLink(path string, info fs.FileInfo) { keepLink(path, info) }

// SameAttributes reports whether two files have the same extended attributes and access lists, of those that Keep tells when they are
// lost. Where the system has none, they are the same.
func SameAttributes(one, other string) bool { return attributesOf(one) == attributesOf(other) }
