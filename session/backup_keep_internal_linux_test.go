package session

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// accessList is a POSIX access list as the kernel keeps it: owner rw, user nobody r, group none, mask r, others none.
func accessList() []byte {
	list := binary.LittleEndian.AppendUint32(nil, 2)
	for _, entry := range []struct {
		tag, perm uint16
		id        uint32
	}{{0x01, 6, ^uint32(0)}, {0x02, 4, stranger}, {0x04, 0, ^uint32(0)}, {0x10, 4, ^uint32(0)}, {0x20, 0, ^uint32(0)}} {
		list = binary.LittleEndian.AppendUint16(list, entry.tag)
		list = binary.LittleEndian.AppendUint16(list, entry.perm)
		list = binary.LittleEndian.AppendUint32(list, entry.id)
	}
	return list
}

// twoDisks are folders on two real file systems, both with extended attributes.
func twoDisks(t *testing.T) (here, there string) {
	t.Helper()
	here, there = t.TempDir(), memoryFolder(t)
	probe := filepath.Join(here, "probe")
	err := os.WriteFile(probe, nil, 0o600)
	if err == nil {
		err = os.Rename(probe, filepath.Join(there, "probe"))
	}
	if errors.Is(err, syscall.EXDEV) {
		return here, there
	}
	if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
		t.Fatalf("the temporary folder and /dev/shm are one file system, and LATCHKEY_REQUIRE_PARTS=1 (%v)", err)
	}
	t.Skipf("there is only one file system here: %v", err)
	return "", ""
}

// everything tells all that is to be kept of a file.
func everything(t *testing.T, path string) string {
	t.Helper()
	var stat unix.Stat_t
	if err := unix.Lstat(path, &stat); err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("mode %o owner %d:%d read %v written %v", stat.Mode, stat.Uid, stat.Gid, stat.Atim, stat.Mtim)
	for _, name := range []string{"user.origin", "user.empty", "user.large", "system.posix_acl_access"} {
		value := make([]byte, 4096)
		size, err := unix.Lgetxattr(path, name, value)
		all += fmt.Sprintf("\n%s %v %.60q", name, err, value[:max(size, 0)])
	}
	data, err := os.ReadFile(path)
	return all + fmt.Sprintf("\n%s %v", data, err)
}

// dress gives a file one of everything. The time is to the nanosecond.
func dress(t *testing.T, path string, mode uint32) {
	t.Helper()
	times := []unix.Timespec{{Sec: 1700000000, Nsec: 123456789}, {Sec: 1600000000, Nsec: 987654321}}
	err := errors.Join(
		os.WriteFile(path, []byte("content"), 0o600),
		unix.Lsetxattr(path, "user.origin", []byte("https://example.test/\x00\xff"), 0),
		unix.Lsetxattr(path, "user.empty", nil, 0),
		unix.Lsetxattr(path, "user.large", []byte(strings.Repeat("x", 2000)), 0),
		unix.Chmod(path, mode),
		unix.Lsetxattr(path, "system.posix_acl_access", accessList(), 0),
		unix.UtimesNanoAt(unix.AT_FDCWD, path, times, 0),
	)
	if os.Geteuid() == 0 {
		err = errors.Join(err, os.Chown(path, 0, stranger), unix.UtimesNanoAt(unix.AT_FDCWD, path, times, 0))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestEverythingThatBelongsToAFileIsKept(t *testing.T) {
	here, there := twoDisks(t)
	for name, folder := range map[string]string{"by rename": here, "by copy": there} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(here, "app", "file")
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			dress(t, path, 0o400)
			before := everything(t, path)
			dress(t, path, 0o400) // looking has changed when it was read
			b := NewBackups(filepath.Join(folder, "backups"), BackupOptions{})
			backup, results, err := b.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: path, Strict: true}}})
			if err != nil || results[0].Result != ResultDone || results[0].Detail != "" {
				t.Fatalf("%+v, %v", results, err)
			}
			if aside := everything(t, b.stored(backup.ID, 0)); aside != before {
				t.Errorf("before:\n%s\nput aside:\n%s", before, aside)
			}
			dressTimes(t, b.stored(backup.ID, 0))
			if _, results, err = b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil || results[0].Detail != "" {
				t.Fatalf("%+v, %v", results, err)
			}
			if after := everything(t, path); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// dressTimes undoes what this test's own reading did.
func dressTimes(t *testing.T, path string) {
	t.Helper()
	times := []unix.Timespec{{Sec: 1700000000, Nsec: 123456789}, {Sec: 1600000000, Nsec: 987654321}}
	if err := unix.UtimesNanoAt(unix.AT_FDCWD, path, times, 0); err != nil {
		t.Fatal(err)
	}
}

func TestALinkKeepsItsTimeOnAnotherDisk(t *testing.T) {
	here, there := twoDisks(t)
	path := filepath.Join(here, "link")
	at := []unix.Timespec{{Sec: 1700000000}, {Sec: 1600000000, Nsec: 987654321}}
	if err := errors.Join(os.Symlink("nowhere", path), unix.UtimesNanoAt(unix.AT_FDCWD, path, at, unix.AT_SYMLINK_NOFOLLOW)); err != nil {
		t.Fatal(err)
	}
	b := NewBackups(filepath.Join(there, "backups"), BackupOptions{})
	backup, _, err := b.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: path}}})
	if err == nil {
		_, _, err = b.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	}
	info, statErr := os.Lstat(path)
	if err := errors.Join(err, statErr); err != nil || !info.ModTime().Equal(time.Unix(1600000000, 987654321)) {
		t.Fatalf("%v, %v", info, err)
	}
}

// The same bytes, mode and time with other attributes are not the same file: neither is dropped.
func TestAFileWithoutTheAttributesIsNoTwin(t *testing.T) {
	here, _ := twoDisks(t)
	path := filepath.Join(here, "file")
	dress(t, path, 0o600)
	b := NewBackups(filepath.Join(here, "backups"), BackupOptions{})
	backup, _, err := b.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: path}}})
	if err != nil {
		t.Fatal(err)
	}
	info, _ := os.Lstat(b.stored(backup.ID, 0))
	if err := errors.Join(os.WriteFile(path, []byte("content"), 0o600), os.Chmod(path, info.Mode().Perm()), os.Chtimes(path, time.Time{}, info.ModTime())); err != nil {
		t.Fatal(err)
	}
	_, results, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID})
	if err != nil || results[0].Result != ResultDone || results[0].Backup == "" {
		t.Fatalf("%+v, %v", results, err)
	}
	if got := everything(t, path); !strings.Contains(got, "https://example.test/") {
		t.Errorf("got %s", got)
	}
}

// A disk takes less in attributes than memory does. What does not fit is said, and the file moves all the same.
func TestAttributesThatCannotBeKeptAreSaid(t *testing.T) {
	disk, memory := twoDisks(t)
	path := filepath.Join(memory, "file")
	err := errors.Join(os.WriteFile(path, []byte("content"), 0o600), unix.Lsetxattr(path, "user.large", make([]byte, 60000), 0))
	if err != nil {
		t.Fatal(err)
	}
	b := NewBackups(filepath.Join(disk, "backups"), BackupOptions{})
	backup, results, err := b.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: path, Strict: true}}})
	if err != nil || results[0].Result != ResultDone || results[0].Detail != detailLost {
		t.Fatalf("%+v, %v", results, err)
	}
	if data, err := os.ReadFile(b.stored(backup.ID, 0)); string(data) != "content" || exists(path) {
		t.Fatalf("%q, %v", data, err)
	}
}
