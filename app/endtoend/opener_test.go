//go:build linux

package endtoend

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal makes a terminal: what a person types goes into keys, and a program
// gets screen.
func terminal(t testing.TB) (keys, screen *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		missing(t, "no terminal can be made: %v", err)
	}
	t.Cleanup(func() { _ = keys.Close() })
	if err := unix.IoctlSetPointerInt(int(keys.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		missing(t, "no terminal can be made: %v", err)
	}
	number, err := unix.IoctlGetInt(int(keys.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	screen, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = screen.Close() })
	return keys, screen
}

// plant writes a program of the world's own into a folder that is all of PATH.
func (w *world) plant(name, script string) (folder string) {
	w.t.Helper()
	folder = w.t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		w.t.Fatal(err)
	}
	w.setenv("PATH", folder)
	return folder
}

func newOpenerWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	return w
}

// Threats T21 and T23: the program that opens the browser has neither our
// terminal nor what makes it load foreign code, and Ctrl-C does not end it.
func TestTheOpenerHasNoTerminalAndOutlivesCtrlC(t *testing.T) {
	w := newOpenerWorld(t)
	folder := w.plant("xdg-open", `cd "${0%/*}" || exit 1
export > environment
read -r line && echo read > terminal
(: < /dev/tty) 2> /dev/null && echo opened > terminal
echo painted; echo painted >&2
echo $$ > pid.new && /bin/mv pid.new pid
exec /bin/sleep 60
`)
	w.setenv("LD_LIBRARY_PATH", "/nowhere/CANARY")
	w.setenv("GODEBUG", "panicnil=1")
	keys, screen := terminal(t)

	ctx, cancel := context.WithTimeout(t.Context(), commandLimit)
	defer cancel()
	command := exec.CommandContext(ctx, program(t), "sign-in")
	command.Env, command.Stdin, command.Stdout, command.Stderr = w.env, screen, screen, screen
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	eventually(t, 20*time.Second, "an opener", func() bool {
		content, err := os.ReadFile(filepath.Join(folder, "pid"))
		if err == nil {
			pid, err = strconv.Atoi(strings.TrimSpace(string(content)))
		}
		return err == nil
	})
	defer func() { _ = syscall.Kill(pid, syscall.SIGKILL) }()
	if _, err := io.WriteString(keys, "\x03"); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait() // its exit code tells
	if code := command.ProcessState.ExitCode(); code != 4 {
		t.Errorf("after Ctrl-C: exit %d", code)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Errorf("Ctrl-C ended the browser: %v", err)
	}
	if how, err := os.ReadFile(filepath.Join(folder, "terminal")); err == nil {
		t.Errorf("the opener had the terminal: %s", how)
	}
	environment, err := os.ReadFile(filepath.Join(folder, "environment"))
	if err != nil || !strings.Contains(string(environment), "HOME=") {
		t.Fatalf("the opener's variables: %q, %v", environment, err)
	}
	for _, name := range []string{"CANARY", "LATCHKEY_", "GODEBUG"} {
		if strings.Contains(string(environment), name) {
			t.Errorf("the opener's variables hold %s:\n%s", name, environment)
		}
	}
}

// What cannot or may not be opened is not: the person gets the address instead,
// and the sign-in goes on.
func TestWhereNoBrowserMayBeOpenedThePersonGetsTheAddress(t *testing.T) {
	for _, c := range []struct {
		name, program string
		arrange       func(t *testing.T, w *world, folder string)
	}{
		{"an opener in the current folder", "xdg-open", func(t *testing.T, w *world, folder string) {
			w.setenv("PATH", ":.")
			t.Chdir(folder)
		}},
		{"a browser for the terminal", "w3m", nil},
		{"a browser for the terminal by choice", "lynx", func(_ *testing.T, w *world, _ string) { w.setenv("BROWSER", "lynx %s") }},
		{"a shell by choice", "bash", func(_ *testing.T, w *world, _ string) { w.setenv("BROWSER", "bash -c %s") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newOpenerWorld(t)
			binary, err := filepath.Abs(program(t))
			if err != nil {
				t.Fatal(err)
			}
			folder := w.plant(c.program, "echo ran > \"${0%/*}/ran\"\n")
			if c.arrange != nil {
				c.arrange(t, w, folder)
			}
			s := w.awaitAs(nil, binary, "sign-in")
			signInThere(t, s, nil)
			s.signedIn()
			if _, err := os.Stat(filepath.Join(folder, "ran")); err == nil {
				t.Errorf("%s was run", c.program)
			}
		})
	}
}

// The person's own choice comes first, and the address is one argument whatever
// it holds.
func TestTheBrowserThatThePersonChoseIsOpened(t *testing.T) {
	w := newOpenerWorld(t)
	folder := w.plant("mine", "echo \"$#:$1:$2\" > \"${0%/*}/new\" && /bin/mv \"${0%/*}/new\" \"${0%/*}/seen\"\n")
	w.setenv("BROWSER", "missing:mine --at %s")
	done := make(chan answer, 1)
	go func() { done <- w.run("sign-in") }()
	var seen string
	eventually(t, 20*time.Second, "a browser", func() bool {
		content, err := os.ReadFile(filepath.Join(folder, "seen"))
		seen = strings.TrimSpace(string(content))
		return err == nil
	})
	address, found := strings.CutPrefix(seen, "2:--at:")
	if !found {
		t.Fatalf("the browser was given %q", seen)
	}
	w.play(t.Context(), address)
	if got := <-done; got.code != 0 {
		t.Fatalf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
}
