package apps_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/session/apps"
)

// The test program runs itself as a child; childPart says which part it plays.
const childPart = "LATCHKEY_TEST_CHILD"

func TestMain(m *testing.M) {
	if part := os.Getenv(childPart); part != "" {
		play(part)
		return
	}
	os.Exit(m.Run())
}

// play does what a part asks, says so, and then waits for its input to end.
func play(part string) {
	if err := playPart(part); err != nil {
		_, _ = os.Stdout.WriteString(err.Error() + "\n")
		return
	}
	_, _ = os.Stdout.WriteString("ready\n")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// child starts this program under another name and returns when it has done its part.
func child(t *testing.T, command *exec.Cmd, part string, env ...string) *exec.Cmd {
	t.Helper()
	command.Env = append(append(os.Environ(), childPart+"="+part), env...)
	in, inErr := command.StdinPipe()
	out, outErr := command.StdoutPipe()
	if err := errors.Join(inErr, outErr, command.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = command.Wait()
	})
	said := make([]byte, 256)
	if n, err := out.Read(said); strings.TrimSpace(string(said[:n])) != "ready" {
		t.Fatalf("the child says %q, %v", said[:n], err)
	}
	return command
}

// copyOfSelf is this program under another file name.
func copyOfSelf(t *testing.T, name string) string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder(t), name)
	if err := os.WriteFile(path, data, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func running(t *testing.T, pid int) (apps.Process, bool) {
	t.Helper()
	list, err := apps.Processes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p apps.Process) bool { return p.PID == pid })
	if i < 0 {
		return apps.Process{}, false
	}
	return list[i], true
}

func TestAProgramOfThisPersonIsSeenWhileItRuns(t *testing.T) {
	path := copyOfSelf(t, "Sketch Up 2021.exe")
	command := child(t, exec.Command(path), "wait")
	found, ok := running(t, command.Process.Pid)
	if !ok || !found.Is("sketch up 2021") || found.Is("sketch up") {
		t.Fatalf("found %v: %+v", ok, found)
	}
	if real, err := filepath.EvalSymlinks(path); err != nil || !strings.EqualFold(found.Path, real) && !strings.EqualFold(found.Path, path) {
		t.Errorf("its path is %q, want %q (%v)", found.Path, real, err)
	}
	if err := errors.Join(command.Process.Kill(), ignoreExit(command.Wait())); err != nil {
		t.Fatal(err)
	}
	if found, ok := running(t, command.Process.Pid); ok {
		t.Errorf("after its end it still runs: %+v", found)
	}
}

func ignoreExit(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil
	}
	return err
}

func TestThisProgramIsNotOneOfTheOthers(t *testing.T) {
	if found, ok := running(t, os.Getpid()); ok {
		t.Fatalf("got %+v", found)
	}
}

func TestLookingForProgramsCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if list, err := apps.Processes(ctx); !errors.Is(err, context.Canceled) || list != nil {
		t.Fatalf("got %d, %v", len(list), err)
	}
}

func TestALockOfAnotherProgramIsSeenAndOurOwnIsNot(t *testing.T) {
	path := filepath.Join(folder(t), "login_session.dat")
	if err := os.WriteFile(path, []byte("opaque"), 0o600); err != nil {
		t.Fatal(err)
	}
	if held, err := apps.Locked(path); held || err != nil {
		t.Fatalf("at first: %v, %v", held, err)
	}
	command := child(t, exec.Command(self(t)), "lock", "FILE="+path)
	if held, err := apps.Locked(path); !held || err != nil {
		t.Errorf("while it is locked: %v, %v", held, err)
	}
	_ = command.Process.Kill()
	_ = command.Wait()
	if held, err := apps.Locked(path); held || err != nil {
		t.Errorf("after the end: %v, %v", held, err)
	}
	if data, err := os.ReadFile(path); string(data) != "opaque" || err != nil {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

func self(t *testing.T) string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return own
}

func TestWhatIsNoOrdinaryFileIsNotLocked(t *testing.T) {
	folder := folder(t)
	if held, err := apps.Locked(folder); held || err != nil {
		t.Errorf("a folder: %v, %v", held, err)
	}
	if _, err := apps.Locked(filepath.Join(folder, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestTheStartOfTheComputerIsBeforeThisTestAndStays(t *testing.T) {
	first, err := apps.BootTime()
	if err != nil {
		t.Fatal(err)
	}
	second, err := apps.BootTime()
	if err != nil || first.After(time.Now()) || first.Year() < 2000 {
		t.Fatalf("started %s, %v", first, err)
	}
	if apps.RestartedSince(second, first) || apps.RestartedSince(first, second) {
		t.Errorf("%s and %s are two starts", first, second)
	}
	if apps.RestartedSince(first, time.Now()) {
		t.Errorf("restarted since now (%s)", runtime.GOOS)
	}
}

func TestRestartedSince(t *testing.T) {
	reset := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		boot time.Time
		want bool
	}{
		{"long before", reset.Add(-240 * time.Hour), false},
		{"at the same time", reset, false},
		{"the clock was set right by a second", reset.Add(time.Second), false},
		{"a fast computer", reset.Add(3 * time.Second), true},
		{"the next day, in another zone", reset.Add(24 * time.Hour).In(time.FixedZone("", 3600)), true},
		{"not known", time.Time{}, false},
	} {
		if got := apps.RestartedSince(c.boot, reset); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if apps.RestartedSince(reset, time.Time{}) {
		t.Error("since a time that is not known")
	}
}
