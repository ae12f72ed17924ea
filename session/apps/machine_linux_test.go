package apps_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestWhatHasEndedDoesNotRun(t *testing.T) {
	command := exec.Command(self(t), "-test.run=^$")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Wait() }()
	var info unix.Siginfo
	for { // it has ended, and is left for Wait to collect
		err := unix.Waitid(unix.P_PID, command.Process.Pid, &info, unix.WEXITED|unix.WNOWAIT, nil)
		if err == nil {
			break
		}
		if !errors.Is(err, unix.EINTR) {
			t.Fatal(err)
		}
	}
	if found, ok := running(t, command.Process.Pid); ok {
		t.Fatalf("got %+v", found)
	}
}

// A program is started as the second user by a name that does not lead through folders of the first.
func asSecondUser(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatal("only root can start programs of another person, and LATCHKEY_REQUIRE_PARTS=1")
		}
		t.Skip("only root can start programs of another person")
	}
	command := exec.Command("/proc/self/exe", args...)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return command
}

func TestProgramsOfOtherPeopleAreLeftOut(t *testing.T) {
	command := child(t, asSecondUser(t), "wait")
	if found, ok := running(t, command.Process.Pid); ok {
		t.Fatalf("got %+v", found)
	}
	out, err := asSecondUser(t, "-test.run=^TestThisProgramIsNotOneOfTheOthers$", "-test.v").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Fatalf("the second user cannot look: %v\n%s", err, out)
	}
}
