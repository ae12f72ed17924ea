//go:build unix

package apps_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"latchkey/session/apps"
)

func playPart(part string) error {
	if part == "wait" {
		return nil
	}
	fd, err := syscall.Open(os.Getenv("FILE"), syscall.O_RDWR, 0)
	if err != nil {
		return err
	}
	switch part {
	case "open":
		return nil
	case "flock":
		return syscall.Flock(fd, syscall.LOCK_EX)
	case "shared flock":
		return syscall.Flock(fd, syscall.LOCK_SH)
	case "read lock":
		return unix.FcntlFlock(uintptr(fd), unix.F_SETLK, &unix.Flock_t{Type: unix.F_RDLCK})
	case "lock":
		return unix.FcntlFlock(uintptr(fd), unix.F_SETLK, &unix.Flock_t{Type: unix.F_WRLCK, Start: 3, Len: 1})
	}
	return errors.New("no such part: " + part)
}

func folder(t *testing.T) string { return t.TempDir() }

func TestWhichWaysToHoldAFileAreLocks(t *testing.T) {
	for part, want := range map[string]bool{"flock": true, "shared flock": true, "lock": true, "open": false, "read lock": false} {
		t.Run(part, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			child(t, exec.Command(self(t)), part, "FILE="+path)
			if held, err := apps.Locked(path); held != want || err != nil {
				t.Errorf("got %v, %v", held, err)
			}
			link := filepath.Join(t.TempDir(), "link")
			if err := os.Symlink(path, link); err != nil {
				t.Fatal(err)
			}
			if held, err := apps.Locked(link); held || err != nil {
				t.Errorf("through a link: %v, %v", held, err)
			}
		})
	}
}

func TestAPipeIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if held, err := apps.Locked(path); held || err != nil {
		t.Fatalf("got %v, %v", held, err)
	}
}

func TestAProgramIsKnownByTheNameThatItWasCalledBy(t *testing.T) {
	command := exec.Command(copyOfSelf(t, "real-name"))
	command.Args = []string{"/opt/somewhere/Other Name"} // as exec -a does
	found, ok := running(t, child(t, command, "wait").Process.Pid)
	if !ok || found.Name != "real-name" || !found.Is("real-name") || !found.Is("other name") {
		t.Fatalf("%v: %+v", ok, found)
	}
}

func TestAScriptIsKnownByItsOwnName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a-script-with-a-long-name")
	if err := os.WriteFile(path, []byte("#!/bin/sh\necho ready\nread line\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	found, ok := running(t, child(t, exec.Command(path), "").Process.Pid)
	if !ok || !found.Is("a-script-with-a-long-name") || found.Is("a-script-with-a") {
		t.Fatalf("%v: %+v", ok, found)
	}
}
