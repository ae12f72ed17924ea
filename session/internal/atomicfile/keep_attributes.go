//go:build linux || darwin

package atomicfile

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// maxAttribute bounds one attribute; Linux allows 64 KiB, macOS a little more for a resource fork.
const maxAttribute = 1 << 24

// copyAttributes copies the extended attributes that pick chooses, and returns the names of those that matter and failed.
func copyAttributes(original, copied *os.File, pick func(name string) bool) (lost []string) {
	from, to := int(original.Fd()), int(copied.Fd())
	for _, name := range attributeNames(from) {
		if !pick(name) {
			continue
		}
		value, err := attribute(from, name)
		if err == nil {
			err = unix.Fsetxattr(to, name, value, 0)
		}
		if err != nil && attributeMatters(name) {
			lost = append(lost, name)
		}
	}
	return lost
}

// attributeNames is empty where the file system has none.
func attributeNames(fd int) []string {
	size, err := unix.Flistxattr(fd, nil)
	if err != nil || size <= 0 || size > maxAttribute {
		return nil
	}
	names := make([]byte, size)
	if size, err = unix.Flistxattr(fd, names); err != nil {
		return nil
	}
	return slices.DeleteFunc(strings.Split(string(names[:size]), "\x00"), func(name string) bool { return name == "" })
}

func attribute(fd int, name string) ([]byte, error) {
	size, err := unix.Fgetxattr(fd, name, nil)
	if err != nil || size == 0 {
		return nil, err
	}
	if size > maxAttribute {
		return nil, unix.E2BIG
	}
	value := make([]byte, size)
	size, err = unix.Fgetxattr(fd, name, value)
	return value[:max(size, 0)], err
}

// attributesOf writes them down for a comparison. A link has none that matter.
func attributesOf(path string) string {
	file, _, err := Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }()
	fd := int(file.Fd())
	names := slices.DeleteFunc(attributeNames(fd), func(name string) bool { return !attributeMatters(name) })
	slices.Sort(names)
	var all strings.Builder
	for _, name := range names {
		value, err := attribute(fd, name)
		fmt.Fprintf(&all, "%q=%q %v\n", name, value, err)
	}
	return all.String()
}
