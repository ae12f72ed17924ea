package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/session/vault"
)

// terminal is a pseudo-terminal: the person's side, and the program's.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals: %v", err)
	}
	t.Cleanup(func() { _ = person.Close() })
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

func echoes(t *testing.T, file *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(file.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return state.Lflag&unix.ECHO != 0
}

func TestAPasswordIsTypedUnseen(t *testing.T) {
	t.Parallel()
	person, program := terminal(t)
	home := t.TempDir()
	env := func(name string) string {
		if name == "LATCHKEY_HOME" {
			return home
		}
		return ""
	}
	var out, talk bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(t.Context(), cli.Program{
			Args: []string{"network", "proxy", "http://mila@proxy.example.test:3128"},
			In:   program, InTerminal: true, Out: &out, Err: &talk, Env: env,
			Open: func(o cli.Options) (*core.Core, error) {
				return core.Open(core.World{Env: o.Env, Home: home, GOOS: "linux", Storage: vault.Memory})
			},
		})
	}()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for echoes(t, program) {
		select {
		case <-look.C:
		case <-t.Context().Done():
			t.Fatal("nobody asked")
		}
	}
	if _, err := person.WriteString("two words\n"); err != nil {
		t.Fatal(err)
	}
	if code := <-ended; code != 0 {
		t.Fatalf("exit %d: %s", code, talk.String())
	}
	if !echoes(t, program) {
		t.Error("what is typed afterwards stays unseen")
	}
	if !strings.Contains(talk.String(), "Password of mila at proxy.example.test:3128:") {
		t.Errorf("said %q", talk.String())
	}
	seen := make([]byte, 100)
	if err := person.SetReadDeadline(time.Now()); err == nil {
		n, _ := person.Read(seen)
		seen = seen[:n]
	}
	settings, err := os.ReadFile(filepath.Join(home, "config", "settings.toml"))
	if err != nil || bytes.Contains(append(append(seen, settings...), out.Bytes()...), []byte("two words")) {
		t.Errorf("%v: shown %q, written %s", err, seen, settings)
	}
}
