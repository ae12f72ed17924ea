//go:build linux

package endtoend

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// firefox is a real Firefox in the profile that it makes for a person's home,
// steered through Marionette, which it has built in.
type firefox struct {
	t       testing.TB
	home    string
	command *exec.Cmd
	ended   chan struct{}
	wire    net.Conn
	replies *bufio.Reader
	last    int
}

// firefoxPreferences keep it on this computer: everything else goes to a proxy
// that is not there.
const firefoxPreferences = `user_pref("marionette.port", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("privacy.userContext.enabled", true);
`

// newFirefox makes a profile as Firefox does, in its own place under a home.
func newFirefox(t testing.TB, home string) *firefox {
	t.Helper()
	if _, err := exec.LookPath("firefox-esr"); err != nil {
		missing(t, "firefox-esr is not installed")
	}
	f := &firefox{t: t, home: home}
	command := f.program("--headless", "-CreateProfile", "default-esr")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("make a profile: %v\n%s", err, output)
	}
	if err := os.WriteFile(filepath.Join(f.profile(), "user.js"), []byte(firefoxPreferences), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *firefox) program(args ...string) *exec.Cmd {
	command := exec.Command("firefox-esr", args...)
	command.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + f.home, "LANG=C.UTF-8", "MOZ_HEADLESS=1",
		"MOZ_CRASHREPORTER_DISABLE=1", "MOZ_DISABLE_CONTENT_SANDBOX=1", "XDG_RUNTIME_DIR=" + f.home,
	}
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return command
}

// profile is the folder that Firefox chose.
func (f *firefox) profile() string {
	f.t.Helper()
	for _, root := range []string{".config/mozilla/firefox", ".mozilla/firefox"} {
		if found, _ := filepath.Glob(filepath.Join(f.home, root, "*.default-esr")); len(found) == 1 {
			return found[0]
		}
	}
	f.t.Fatal("Firefox made no profile")
	return ""
}

func (f *firefox) store() string { return filepath.Join(f.profile(), "cookies.sqlite") }

func (f *firefox) start() {
	f.t.Helper()
	portFile := filepath.Join(f.profile(), "MarionetteActivePort")
	_ = os.Remove(portFile)
	f.command = f.program("-P", "default-esr", "--marionette", "--remote-allow-system-access")
	if err := f.command.Start(); err != nil {
		f.t.Fatal(err)
	}
	f.ended = make(chan struct{})
	go func(command *exec.Cmd, ended chan struct{}) { _ = command.Wait(); close(ended) }(f.command, f.ended)
	f.t.Cleanup(f.kill)
	var port string
	eventually(f.t, time.Minute, "Firefox listening", func() bool {
		content, err := os.ReadFile(portFile)
		port = strings.TrimSpace(string(content))
		if err != nil || port == "" {
			return false
		}
		f.wire, err = net.Dial("tcp", "127.0.0.1:"+port)
		return err == nil
	})
	f.replies = bufio.NewReader(f.wire)
	if _, err := f.read(); err != nil { // it greets
		f.t.Fatal(err)
	}
	f.call("WebDriver:NewSession", map[string]any{"capabilities": map[string]any{}})
}

// read takes one message: its length, a colon, JSON.
func (f *firefox) read() (json.RawMessage, error) {
	if err := f.wire.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		return nil, err
	}
	size, err := f.replies.ReadString(':')
	if err != nil {
		return nil, err
	}
	var length int
	if _, err := fmt.Sscanf(size, "%d:", &length); err != nil {
		return nil, err
	}
	message := make([]byte, length)
	_, err = io.ReadFull(f.replies, message)
	return message, err
}

func (f *firefox) try(command string, values map[string]any) (map[string]any, error) {
	f.last++
	message, err := json.Marshal([]any{0, f.last, command, values})
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(f.wire, "%d:%s", len(message), message); err != nil {
		return nil, err
	}
	reply, err := f.read()
	if err != nil {
		return nil, err
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(reply, &parts); err != nil || len(parts) != 4 {
		return nil, errors.New("not a reply: " + string(reply))
	}
	if string(parts[2]) != "null" {
		return nil, errors.New(string(parts[2]))
	}
	var result map[string]any
	_ = json.Unmarshal(parts[3], &result) // some commands give null
	return result, nil
}

func (f *firefox) call(command string, values map[string]any) map[string]any {
	f.t.Helper()
	result, err := f.try(command, values)
	if err != nil {
		f.t.Fatalf("marionette %s: %v", command, err)
	}
	return result
}
