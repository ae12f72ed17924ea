//go:build linux

package apps

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

func TestParseLocks(t *testing.T) {
	const table = `1: POSIX  ADVISORY  WRITE 3048 08:01:1234567 0 EOF
1: -> POSIX  ADVISORY  WRITE 3050 08:01:1234567 0 EOF
2: FLOCK  ADVISORY  READ  -1 00:2a:99 0 EOF
3: OFDLCK ADVISORY  READ  77 103:02:5 0 10
4: LEASE  ACTIVE    WRITE 77 103:02:5 0 EOF
5: POSIX  ADVISORY  WRITE x 08:01:1 0 EOF
6: POSIX  ADVISORY  WRITE 1 08:01 0 EOF
7: POSIX  ADVISORY  WRITE 1 08:zz:1 0 EOF
8: POSIX
`
	want := []fileLock{
		{"POSIX", true, 3048, device{8, 1}, 1234567},
		{"FLOCK", false, -1, device{0, 42}, 99},
		{"OFDLCK", false, 77, device{0x103, 2}, 5},
		{"LEASE", true, 77, device{0x103, 2}, 5},
	}
	got := parseLocks([]byte(table))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("got %v", got)
	}
	if !got[0].excludes() || !got[1].excludes() || got[2].excludes() || got[3].excludes() {
		t.Error("the wrong locks exclude")
	}
}

func FuzzLocks(f *testing.F) {
	f.Add([]byte("1: POSIX  ADVISORY  WRITE 3048 08:01:1234567 0 EOF\n"))
	f.Fuzz(func(t *testing.T, table []byte) {
		for _, lock := range parseLocks(table) {
			if lock.kind == "" || lock.kind == "->" {
				t.Fatalf("%+v", lock)
			}
		}
	})
}

// Btrfs numbers its parts otherwise than the kernel's table of locks does.
func TestTheDeviceOfTheMountCountsToo(t *testing.T) {
	path, proc := filepath.Join(t.TempDir(), "file"), t.TempDir()
	var stat unix.Statx_t
	err := errors.Join(os.WriteFile(path, nil, 0o600), os.Mkdir(filepath.Join(proc, "self"), 0o700),
		unix.Statx(unix.AT_FDCWD, path, 0, unix.STATX_INO|unix.STATX_MNT_ID, &stat))
	if err != nil {
		t.Fatal(err)
	}
	look := func(on string, inode uint64, pid int, mount uint64) bool {
		lock := fmt.Sprintf("1: FLOCK  ADVISORY  WRITE %d %s:%d 0 EOF\n", pid, on, inode)
		info := fmt.Sprintf("%d 1 7:200 / / rw - btrfs /dev/x rw\n", mount)
		if err := errors.Join(os.WriteFile(filepath.Join(proc, "locks"), []byte(lock), 0o600),
			os.WriteFile(filepath.Join(proc, "self", "mountinfo"), []byte(info), 0o600)); err != nil {
			t.Fatal(err)
		}
		held, err := lockedIn(proc, path, 42)
		if err != nil {
			t.Fatal(err)
		}
		return held
	}
	for what, c := range map[string][2]bool{
		"the mount's device":         {look("07:c8", stat.Ino, 1, stat.Mnt_id), true},
		"the file's own device":      {look(fmt.Sprintf("%02x:%02x", stat.Dev_major, stat.Dev_minor), stat.Ino, -1, 0), true},
		"a device of another mount":  {look("07:c8", stat.Ino, 1, stat.Mnt_id+1), false},
		"another file on the device": {look("07:c8", stat.Ino+1, 1, stat.Mnt_id), false},
		"this program's own lock":    {look("07:c8", stat.Ino, 42, stat.Mnt_id), false},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %v", what, c[0])
		}
	}
	if err := os.Remove(filepath.Join(proc, "locks")); err != nil {
		t.Fatal(err)
	}
	if _, err := lockedIn(proc, path, 1); err == nil {
		t.Error("without a table of locks there is an answer")
	}
}
