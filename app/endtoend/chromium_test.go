//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// chromium is a real browser, driven through WebDriver (W3C WebDriver 2).
type chromium struct {
	t       testing.TB
	driver  string // address of chromedriver
	session string
	data    string // --user-data-dir
	more    []string
}

// startChromium starts a headless Chromium with a profile of its own.
func startChromium(t testing.TB) *chromium {
	t.Helper()
	b := newChromium(t, t.TempDir())
	b.start()
	return b
}

// newChromium makes ready to start one, with a folder of profiles that may be a
// person's. HOME is not the person's: Chromium is steered in no folder that it
// finds itself.
func newChromium(t testing.TB, userData string) *chromium {
	t.Helper()
	driver, err := exec.LookPath("chromedriver")
	if err != nil {
		missing(t, "chromedriver (Debian's package chromium-driver) is not installed")
	}
	command := exec.Command(driver, "--port=0")
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) // its own group: the driver and its browser
		_ = command.Wait()
	})
	return &chromium{t: t, driver: "http://127.0.0.1:" + driverPort(t, output), data: userData}
}

func (b *chromium) start() {
	b.t.Helper()
	b.session = ""
	b.session = b.newSession()
	b.t.Cleanup(func() { _, _ = b.try(http.MethodDelete, "", nil) })
}

var startedOnPort = regexp.MustCompile(`started successfully on port (\d+)`)

func driverPort(t testing.TB, output io.Reader) string {
	t.Helper()
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if found := startedOnPort.FindStringSubmatch(lines.Text()); found != nil {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return found[1]
		}
	}
	t.Fatal("chromedriver did not tell its port")
	return ""
}

func (b *chromium) newSession() string {
	b.t.Helper()
	options := map[string]any{"args": append([]string{
		"--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + b.data,
	}, b.more...)}
	answer := b.call(http.MethodPost, "", map[string]any{"capabilities": map[string]any{
		"alwaysMatch": map[string]any{"goog:chromeOptions": options},
	}})
	return answer.(map[string]any)["sessionId"].(string)
}

func (b *chromium) call(method, path string, body any) any {
	b.t.Helper()
	value, err := b.try(method, path, body)
	if err != nil {
		b.t.Fatalf("webdriver %s %s: %v", method, path, err)
	}
	return value
}

func (b *chromium) try(method, path string, body any) (any, error) {
	address := b.driver + "/session"
	if b.session != "" {
		address += "/" + b.session + path
	}
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequest(method, address, content)
	if err != nil {
		return nil, err
	}
	response, err := (&http.Client{Timeout: time.Minute}).Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct{ Value any }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%v", answer.Value)
	}
	return answer.Value, nil
}

// visit opens an address.
func (b *chromium) visit(address string) {
	b.t.Helper()
	b.call(http.MethodPost, "/url", map[string]any{"url": address})
}

// has says whether the page has an element for a CSS selector.
func (b *chromium) has(selector string) bool {
	_, err := b.element(selector)
	return err == nil
}

func (b *chromium) element(selector string) (string, error) {
	value, err := b.try(http.MethodPost, "/element", map[string]any{"using": "css selector", "value": selector})
	if err != nil {
		return "", err
	}
	for _, id := range value.(map[string]any) {
		return id.(string), nil
	}
	return "", fmt.Errorf("no element %s", selector)
}

// click waits for an element and clicks it.
func (b *chromium) click(selector string) {
	b.t.Helper()
	var failed error
	eventually(b.t, 20*time.Second, "clickable: "+selector, func() bool {
		var id string
		if id, failed = b.element(selector); failed == nil {
			_, failed = b.try(http.MethodPost, "/element/"+id+"/click", map[string]any{})
		}
		return failed == nil
	})
}

// write types into a field.
func (b *chromium) write(selector, text string) {
	b.t.Helper()
	id, err := b.element(selector)
	if err != nil {
		b.t.Fatal(err)
	}
	b.call(http.MethodPost, "/element/"+id+"/value", map[string]any{"text": text})
}

// source is the page's HTML as the browser has it.
func (b *chromium) source() string {
	value, err := b.try(http.MethodGet, "/source", nil)
	if err != nil {
		return ""
	}
	return value.(string)
}

// address is what the address bar shows.
func (b *chromium) address() string {
	b.t.Helper()
	return b.call(http.MethodGet, "/url", nil).(string)
}

// shows waits until the page contains a text.
func (b *chromium) shows(text string) {
	b.t.Helper()
	eventually(b.t, 20*time.Second, "on the page: "+text, func() bool { return strings.Contains(b.source(), text) })
}

// opener puts an xdg-open into the world's PATH that writes the address it is
// given into a file, and gives a function that waits for the next address. It
// also keeps its arguments and environment for whoever looks for secrets.
func (w *world) opener() (next func() string) {
	w.t.Helper()
	folder := w.t.TempDir()
	log := filepath.Join(folder, "opened")
	script := "#!/bin/sh\nenv >>'" + filepath.Join(folder, "environment") + "'\nprintf '%s\\n' \"$1\" >>'" + log + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o700); err != nil {
		w.t.Fatal(err)
	}
	w.setenv("PATH", folder+":"+os.Getenv("PATH"))
	seen := 0
	return func() string {
		w.t.Helper()
		var address string
		eventually(w.t, 20*time.Second, "an address in the browser", func() bool {
			content, err := os.ReadFile(log)
			lines := strings.Fields(string(content))
			if err != nil || len(lines) <= seen {
				return false
			}
			address = lines[seen]
			return true
		})
		seen++
		return address
	}
}
