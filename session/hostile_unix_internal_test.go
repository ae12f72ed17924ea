//go:build unix

package session

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"latchkey/session/internal/atomicfile"
)

// stranger is the second user of these tests: nobody, the lone one that every system has.
const stranger = 65534

// needRoot is for what only the administrator can prepare: files of another user, and being another user.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		return
	}
	if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
		t.Fatal("this part needs the administrator, and LATCHKEY_REQUIRE_PARTS=1")
	}
	t.Skip("this part needs the administrator")
}

// asStranger runs the calling test once more as the second user, in a folder that belongs to them and in which prepare, as the
// administrator, has put things; nil: nothing, and then any user but the administrator is a second one already. It reports whether this is
// that second run, and then where.
func asStranger(t *testing.T, prepare func(own string) error) (own string, second bool) {
	t.Helper()
	const variable = "LATCHKEY_TEST_STRANGER"
	if own := os.Getenv(variable); own != "" {
		return own, true
	}
	if prepare == nil {
		if os.Geteuid() != 0 {
			return t.TempDir(), true
		}
		prepare = func(string) error { return nil }
	}
	needRoot(t)
	home, err := os.MkdirTemp("", "latchkey-stranger-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	// The test's own program may lie where the second user may not look.
	program, own := filepath.Join(home, "session.test"), filepath.Join(home, "own")
	data, err := os.ReadFile(os.Args[0])
	err = errors.Join(err, os.WriteFile(program, data, 0o700), os.Mkdir(own, 0o700), os.Chmod(program, 0o755), os.Chmod(home, 0o755))
	if err := errors.Join(err, prepare(own), os.Chown(own, stranger, stranger)); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program, "-test.run=^"+t.Name()+"$", "-test.v")
	child.Dir = own
	child.Env = []string{variable + "=" + own, "TMPDIR=" + own}
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: stranger, Gid: stranger}}
	output, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "--- PASS: "+t.Name()) {
		t.Fatalf("as the second user: %v\n%s", err, output)
	}
	return "", false
}

// object is something hostile that lies in the place of a file. prepare finds the place free and the victim as a private file.
type object struct {
	name    string
	reason  atomicfile.Reason
	root    bool // only the administrator can make it
	prepare func(path, victim string) error
}

func objects() []object {
	return []object{
		{"link", atomicfile.IsLink, false, func(path, victim string) error { return os.Symlink(victim, path) }},
		{"dangling link", atomicfile.IsLink, false, func(path, victim string) error { return os.Symlink(victim+"2", path) }},
		{"link to a folder", atomicfile.IsLink, false, func(path, victim string) error { return os.Symlink(filepath.Dir(victim), path) }},
		{"hard link", atomicfile.HardLinked, false, func(path, victim string) error { return os.Link(victim, path) }},
		{"folder", atomicfile.IsFolder, false, func(path, _ string) error { return os.Mkdir(path, 0o700) }},
		{"pipe", atomicfile.IsFIFO, false, func(path, _ string) error { return syscall.Mkfifo(path, 0o600) }},
		{"socket", atomicfile.IsSpecial, false, makeSocket},
		{"device", atomicfile.IsSpecial, true, makeDevice},
		{"foreign owner", atomicfile.ForeignOwner, true, func(path, _ string) error {
			return errors.Join(os.WriteFile(path, []byte("foreign"), 0o600), os.Chown(path, stranger, stranger))
		}},
	}
}

func makeSocket(path, _ string) error {
	handle, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	defer func() { _ = syscall.Close(handle) }()
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	// The address of a socket is short.
	defer func() { _ = os.Chdir(here) }()
	if err := os.Chdir(filepath.Dir(path)); err != nil {
		return err
	}
	return syscall.Bind(handle, &syscall.SockaddrUnix{Name: filepath.Base(path)})
}

// makeDevice makes the null device, which does no harm to whoever opens it after all.
func makeDevice(path, _ string) error {
	number := 1<<8 | 3
	if runtime.GOOS == "darwin" {
		number = 3<<24 | 2
	}
	return syscall.Mknod(path, syscall.S_IFCHR|0o600, number)
}

// placeCase is a folder that is not to be trusted. prepare finds a good one.
type placeCase struct {
	name    string
	reason  atomicfile.Reason
	root    bool
	prepare func(folder string) error
}

func places() []placeCase {
	return []placeCase{
		{"open to all", atomicfile.FolderWritable, false, func(folder string) error { return os.Chmod(folder, 0o777) }},
		{"open to all, sticky", atomicfile.FolderWritable, false, func(folder string) error { return os.Chmod(folder, 0o777|os.ModeSticky) }},
		{"open to a group", atomicfile.FolderWritable, true, func(folder string) error {
			return errors.Join(os.Chmod(folder, 0o770), os.Chown(folder, -1, os.Getegid()))
		}},
		{"foreign", atomicfile.FolderForeign, true, func(folder string) error { return os.Chown(folder, stranger, stranger) }},
		{"a link", atomicfile.FolderIsLink, false, func(folder string) error {
			return errors.Join(os.Rename(folder, folder+".real"), os.Symlink(folder+".real", folder))
		}},
		{"a file", atomicfile.NotFolder, false, func(folder string) error {
			return errors.Join(os.Rename(folder, folder+".real"), os.WriteFile(folder, []byte("file"), 0o600))
		}},
		{"a pipe", atomicfile.NotFolder, false, func(folder string) error {
			return errors.Join(os.Rename(folder, folder+".real"), syscall.Mkfifo(folder, 0o600))
		}},
	}
}

// snapshot tells every file below a folder: mode, owner, number of names, size, time and content. Two equal ones mean that
// nothing was touched.
func snapshot(t *testing.T, root string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		stat, _ := info.Sys().(*syscall.Stat_t)
		all.WriteString(strings.Join([]string{strings.TrimPrefix(path, root), info.Mode().String(), info.ModTime().String()}, " "))
		all.WriteString(" " + strings.Repeat("n", int(stat.Nlink)) + " " + strings.Repeat("u", int(stat.Uid%7)))
		if info.Mode().IsRegular() {
			data, _ := os.ReadFile(path)
			all.WriteString(strconv.Quote(string(data)))
		}
		all.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
