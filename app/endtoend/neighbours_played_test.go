//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// nobody is the user and the group that own nothing.
const nobody = 65534

// sharedFolder is a folder that everybody can look into, unlike t.TempDir: what
// keeps others out of a home in it is Latchkey alone.
func sharedFolder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "latchkey-shared-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// copyProgram puts a program where everybody can run it.
func copyProgram(t testing.TB, from, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, name)
	if err := os.WriteFile(to, content, 0o755); err != nil {
		t.Fatal(err)
	}
	return to
}

// player is another program at work: see TestPlayedByANeighbour.
type player struct {
	t      testing.TB
	said   []string
	lines  *bufio.Scanner
	leave  io.Closer
	errOut bytes.Buffer
}

// startPlayer plays a role and waits until it has done its worst. before
// stands in front of the command: "ip netns exec NAME".
func startPlayer(t testing.TB, before []string, credential *syscall.Credential, environment ...string) *player {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary = copyProgram(t, binary, sharedFolder(t), "player")
	args := append(before, binary, "-test.run", "^TestPlayedByANeighbour$", "-test.timeout", "80s")
	command := exec.CommandContext(t.Context(), args[0], args[1:]...)
	command.Dir = "/"
	command.Env = append([]string{"PATH=" + os.Getenv("PATH")}, environment...)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
	p := &player{t: t}
	command.Stderr = &p.errOut
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.leave, p.lines = input, bufio.NewScanner(output)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		_ = command.Wait()
	})
	for p.lines.Scan() && p.lines.Text() != "ready" {
		p.said = append(p.said, p.lines.Text())
	}
	if p.lines.Text() != "ready" {
		t.Fatalf("the other program did not get ready: %q\n%s", p.said, p.errOut.String())
	}
	return p
}

// behaved fails for everything that it could do and should not.
func (p *player) behaved() {
	p.t.Helper()
	for _, line := range p.said {
		p.t.Errorf("another program: %s", line)
	}
}

// waiting is a sign-in without a browser of its own, as it waits for a person.
type waiting struct {
	t         testing.TB
	authorize string // the address for the person's browser
	redirect  string // where it listens
	pid       string
	ended     chan answer
}

// await starts a sign-in whose address a person carries; before stands in front
// of the command.
func (w *world) await(before ...string) *waiting {
	w.t.Helper()
	return w.awaitAs(nil, slices.Concat(before, []string{program(w.t), "sign-in", "--no-browser"})...)
}

// awaitAs starts a sign-in as somebody, and reads until it says the address.
func (w *world) awaitAs(credential *syscall.Credential, args ...string) *waiting {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), commandLimit)
	w.t.Cleanup(cancel)
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	command.Env, command.SysProcAttr = w.env, &syscall.SysProcAttr{Credential: credential}
	var out, errOut bytes.Buffer
	command.Stdout = &out
	talk, err := command.StderrPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	s := &waiting{t: w.t, pid: strconv.Itoa(command.Process.Pid), ended: make(chan answer, 1)}
	lines := bufio.NewScanner(talk)
	for s.authorize == "" && lines.Scan() {
		fmt.Fprintln(&errOut, lines.Text())
		if strings.HasPrefix(lines.Text(), "http") {
			s.authorize = lines.Text()
		}
	}
	go func() {
		for lines.Scan() {
			fmt.Fprintln(&errOut, lines.Text())
		}
		_ = command.Wait() // its exit code tells
		s.ended <- answer{code: command.ProcessState.ExitCode(), out: out.String(), errOut: errOut.String()}
	}()
	if s.authorize == "" {
		got := <-s.ended
		w.t.Fatalf("no address to sign in at: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	s.redirect = "http://" + listens(w.t, s.pid) + "/"
	return s
}

// listens is the one IPv4 address that a process listens at, as the kernel tells:
// it may stand in no address that the person sees.
func listens(t testing.TB, pid string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("/proc", pid, "fd", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var open []string
	for _, file := range files {
		if target, err := os.Readlink(file); err == nil {
			open = append(open, target)
		}
	}
	table, err := os.ReadFile(filepath.Join("/proc", pid, "net", "tcp"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		fields := strings.Fields(line)
		if len(fields) < 10 || fields[3] != "0A" || !slices.Contains(open, "socket:["+fields[9]+"]") {
			continue
		}
		var address [4]byte
		var port int
		if _, err := fmt.Sscanf(fields[1], "%02X%02X%02X%02X:%04X", &address[3], &address[2], &address[1], &address[0], &port); err != nil {
			t.Fatal(err)
		}
		return netip.AddrPortFrom(netip.AddrFrom4(address), uint16(port)).String()
	}
	t.Fatal("it listens nowhere")
	return ""
}

// signedIn expects that the sign-in ends well.
func (s *waiting) signedIn() {
	s.t.Helper()
	if got := <-s.ended; got.code != 0 {
		s.t.Errorf("sign-in: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
}
