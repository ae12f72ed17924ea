//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Addresses of the two computers of the test.
const (
	hereIP  = "10.123.0.1"
	thereIP = "10.123.0.2"
)

// twoComputers makes two networks that reach each other by a cable, and gives
// what to put in front of a command to run it in one of them. It does without
// `ip netns`, which mounts, and so wants more of the computer than a network.
func twoComputers(t testing.TB) (here, there []string) {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil || os.Geteuid() != 0 {
		missing(t, "a second network needs root and ip (Debian: iproute2)")
	}
	one, other := newNetwork(t), newNetwork(t)
	here, there = inNetwork(one), inNetwork(other)
	for _, step := range []struct {
		where []string
		ip    string
	}{
		{here, "link add cable0 type veth peer name cable0 netns " + other},
		{here, "address add " + hereIP + "/24 dev cable0"},
		{there, "address add " + thereIP + "/24 dev cable0"},
		{here, "link set cable0 up"},
		{there, "link set cable0 up"},
		{here, "link set lo up"},
		{there, "link set lo up"},
	} {
		args := slices.Concat(step.where, []string{"ip"}, strings.Fields(step.ip))
		if output, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			missing(t, "no second network can be made here: ip %s: %v %s", step.ip, err, output)
		}
	}
	return here, there
}

// newNetwork starts a process that does nothing in a network of its own, which
// lives as long as it, and gives its number.
func newNetwork(t testing.TB) (pid string) {
	t.Helper()
	holder := exec.Command("sleep", "600")
	holder.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if err := holder.Start(); err != nil {
		missing(t, "no second network can be made here: %v", err)
	}
	t.Cleanup(func() {
		_ = holder.Process.Kill()
		_ = holder.Wait()
	})
	return strconv.Itoa(holder.Process.Pid)
}

func inNetwork(pid string) []string { return []string{"nsenter", "--target", pid, "--net", "--"} }

// startDemoIn runs the demo's provider with the world's home in another network.
func (w *world) startDemoIn(before []string) {
	w.t.Helper()
	args := slices.Concat(before, []string{program(w.t), "demo", "--json", "--home", w.home})
	command := exec.CommandContext(w.t.Context(), args[0], args[1:]...)
	command.Env = w.env
	var errOut bytes.Buffer
	command.Stderr = &errOut
	output, err := command.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGINT)
		_ = command.Wait()
	})
	var started struct{ Issuer string }
	if err := json.NewDecoder(bufio.NewReader(output)).Decode(&started); err != nil || started.Issuer == "" {
		w.t.Fatalf("the demo did not start: %v\n%s", err, errOut.String())
	}
}

// reaches tells what comes of connecting to an address from a network.
func reaches(t testing.TB, from []string, address string) string {
	t.Helper()
	return startPlayer(t, from, nil, roleName+"=reaches", roleTarget+"="+address).said[0]
}

// Threat T2 and RFC 8252 section 8.3: from another computer, neither by cable nor
// by the name of loopback there, nobody reaches the one who waits.
func TestNeighboursInTheNetworkCannotReachASignIn(t *testing.T) {
	here, there := twoComputers(t)
	w := newWorld(t)
	w.startDemoIn(here)
	s := w.await(here...)
	redirect, err := url.Parse(s.redirect)
	if err != nil {
		t.Fatal(err)
	}
	if redirect.Hostname() != "127.0.0.1" {
		t.Errorf("it listens at %s", redirect.Host)
	}

	// The cable works, and so does loopback here: the refusals below say something.
	open := startPlayer(t, here, nil, roleName+"=listens", roleTarget+"="+hereIP+":0")
	if got := reaches(t, there, open.said[0]); got != "<nil>" {
		t.Fatalf("the cable does not work: %s", got)
	}
	if got := reaches(t, here, redirect.Host); got != "<nil>" {
		t.Fatalf("nobody listens: %s", got)
	}
	for _, address := range []string{redirect.Host, net.JoinHostPort(hereIP, redirect.Port())} {
		if got := reaches(t, there, address); !strings.Contains(got, "refused") {
			t.Errorf("%s from another computer: %s", address, got)
		}
	}
	if got := reaches(t, here, net.JoinHostPort(hereIP, redirect.Port())); !strings.Contains(got, "refused") {
		t.Errorf("by the computer's own address: %s", got)
	}

	startPlayer(t, here, nil, roleName+"=person", roleTarget+"="+s.authorize).behaved()
	s.signedIn()
}
