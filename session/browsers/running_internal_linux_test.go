package browsers

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// occupy starts this test again as another program, which does what part says with a file, and ends it with the test.
func occupy(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestOccupier$")
	cmd.Env = append(os.Environ(), childMoment+"="+part, childRoot+"="+path)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), "occupied") {
			return cmd
		}
	}
	t.Fatal("the other program did nothing")
	return nil
}

func TestOccupier(t *testing.T) {
	part, path := os.Getenv(childMoment), os.Getenv(childRoot)
	if part == "" {
		return
	}
	switch part {
	case "open":
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
	case "lock":
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := unix.FcntlFlock(file.Fd(), unix.F_SETLK, &unix.Flock_t{Type: unix.F_WRLCK}); err != nil {
			t.Fatal(err)
		}
	case "database":
		db := plain(t, path)
		must(t, db, "PRAGMA locking_mode=EXCLUSIVE")
		must(t, db, "BEGIN EXCLUSIVE")
	}
	_, _ = os.Stdout.WriteString("occupied\n")
	_, _ = os.Stdin.Read(make([]byte, 1))
}

func TestAnotherProgramWithTheStoreOpenIsSeen(t *testing.T) {
	k := kindOf(t, "chromium 24")
	p := k.profile(t, mixed(k.family)...)
	if h := Count(t.Context(), p, []string{host}); h.State != StateOK {
		t.Fatalf("%+v", h)
	}
	occupy(t, "open", p.Stores[0])
	if h := Count(t.Context(), p, []string{host}); h.State != StateRunning || h.Reason != whyOpen {
		t.Errorf("%+v", h)
	}
	if _, err := Remove(t.Context(), p, Wanted{Hosts: []string{host}}); err == nil {
		t.Error("removed")
	}
}

func TestTheLockOfFirefoxIsSeenAndForgottenWithItsProgram(t *testing.T) {
	k := kindOf(t, "firefox 17")
	p := k.profile(t, mixed(k.family)...)
	other := occupy(t, "lock", filepath.Join(p.Path, ".parentlock"))
	if h := Count(t.Context(), p, []string{host}); h.State != StateRunning || h.Reason != whyRunning {
		t.Errorf("%+v", h)
	}
	_ = other.Process.Kill()
	_ = other.Wait()
	if err := os.Symlink("127.0.0.1:+4194000", filepath.Join(p.Path, "lock")); err != nil {
		t.Fatal(err)
	}
	if h := Count(t.Context(), p, []string{host}); h.State != StateOK {
		t.Errorf("%+v", h)
	}
}

func TestALockedStoreCountsAsRunning(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		occupy(t, "database", p.Stores[0])
		h := quiet().count(t.Context(), p, []string{host})
		if h.State != StateRunning || !h.Running || h.Reason != whyLocked {
			t.Errorf("%s: %+v", k.name, h)
		}
		if _, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}}); err == nil {
			t.Errorf("%s: removed", k.name)
		}
	}
}

func TestThisComputerShowsItsPrograms(t *testing.T) {
	sleeper := exec.Command("sleep", "100")
	sleeper.Args[0] = "chromium"
	sleeper.Env = []string{"HOME=/home/mia"}
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sleeper.Process.Kill(); _ = sleeper.Wait() }()
	all, err := programs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if one.pid == os.Getpid() {
			t.Error("this program counts itself")
		}
		if one.pid != sleeper.Process.Pid {
			continue
		}
		if home, told := one.env("HOME"); !one.is([]string{"chromium"}) || home != "/home/mia" || !told {
			t.Errorf("%+v %q", one, home)
		}
		return
	}
	t.Error("not found")
}

func TestStatusOfAProgram(t *testing.T) {
	comm, inner, dead := parseStatus("Name:\tchrome\nState:\tS (sleeping)\nPid:\t7000\nNSpid:\t7000\t2\n")
	if comm != "chrome" || inner != 2 || dead {
		t.Errorf("%q %d %v", comm, inner, dead)
	}
	if _, inner, dead := parseStatus("Name:\tx\nState:\tZ (zombie)\nNSpid:\t7000\n"); inner != 0 || !dead {
		t.Errorf("%d %v", inner, dead)
	}
}
