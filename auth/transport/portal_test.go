//go:build !windows && !darwin

package transport_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"latchkey/auth/transport"
)

// busConfig is a session bus that starts nothing on demand.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`

// startBus starts a session bus that ends with the test, and gives its address.
// (Package vaulttest has one too; it belongs to the floor of the files.)
func startBus(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatal("dbus-daemon is not installed, and LATCHKEY_REQUIRE_PARTS=1")
		}
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") != "" {
			t.Fatal("dbus-daemon is not installed")
		}
		t.Skip("dbus-daemon is not installed")
	}
	folder, err := os.MkdirTemp("", "lk") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	socket, config := filepath.Join(folder, "bus"), filepath.Join(folder, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, socket), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--config-file="+config, "--nofork", "--print-address=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil { // printed once it listens
		t.Fatalf("the session bus did not come up: %v", err)
	}
	return "unix:path=" + socket
}

// desktop is a portal.
type desktop struct {
	answers map[string][]string
	wait    chan struct{} // when not nil: answers only after it is closed
	mu      sync.Mutex
	asked   []string
}

// Lookup is org.freedesktop.portal.ProxyResolver.Lookup.
func (d *desktop) Lookup(place string) ([]string, *dbus.Error) {
	d.mu.Lock()
	d.asked = append(d.asked, place)
	d.mu.Unlock()
	if d.wait != nil {
		<-d.wait
	}
	return d.answers[place], nil
}

func startPortal(t *testing.T, d *desktop) (bus string) {
	t.Helper()
	bus = startBus(t)
	conn, err := dbus.Connect(bus)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.Export(d, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.ProxyResolver"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.portal.Desktop", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return bus
}

func TestTheDesktopIsAskedOncePerHost(t *testing.T) {
	t.Parallel()
	d := &desktop{answers: map[string][]string{
		"https://id.example.test":      {"http://mila:hidden@proxy:3128", "direct://"},
		"https://direct.example.test":  {"direct://"},
		"https://socks.example.test":   {"wpad:nonsense", "socks://proxy:1080"},
		"https://strange.example.test": {"proxy:3128", "ftp://proxy", "http://"},
	}}
	ask := transport.System(lookup("DBUS_SESSION_BUS_ADDRESS", "autolaunch:;"+startPortal(t, d)))
	for range 2 {
		for target, want := range map[string]string{
			"https://id.example.test/authorize?secret": "http://proxy:3128 system",
			"https://direct.example.test/":             "none",
			"https://socks.example.test/":              "socks5://proxy:1080 system",
			"https://strange.example.test/":            "",
			"https://unknown.example.test/":            "",
		} {
			if got := shown(ask(t.Context(), address(t, target))); got != want {
				t.Errorf("%s: got %q", target, got)
			}
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	slices.Sort(d.asked)
	if len(d.asked) != 5 || d.asked[1] != "https://id.example.test" {
		t.Errorf("asked for %v", d.asked)
	}
}

func TestADesktopThatDoesNotAnswerSaysNothing(t *testing.T) {
	t.Parallel()
	d := &desktop{wait: make(chan struct{})}
	ask := transport.System(lookup("DBUS_SESSION_BUS_ADDRESS", startPortal(t, d)))
	target := address(t, "https://id.example.test")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, ctx := range []context.Context{cancelled, t.Context(), t.Context()} {
		if got := shown(ask(ctx, target)); got != "" {
			t.Errorf("got %q", got)
		}
	}
	close(d.wait)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.asked) > 2 { // a cancelled question may have been on its way
		t.Errorf("asked %d times", len(d.asked))
	}
}

func TestWithoutADesktopThereIsNoProxy(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("unix", filepath.Join(t.TempDir(), "bus")) // accepts, and never says a word
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	for name, bus := range map[string]string{
		"no bus":               "",
		"a bus without portal": startBus(t),
		"a bus that is gone":   "unix:path=" + filepath.Join(t.TempDir(), "bus"),
		"a bus that is silent": "unix:path=" + silent.Addr().String(),
		"a bus elsewhere":      "tcp:host=127.0.0.1,port=1",
		"a bus to be started":  "autolaunch:;unixexec:path=/bin/false",
	} {
		if got := shown(transport.System(lookup("DBUS_SESSION_BUS_ADDRESS", bus))(t.Context(), address(t, "https://id.example.test"))); got != "" {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
