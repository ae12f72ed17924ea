//go:build unix

package session

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// TestAFullDiskKeepsTheOriginal runs itself as a child whose files may not grow beyond 4 KiB, as if the disk were full.
func TestAFullDiskKeepsTheOriginal(t *testing.T) {
	const part = "LATCHKEY_TEST_CHILD"
	large := bytes.Repeat([]byte("0123456789"), 2000)
	if os.Getenv(part) == "full disk" {
		putAsideOnFullDisk(t, os.Getenv("FOLDER"))
		return
	}
	w := &world{t: t, folder: t.TempDir()}
	w.fill("old ")
	if err := os.WriteFile(w.sources()[0].Path, large, 0o600); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestAFullDiskKeepsTheOriginal$")
	child.Env = append(os.Environ(), part+"=full disk", "FOLDER="+w.folder)
	if output, err := child.CombinedOutput(); err != nil {
		t.Fatalf("child: %v\n%s", err, output)
	}
	if data, err := os.ReadFile(w.sources()[0].Path); err != nil || !bytes.Equal(data, large) {
		t.Fatalf("the original holds %d bytes, %v", len(data), err)
	}
	if got := w.contents(); len(got) != 2 || got[0] != "aside old state/two" {
		t.Fatalf("got %.60q", got)
	}
	w.wantWhole(w.backups(0))
}

func putAsideOnFullDisk(t *testing.T, folder string) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var usual syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
	full := usual
	full.Cur = 4096
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual) }() // the coverage report is larger
	w := &world{t: t, folder: folder, across: true}
	_, results, err := w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
	if err != nil || results[0].Result != ResultFailed || results[1].Result != ResultDone {
		t.Fatalf("%+v, %v", results, err)
	}
}

func TestFilesMoveBetweenRealFileSystems(t *testing.T) {
	here, there := t.TempDir(), memoryFolder(t)
	path := filepath.Join(here, "one")
	err := errors.Join(os.WriteFile(path, []byte("old"), 0o600), os.Symlink("nowhere", path+".link"))
	if err != nil {
		t.Fatal(err)
	}
	probe := filepath.Join(here, "probe")
	if err := os.WriteFile(probe, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(probe, filepath.Join(there, "probe")); !errors.Is(err, syscall.EXDEV) {
		t.Skip("there is only one file system here; the simulated crossing is tested elsewhere")
	}
	b := NewBackups(filepath.Join(there, "backups"), BackupOptions{})
	backup, results, err := b.Create(t.Context(), BackupRequest{Items: []BackupSource{{Path: path}, {Path: path + ".link"}}})
	if err != nil || results[0].Result != ResultDone || results[1].Result != ResultDone {
		t.Fatalf("%+v, %v", results, err)
	}
	if exists(path) || exists(path+".link") {
		t.Fatal("the originals are still there")
	}
	if _, _, err := b.Restore(t.Context(), RestoreRequest{ID: backup.ID}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	target, linkErr := os.Readlink(path + ".link")
	if string(data) != "old" || target != "nowhere" || err != nil || linkErr != nil {
		t.Fatalf("%q %q %v %v", data, target, err, linkErr)
	}
}
