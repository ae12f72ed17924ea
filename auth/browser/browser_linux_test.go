package browser_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"latchkey/auth/browser"
)

// fakeOpener puts a program named xdg-open alone into PATH.
func fakeOpener(t *testing.T, script string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"PATH": folder, "BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "WSL_DISTRO_NAME": ""} {
		t.Setenv(name, value)
	}
	return folder
}

func TestOpenRunsTheDesktopsOpenerSilently(t *testing.T) {
	folder := fakeOpener(t, `echo noise; echo noise >&2; echo "$#:$1" > "${0%/*}/seen"`)
	const address = "https://id.example.com/a?x=1&y=$(id);z"
	if err := browser.Open(context.Background(), address); err != nil {
		t.Fatal(err)
	}
	seen, err := os.ReadFile(filepath.Join(folder, "seen"))
	if err != nil || strings.TrimSpace(string(seen)) != "1:"+address {
		t.Fatalf("the opener saw %q, %v", seen, err)
	}
}

func TestOpenSaysWhenTheOpenerFails(t *testing.T) {
	fakeOpener(t, "exit 3")
	if err := browser.Open(context.Background(), "https://id.example.com/"); !errors.Is(err, browser.ErrNoBrowser) {
		t.Fatalf("got %v", err)
	}
}

func TestOpenSaysWhenThereIsNoOpener(t *testing.T) {
	fakeOpener(t, "exit 0")
	t.Setenv("PATH", t.TempDir())
	if err := browser.Open(context.Background(), "https://id.example.com/"); !errors.Is(err, browser.ErrNoBrowser) {
		t.Fatalf("got %v", err)
	}
}

func TestOpenDoesNotRunAnOpenerOfTheCurrentFolder(t *testing.T) {
	folder := fakeOpener(t, `echo ran > "${0%/*}/seen"`)
	t.Setenv("PATH", ".")
	t.Chdir(folder)
	if err := browser.Open(context.Background(), "https://id.example.com/"); !errors.Is(err, browser.ErrNoBrowser) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "seen")); err == nil {
		t.Fatal("the opener in the current folder was run")
	}
}

func TestOpenPassesOverTheCurrentFolderInPath(t *testing.T) {
	folder := fakeOpener(t, `echo ran > "${0%/*}/seen"`)
	elsewhere := t.TempDir()
	if err := os.WriteFile(filepath.Join(elsewhere, "xdg-open"), []byte("#!/bin/sh\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", ":.:relative:"+folder)
	t.Chdir(elsewhere)
	if err := browser.Open(context.Background(), "https://id.example.com/"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "seen")); err != nil {
		t.Fatal("the opener in an absolute folder was not run")
	}
}

func TestOpenersHaveNoTerminalAndACleanEnvironment(t *testing.T) {
	folder := fakeOpener(t, `cd "${0%/*}" || exit 1
read -r line; echo "read:$line" > seen
set -- $(cat /proc/self/stat); echo "session:$6" >> seen
(: < /dev/tty) 2>/dev/null && echo terminal >> seen
export >> seen`)
	t.Setenv("PATH", folder+":/usr/bin:/bin")
	t.Setenv("LD_LIBRARY_PATH", "CANARY")
	t.Setenv("LATCHKEY_HOME", "CANARY")
	t.Setenv("KEPT", "yes")
	if err := browser.Open(context.Background(), "https://id.example.com/"); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(folder, "seen"))
	seen := string(content)
	ours, sessionErr := unix.Getsid(0)
	if err != nil || sessionErr != nil || !strings.HasPrefix(seen, "read:\n") || !strings.Contains(seen, "KEPT") {
		t.Fatalf("saw %q, %v %v", seen, err, sessionErr)
	}
	if strings.Contains(seen, "CANARY") || strings.Contains(seen, "terminal\n") || strings.Contains(seen, fmt.Sprintf("session:%d\n", ours)) {
		t.Fatalf("saw %q", seen)
	}
}

func TestTheOpenerThatThePersonChoseIsRunFirst(t *testing.T) {
	folder := fakeOpener(t, `echo xdg >> "${0%/*}/seen"`)
	own := filepath.Join(folder, "mine")
	if err := os.WriteFile(own, []byte("#!/bin/sh\necho \"mine:$1:$2\" >> \"${0%/*}/seen\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("BROWSER", "w3m:"+own+" --to %s")
	const address = "https://id.example.com/a;b$(c)"
	if err := browser.Open(context.Background(), address); err != nil {
		t.Fatal(err)
	}
	if seen, err := os.ReadFile(filepath.Join(folder, "seen")); err != nil || string(seen) != "mine:--to:"+address+"\n" {
		t.Fatalf("saw %q, %v", seen, err)
	}
}

func TestATextBrowserIsNotStarted(t *testing.T) {
	folder := fakeOpener(t, `echo ran > "${0%/*}/seen"`)
	if err := os.Rename(filepath.Join(folder, "xdg-open"), filepath.Join(folder, "w3m")); err != nil {
		t.Fatal(err)
	}
	if err := browser.Open(context.Background(), "https://id.example.com/"); !errors.Is(err, browser.ErrTextBrowser) {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "seen")); err == nil {
		t.Fatal("it was started")
	}
}
