//go:build linux && amd64

package endtoend

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// watchedCall says where a system call names what it changes. Places are the
// numbers of its arguments, none is -1.
type watchedCall struct {
	name         string
	fd           int // an open file
	folder, path int // a path, and the folder that it is relative to
	toFolder, to int // a second path
	flags        int // of opening; only what creates or empties counts
	makes, names bool
}

func onOpen(name string, fd int, makes bool) watchedCall {
	return watchedCall{name: name, fd: fd, folder: -1, path: -1, toFolder: -1, to: -1, flags: -1, makes: makes}
}

func onPath(name string, folder, path int, makes bool) watchedCall {
	return watchedCall{name: name, fd: -1, folder: folder, path: path, toFolder: -1, to: -1, flags: -1, makes: makes, names: true}
}

func onTwo(name string, folder, path, toFolder, to int) watchedCall {
	call := onPath(name, folder, path, false)
	call.toFolder, call.to = toFolder, to
	return call
}

func opening(name string, folder, path, flags int) watchedCall {
	call := onPath(name, folder, path, true)
	call.flags = flags
	return call
}

// watchedCalls are the calls that change files, by number.
func watchedCalls() map[uint64]watchedCall {
	return map[uint64]watchedCall{
		unix.SYS_WRITE: onOpen("write", 0, true), unix.SYS_PWRITE64: onOpen("write", 0, true),
		unix.SYS_WRITEV: onOpen("write", 0, true), unix.SYS_PWRITEV: onOpen("write", 0, true), unix.SYS_PWRITEV2: onOpen("write", 0, true),
		unix.SYS_COPY_FILE_RANGE: onOpen("write", 2, true), unix.SYS_SENDFILE: onOpen("write", 0, true), unix.SYS_SPLICE: onOpen("write", 2, true),
		unix.SYS_FALLOCATE: onOpen("write", 0, true),
		unix.SYS_FSYNC:     onOpen("sync", 0, false), unix.SYS_FDATASYNC: onOpen("sync", 0, false),
		unix.SYS_FTRUNCATE: onOpen("truncate", 0, false), unix.SYS_TRUNCATE: onPath("truncate", -1, 0, false),
		unix.SYS_FCHMOD: onOpen("chmod", 0, false), unix.SYS_CHMOD: onPath("chmod", -1, 0, false),
		unix.SYS_FCHMODAT: onPath("chmod", 0, 1, false), unix.SYS_FCHMODAT2: onPath("chmod", 0, 1, false),
		unix.SYS_FCHOWN: onOpen("chown", 0, false), unix.SYS_CHOWN: onPath("chown", -1, 0, false),
		unix.SYS_LCHOWN: onPath("chown", -1, 0, false), unix.SYS_FCHOWNAT: onPath("chown", 0, 1, false),
		unix.SYS_UTIMENSAT: onPath("times", 0, 1, false), unix.SYS_FSETXATTR: onOpen("attribute", 0, true),
		unix.SYS_SETXATTR: onPath("attribute", -1, 0, true), unix.SYS_LSETXATTR: onPath("attribute", -1, 0, true),
		unix.SYS_RENAME: onTwo("rename", -1, 0, -1, 1), unix.SYS_RENAMEAT: onTwo("rename", 0, 1, 2, 3), unix.SYS_RENAMEAT2: onTwo("rename", 0, 1, 2, 3),
		unix.SYS_LINK: onTwo("link", -1, 0, -1, 1), unix.SYS_LINKAT: onTwo("link", 0, 1, 2, 3),
		unix.SYS_UNLINK: onPath("delete", -1, 0, false), unix.SYS_UNLINKAT: onPath("delete", 0, 1, false), unix.SYS_RMDIR: onPath("delete", -1, 0, false),
		unix.SYS_MKDIR: onPath("folder", -1, 0, true), unix.SYS_MKDIRAT: onPath("folder", 0, 1, true),
		unix.SYS_SYMLINK: onPath("link", -1, 1, true), unix.SYS_SYMLINKAT: onPath("link", 1, 2, true),
		unix.SYS_MKNOD: onPath("special", -1, 0, true), unix.SYS_MKNODAT: onPath("special", 0, 1, true),
		unix.SYS_OPEN: opening("create", -1, 0, 1), unix.SYS_OPENAT: opening("create", 0, 1, 2), unix.SYS_CREAT: onPath("create", -1, 0, true),
	}
}

var watched = watchedCalls()

// watchedNumbers is the table as testdata/watched takes it.
func watchedNumbers() string {
	var numbers []string
	for number, call := range watched {
		text := strconv.FormatUint(number, 10)
		if call.flags >= 0 {
			text += ":" + strconv.Itoa(call.flags)
		}
		numbers = append(numbers, text)
	}
	return strings.Join(numbers, ",")
}

// pointOf says whether a call that begins is a point.
func (tr *tracer) pointOf(info ptraceSyscallInfo) (point, bool) {
	call, found := watched[info.nr]
	if !found {
		return point{}, false
	}
	p := point{call: call.name, makes: call.makes, names: call.names}
	var path string
	switch {
	case call.fd >= 0:
		path = tr.opened(info.args[call.fd])
		if call.name == "write" && strings.HasPrefix(path, "socket:") {
			return point{call: "send"}, true
		}
	case call.flags >= 0 && info.args[call.flags]&(unix.O_CREAT|unix.O_TRUNC) == 0:
		return point{}, false
	default:
		path = tr.pathAt(info, call.folder, call.path)
		if call.flags >= 0 && exists(path) {
			p.makes, p.names = false, false // as every lock file after the first time
		}
	}
	inside, isInside := tr.relative(path)
	p.path = inside
	if call.to >= 0 {
		to, alsoInside := tr.relative(tr.pathAt(info, call.toFolder, call.to))
		p.path, isInside = inside+" -> "+to, isInside || alsoInside
	}
	return p, isInside
}

func (tr *tracer) relative(path string) (string, bool) {
	inside, err := filepath.Rel(tr.root, path)
	return inside, err == nil && path != "" && filepath.IsLocal(inside)
}

// opened gives what an open file of the program is.
func (tr *tracer) opened(fd uint64) string {
	path, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tr.main, int32(fd)))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(path, " (deleted)")
}

// pathAt reads a path from the program's memory and makes it absolute.
func (tr *tracer) pathAt(info ptraceSyscallInfo, folder, path int) string {
	text := tr.text(info.args[path])
	if filepath.IsAbs(text) {
		return filepath.Clean(text)
	}
	base := "/proc/" + strconv.Itoa(tr.main) + "/cwd"
	if folder >= 0 && int32(info.args[folder]) != unix.AT_FDCWD {
		return filepath.Join(tr.opened(info.args[folder]), text)
	}
	resolved, err := os.Readlink(base)
	if err != nil {
		return ""
	}
	return filepath.Join(resolved, text)
}

// text reads a string that ends with a zero byte, page by page: the page after
// it may not be there.
func (tr *tracer) text(address uint64) string {
	const page = 4096
	var whole []byte
	for len(whole) < page {
		piece := make([]byte, page-address%page)
		n, err := unix.ProcessVMReadv(tr.main, []unix.Iovec{{Base: &piece[0], Len: uint64(len(piece))}},
			[]unix.RemoteIovec{{Base: uintptr(address), Len: len(piece)}}, 0)
		if err != nil || n <= 0 {
			return ""
		}
		if before, _, found := bytes.Cut(piece[:n], []byte{0}); found {
			return string(append(whole, before...))
		}
		whole = append(whole, piece[:n]...)
		address += uint64(n)
	}
	return ""
}
