// Package vaulttest gives tests a session of their own: a D-Bus session bus, and
// on it a real gnome-keyring, both with a home and a runtime folder of their
// own. What it starts ends with the test, by process id.
//
// It is not for production code, and it never touches the session, the bus or
// the keyring of whoever runs the tests.
package vaulttest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// patience bounds every wait for a part to come up.
const patience = 15 * time.Second

// busConfig is a session bus that starts nothing on demand: only what a test
// put on it is there.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%s</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`

// Require finds a program that a test needs. Without it the test is skipped
// with the reason, or fails where LATCHKEY_REQUIRE_PARTS=1 says that all parts
// must be there.
func Require(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
		t.Fatalf("%s is not installed, and LATCHKEY_REQUIRE_PARTS=1", program)
	}
	t.Skipf("%s is not installed", program)
	return ""
}

// StartBus starts a session bus without any service. It returns the variables
// of that session, as for exec.Cmd.Env: DBUS_SESSION_BUS_ADDRESS, HOME,
// XDG_RUNTIME_DIR, XDG_DATA_HOME, XDG_CONFIG_HOME, PATH, and no display.
func StartBus(t testing.TB) (env []string) {
	t.Helper()
	program := Require(t, "dbus-daemon")
	home := folder(t)
	runtime := filepath.Join(home, "run")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(runtime, "bus")
	config := filepath.Join(home, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, socket), 0o600); err != nil {
		t.Fatal(err)
	}
	env = []string{
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + socket, "HOME=" + home, "XDG_RUNTIME_DIR=" + runtime,
		"XDG_DATA_HOME=" + filepath.Join(home, "data"), "XDG_CONFIG_HOME=" + filepath.Join(home, "config"),
		"PATH=" + os.Getenv("PATH"), "DISPLAY=", "WAYLAND_DISPLAY=",
	}
	cmd := exec.Command(program, "--config-file="+config, "--nofork", "--print-address=1")
	cmd.Env = env
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start(t, cmd)
	timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	// The bus prints its address once it listens.
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the session bus did not come up: %v", err)
	}
	return env
}

// Lookup turns variables as of StartKeyring into a function like os.Getenv.
func Lookup(env []string) func(string) string {
	return func(key string) string {
		value := ""
		for _, pair := range env {
			if k, v, _ := strings.Cut(pair, "="); k == key {
				value = v
			}
		}
		return value
	}
}

func connect(t testing.TB, env []string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(Lookup(env)("DBUS_SESSION_BUS_ADDRESS"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// folder is like t.TempDir with a short path: a socket's path has at most 107 bytes.
func folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("", "lk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(path) })
	return path
}

// start starts a process that ends with the test, or with end.
func start(t testing.TB, cmd *exec.Cmd) (end func()) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	end = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Cleanup(end)
	return end
}
