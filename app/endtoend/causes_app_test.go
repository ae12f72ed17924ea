//go:build linux

package endtoend

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"
)

var labcads atomic.Int64

// labcad describes a modeling app of the person's own, with a sign-in of an hour
// ago, and gives the file and the name that its process has.
func (s *scene) labcad() (state, process string) {
	s.t.Helper()
	process = "lcad" + letters(os.Getpid()) + letters(int(labcads.Add(1))) // the kernel keeps 15 of them
	home := filepath.Dir(s.home)
	state = filepath.Join(home, ".labcad", "Lab CAD 2026", "login_session.dat")
	for path, text := range map[string]string{
		s.path("config", "apps", "labcad.toml"): fmt.Sprintf(labcadOf, process), state: "opaque\x00of 2026",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			s.t.Fatal(err)
		}
	}
	s.written(state, time.Now().Add(-time.Hour))
	return state, process
}

// letters write a number without digits, which could be taken for a version.
func letters(n int) (text string) {
	for ; n > 0; n /= 20 {
		text += string(rune('a' + n%20))
	}
	return text + "z"
}

const labcadOf = `id = "labcad"
name = "Lab CAD"
vendor = "Lab"
processes = ["%s"]

[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/login_session.dat"
kind = "session"
reset = "file"
source = "the tests"
confidence = "high"
checked = 2026-11-22
`

func (s *scene) written(path string, at time.Time) {
	s.t.Helper()
	if err := os.Chtimes(path, at, at); err != nil {
		s.t.Fatal(err)
	}
}

// opened starts a program that is called as the app is, and gives what closes it.
func (s *scene) opened(process string) (closed func()) {
	s.t.Helper()
	sleep, err := exec.LookPath("sleep")
	if err != nil {
		s.t.Fatal(err)
	}
	command := exec.Command(copyProgram(s.t, sleep, s.t.TempDir(), process), "600")
	command.Env = s.env
	if err := command.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := false
	closed = func() {
		if !ended {
			ended = true
			_ = command.Process.Kill()
			_ = command.Wait()
		}
	}
	s.t.Cleanup(closed)
	return closed
}

// anotherSignIn signs out and in again.
func (s *scene) anotherSignIn() {
	s.t.Helper()
	s.must(0, "sign-out")
	s.must(0, "sign-in")
}

// appCauses are modeling apps that still have an old sign-in.
func appCauses() []cause {
	return []cause{
		{
			name: "app: its sign-in is older than the last sign-out", code: "app_state_old", link: linkApp, fix: "reset_app",
			seed: func(s *scene) func() {
				s.signedIn()
				s.labcad()
				s.anotherSignIn()
				return nil
			},
		},
		{
			name: "app: its sign-in is of before another account's", code: "app_state_old", link: linkApp, fix: "reset_app",
			seed: func(s *scene) func() {
				s.signedIn()
				s.labcad()
				s.is("eva")
				s.must(0, "sign-in")
				s.makeDefault("eva.lindqvist@example.com")
				return nil
			},
		},
	}
}

// appFileCauses are an app that writes back what it has read, and files that no reset takes.
func appFileCauses() []cause {
	return []cause{
		{
			name: "app: it runs with an old sign-in", code: "app_running_old", link: linkApp, fix: "close_app",
			seed: func(s *scene) func() {
				s.signedIn()
				_, process := s.labcad()
				closed := s.opened(process)
				s.anotherSignIn()
				return closed
			},
		},
		{
			name: "app: its sign-in is a link", code: "app_state_refused", link: linkApp, fix: "guide",
			seed: func(s *scene) func() {
				s.signedIn()
				state, _ := s.labcad()
				if err := errors.Join(os.Rename(state, state+".real"), os.Symlink(state+".real", state)); err != nil {
					s.t.Fatal(err)
				}
				return func() {
					if err := errors.Join(os.Remove(state), os.Rename(state+".real", state)); err != nil {
						s.t.Fatal(err)
					}
				}
			},
		},
		{
			name: "app: nothing is wrong but the app", code: "app_state_suspect", link: linkApp, fix: "reset_app",
			subject: "labcad", warn: true,
			seed: func(s *scene) func() {
				s.signedIn()
				s.labcad()
				return nil
			},
		},
	}
}
