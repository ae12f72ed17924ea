package session_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"latchkey/session"
)

// alone runs one test of this program again in a mount namespace of its own, where it may mount what it likes. The child's
// propagation is left as it is, because changing it needs a root that is a mount, which that of a chroot is not; what the child
// mounts, it unmounts.
func alone(t *testing.T, test string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v")
	child.Env = append(os.Environ(), childPart+"="+test)
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		child.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		child.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		child.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	output, err := child.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatal("this system lets nobody but root mount, and LATCHKEY_REQUIRE_PARTS=1")
		}
		t.Skip("this system lets nobody but root mount")
	}
	if err != nil || !strings.Contains(string(output), "--- PASS: "+test) {
		t.Fatalf("%v\n%s", err, output)
	}
}

// smallDisk mounts a disk of 64 KiB at a folder.
func smallDisk(t *testing.T, folder string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(folder, 0o700), syscall.Mount("none", folder, "tmpfs", 0, "size=64k,mode=0700")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
}

// wantTrouble checks that an error says what is wrong with a folder.
func wantTrouble(t *testing.T, doing string, err error, want session.Trouble, folder string) {
	t.Helper()
	trouble, path := session.TroubleOf(err)
	if trouble != want || !strings.HasPrefix(path, folder) {
		t.Errorf("%s: %q at %q: %v", doing, trouble, path, err)
	}
}

func TestAFullDiskIsSaidSo(t *testing.T) {
	if os.Getenv(childPart) == "" {
		alone(t, t.Name())
		return
	}
	store := newStore(t)
	folder := filepath.Dir(store.Path())
	smallDisk(t, folder)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(store.Path())
	ballast, err := os.Create(filepath.Join(folder, "ballast"))
	for block := bytes.Repeat([]byte{1}, 512); err == nil; {
		_, err = ballast.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) || ballast.Close() != nil {
		t.Fatal(err)
	}
	wantTrouble(t, "write", store.Write(sampleRecord()), session.Full, folder)
	lock, err := store.Lock(t.Context()) // an empty file needs no block, and its note is done without
	if err != nil || lock.Unlock() != nil {
		t.Errorf("lock: %v", err)
	}
	if after, err := os.ReadFile(store.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the session file changed: %v", err)
	}
	if place, err := session.PlaceOf(store.Path()); err != nil || place != (session.Place{Kind: "tmpfs"}) {
		t.Errorf("%+v, %v", place, err)
	}
}

func TestAReadOnlyFolderIsSaidSo(t *testing.T) {
	if os.Getenv(childPart) == "" {
		alone(t, t.Name())
		return
	}
	store := newStore(t)
	folder := filepath.Dir(store.Path())
	smallDisk(t, folder)
	if err := store.Write(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", folder, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=64k,mode=0700"); err != nil {
		t.Fatal(err)
	}
	_, err := store.Lock(t.Context())
	wantTrouble(t, "lock", err, session.ReadOnly, folder)
	wantTrouble(t, "write", store.Write(sampleRecord()), session.ReadOnly, folder)
	if _, err := store.Read(); err != nil {
		t.Errorf("it can still be read: %v", err)
	}
	inside := session.NewStore(filepath.Join(folder, "not", "there"), session.StoreOptions{})
	_, err = inside.Lock(t.Context())
	wantTrouble(t, "make the folder", err, session.ReadOnly, folder)
	if place, err := session.PlaceOf(inside.Path()); err != nil || place != (session.Place{Kind: "tmpfs", ReadOnly: true}) {
		t.Errorf("%+v, %v", place, err)
	}
}

// Nothing answers for this file system: first because its program does not, then because it has ended.
func TestANetworkFolderThatWentAwayIsSaidSo(t *testing.T) {
	device, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("there is no FUSE here: %v", err)
	}
	if os.Getenv(childPart) == "" {
		_ = device.Close()
		alone(t, t.Name())
		return
	}
	folder := t.TempDir()
	options := fmt.Sprintf("fd=%d,rootmode=40000,user_id=0,group_id=0", device.Fd())
	if err := syscall.Mount("mila@files.example:", folder, "fuse.sshfs", 0, options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	want := session.Place{Kind: "fuse.sshfs", Network: true}
	if place, err := session.PlaceOf(folder); err != nil || place != want {
		t.Errorf("while nothing answers: %+v, %v", place, err)
	}
	if err := device.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = session.NewStore(folder, session.StoreOptions{}).Lock(t.Context())
	wantTrouble(t, "lock", err, session.Stale, folder)
	if place, err := session.PlaceOf(folder); err != nil || place != want {
		t.Errorf("when it has ended: %+v, %v", place, err)
	}
}

// The second user owns a folder that it may not write into. It starts this program by a name that leads through no folder of root.
func TestAFolderThatMayNotBeWrittenIsSaidSo(t *testing.T) {
	if folder := os.Getenv("FOLDER"); os.Getenv(childPart) == "second user" {
		store := session.NewStore(folder, session.StoreOptions{})
		_, err := store.Lock(t.Context())
		wantTrouble(t, "lock", err, session.Denied, folder)
		wantTrouble(t, "write", store.Write(sampleRecord()), session.Denied, folder)
		return
	}
	if os.Geteuid() != 0 {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatal("only root can play another person, and LATCHKEY_REQUIRE_PARTS=1")
		}
		t.Skip("only root can play another person")
	}
	const second = 65534
	folder, err := os.MkdirTemp("", "latchkey-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := errors.Join(os.Chown(folder, second, second), os.Chmod(folder, 0o500)); err != nil {
		t.Fatal(err)
	}
	child := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
	child.Env = append(os.Environ(), childPart+"=second user", "FOLDER="+folder)
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: second, Gid: second}}
	if output, err := child.CombinedOutput(); err != nil || !strings.Contains(string(output), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, output)
	}
}
