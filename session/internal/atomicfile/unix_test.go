//go:build unix

package atomicfile_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"latchkey/session/internal/atomicfile"
)

func TestStrangeTargetsAreNeitherReadNorReplaced(t *testing.T) {
	cases := map[atomicfile.Reason]func(path, victim string) error{
		atomicfile.IsLink:    func(path, victim string) error { return os.Symlink(victim, path) },
		atomicfile.IsFIFO:    func(path, _ string) error { return syscall.Mkfifo(path, 0o600) },
		atomicfile.IsFolder:  func(path, _ string) error { return os.Mkdir(path, 0o700) },
		atomicfile.IsSpecial: func(path, _ string) error { return makeSocket(path) },
	}
	for reason, prepare := range cases {
		t.Run(string(reason), func(t *testing.T) {
			folder := t.TempDir()
			path, victim := filepath.Join(folder, "file"), filepath.Join(folder, "victim")
			if err := os.WriteFile(victim, []byte("victim"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := prepare(path, victim); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(path)
			_, _, err := atomicfile.ReadRegular(path, 100)
			wantReason(t, err, reason)
			wantReason(t, atomicfile.Write(path, []byte("new"), 0o600), reason)
			after, err := os.Lstat(path)
			if err != nil || after.Mode() != before.Mode() {
				t.Fatalf("the target became %v, %v", after, err)
			}
			if data, _ := os.ReadFile(victim); string(data) != "victim" {
				t.Fatalf("the victim holds %q", data)
			}
			onlyFiles(t, folder, "file", "victim")
		})
	}
}

func TestADanglingLinkIsRefusedToo(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	if err := os.Symlink(filepath.Join(folder, "nowhere"), path); err != nil {
		t.Fatal(err)
	}
	_, _, err := atomicfile.ReadRegular(path, 100)
	wantReason(t, err, atomicfile.IsLink)
	wantReason(t, atomicfile.Write(path, nil, 0o600), atomicfile.IsLink)
	onlyFiles(t, folder, "file")
}

func TestFilesOthersCanReachAreNotRead(t *testing.T) {
	cases := map[string]struct {
		prepare func(path string) error
		reason  atomicfile.Reason
	}{
		"group may read":    {func(path string) error { return os.Chmod(path, 0o640) }, atomicfile.WideMode},
		"everybody may all": {func(path string) error { return os.Chmod(path, 0o666) }, atomicfile.WideMode},
		"second name":       {func(path string) error { return os.Link(path, path+"2") }, atomicfile.HardLinked},
		"foreign owner":     {func(path string) error { return os.Chown(path, os.Geteuid()+1, -1) }, atomicfile.ForeignOwner},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := c.prepare(path); err != nil {
				t.Skipf("this user cannot make such a file: %v", err)
			}
			_, _, err := atomicfile.ReadRegular(path, 100)
			wantReason(t, err, c.reason)
		})
	}
}

func TestMakeFolderRefusesAFolderOthersMayWriteInto(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	if err := atomicfile.MakeFolder(folder); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(folder); info.Mode().Perm() != 0o700 {
		t.Fatalf("mode %v", info.Mode())
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	wantReason(t, atomicfile.MakeFolder(folder), atomicfile.FolderWritable)
	if info, _ := os.Stat(folder); info.Mode().Perm() != 0o777 {
		t.Fatal("the mode was repaired in passing")
	}
}

// The test program runs itself as a child; LATCHKEY_TEST_CHILD says which part it plays.
const childPart = "LATCHKEY_TEST_CHILD"

func TestNextWriterRemovesWhatAKilledOneLeft(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	if os.Getenv(childPart) == "killed" {
		temp := filepath.Join(os.Getenv("FOLDER"), fmt.Sprintf(".latchkey-%d-1.tmp", os.Getpid()))
		_ = os.WriteFile(temp, []byte("half"), 0o600)
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	_, _ = runChild(t, "killed", folder)
	alive := filepath.Join(folder, ".latchkey-"+strconv.Itoa(os.Getppid())+"-1.tmp")
	if err := os.WriteFile(alive, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 2 {
		t.Fatalf("the child left %v", entries)
	}
	if err := atomicfile.Write(path, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	onlyFiles(t, folder, filepath.Base(alive), "file")
}

func TestAFullDiskKeepsTheOldContent(t *testing.T) {
	if os.Getenv(childPart) == "full" {
		signal.Ignore(syscall.SIGXFSZ)
		var usual syscall.Rlimit
		if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
			t.Fatal(err)
		}
		full := usual
		full.Cur = 1000
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
			t.Fatal(err)
		}
		err := atomicfile.Write(filepath.Join(os.Getenv("FOLDER"), "file"), make([]byte, 5000), 0o600)
		_ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual) // the coverage report is larger
		if err == nil {
			t.Fatal("the write went through")
		}
		return
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	old := bytes.Repeat([]byte("old"), 100)
	if err := atomicfile.Write(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if output, err := runChild(t, "full", folder); err != nil {
		t.Fatalf("child: %v\n%s", err, output)
	}
	if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, old) {
		t.Fatalf("the file holds %d bytes, %v", len(data), err)
	}
	onlyFiles(t, folder, "file")
}

func runChild(t *testing.T, part, folder string) ([]byte, error) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), childPart+"="+part, "FOLDER="+folder)
	return child.CombinedOutput()
}

func makeSocket(path string) error {
	if runtime.GOOS == "darwin" && len(path) > 100 {
		path = filepath.Base(path)
	}
	handle, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	defer func() { _ = syscall.Close(handle) }()
	return syscall.Bind(handle, &syscall.SockaddrUnix{Name: path})
}
