package core_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/session/vault"
)

// aloneInMounts runs one test of this program again in a mount namespace of its own; see the same of package session for why the
// propagation is left as it is.
func aloneInMounts(t *testing.T, test string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v")
	child.Env = append(os.Environ(), "LATCHKEY_TEST_CHILD="+test)
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

func TestAReadOnlyHomeCanBeReadAndSaysWhyItIsNotWritten(t *testing.T) {
	if os.Getenv("LATCHKEY_TEST_CHILD") == "" {
		aloneInMounts(t, t.Name())
		return
	}
	h := newHome(t)
	h.signIn()
	mount := func(flags uintptr) error { return syscall.Mount(h.folder, h.folder, "", syscall.MS_BIND|flags, "") }
	if err := errors.Join(mount(0), mount(syscall.MS_REMOUNT|syscall.MS_RDONLY)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(h.folder, syscall.MNT_DETACH) })
	other := h.open(vault.Memory)
	if status, err := other.Status(t.Context(), false); err != nil || len(status.Accounts) != 1 {
		t.Errorf("status: %v", err)
	}
	_, err := other.SignIn(t.Context(), core.SignInOptions{}, nil)
	problem := core.Explain(err, assets.In("en"))
	if problem.Code != "home_read_only" || !strings.Contains(problem.Detail, filepath.Join(h.folder, "state")) {
		t.Errorf("sign-in: %+v: %v", problem, err)
	}
	if _, err := other.SignOut(t.Context(), core.SignOutOptions{}); core.Code(err) != "home_read_only" {
		t.Errorf("sign-out: %v", err)
	}
}
