//go:build linux

package endtoend

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/auth/demoidp"
)

// scene is a fresh home with an honest provider of its own, and a person at the
// browser who signs in whenever it opens.
type scene struct {
	*world
	server *demoidp.Server
	parts  parts
	folder string   // of the opener
	before []string // what stands in front of every command: the place that it runs in
	place  *place   // a computer of its own, when the cause needs one
	binary string   // the program, where it is another one than program gives
}

// parts are programs of the tests' own, which are built once for all scenes.
type parts struct {
	agent string // plays the person at the browser
	clock string // shows another clock; empty: not on this machine
}

func buildParts(t *testing.T) parts {
	t.Helper()
	program(t)
	return parts{agent: buildAgent(t), clock: buildClock(t)}
}

func newScene(t *testing.T, p parts, env ...string) *scene {
	t.Helper()
	return &scene{world: newWorld(t, env...), parts: p}
}

// newSceneLike is another home for the same row.
func newSceneLike(s *scene) *scene { return &scene{world: newWorld(s.t), parts: s.parts} }

// opens puts an opener into PATH that lets the person visit the address.
func (s *scene) opens() {
	s.t.Helper()
	s.folder = s.t.TempDir()
	s.is("mila")
	script := "#!/bin/sh\nread -r PERSON <'" + s.folder + "/person'\nexport PERSON\nexec '" + s.parts.agent + "' \"$1\"\n"
	if err := os.WriteFile(filepath.Join(s.folder, "xdg-open"), []byte(script), 0o700); err != nil {
		s.t.Fatal(err)
	}
	s.setenv("PATH", s.folder+":"+os.Getenv("PATH"))
}

// is chooses who sits at the browser.
func (s *scene) is(person string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.folder, "person"), []byte(person+"\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// signedOut is where most begin: a sealed file, an honest provider, nobody there.
func (s *scene) signedOut() { s.signedOutWith(demoidp.Options{}) }

func (s *scene) signedOutWith(options demoidp.Options) {
	s.t.Helper()
	s.sealed()
	s.providerWith(options)
}

// providerWith starts a provider and describes it, whatever the storage is.
func (s *scene) providerWith(options demoidp.Options) {
	s.t.Helper()
	s.opens()
	server, err := demoidp.Start(s.t.Context(), options)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = server.Close() })
	s.server = server
	s.provide(server.Issuer(), server.ClientID(), server.RightsURL())
}

// signedIn has Mila signed in.
func (s *scene) signedIn() { s.signedInAs("mila") }

func (s *scene) signedInAs(person string) {
	s.t.Helper()
	s.signedOut()
	s.is(person)
	s.must(0, "sign-in")
}

// fault switches a fault of the provider on, and gives what switches it off.
func (s *scene) fault(name string) (off func()) {
	s.t.Helper()
	if err := s.server.Control().Fault(name, true); err != nil {
		s.t.Fatal(err)
	}
	return func() { _ = s.server.Control().Fault(name, false) }
}

// latchkey runs the program where the scene is.
func (s *scene) latchkey(args ...string) answer {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	line := append(append([]string{}, s.before...), append([]string{cmp.Or(s.binary, program(s.t))}, args...)...)
	command := exec.CommandContext(ctx, line[0], line[1:]...)
	command.Env, command.Dir = s.env, "/"
	var out, errOut bytes.Buffer
	command.Stdout, command.Stderr = &out, &errOut
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		s.t.Fatalf("run %v: %v", args, err)
	}
	return answer{code: command.ProcessState.ExitCode(), out: out.String(), errOut: errOut.String()}
}

// does runs the command of a fix as a person types it, who agrees to what it asks.
func (s *scene) does(command string) {
	s.t.Helper()
	words := strings.Fields(command)
	if len(words) < 2 || words[0] != "latchkey" {
		s.t.Fatalf("no command to do: %q", command)
	}
	args := words[1:]
	switch args[0] {
	case "reset", "rights":
		args = append(args, "--yes")
	}
	if got := s.latchkey(args...); got.code != 0 {
		s.t.Fatalf("%s: exit %d\n%s%s", command, got.code, got.out, got.errOut)
	}
}

// path is a file or folder of the home.
func (s *scene) path(parts ...string) string {
	return filepath.Join(append([]string{s.home}, parts...)...)
}

func (s *scene) read(path string) []byte {
	s.t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	return content
}

func (s *scene) write(path string, content []byte) {
	s.t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		s.t.Fatal(err)
	}
}
