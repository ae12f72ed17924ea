package browser_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"latchkey/auth/browser"
)

// A browser is looked for in PATH, and never started.
func TestLookStartsNothing(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	t.Setenv("BROWSER", "")
	t.Setenv("WSL_DISTRO_NAME", "")
	if err := browser.Look(); !errors.Is(err, browser.ErrNoBrowser) || errors.Is(err, browser.ErrTextBrowser) {
		t.Errorf("in an empty folder: %v", err)
	}
	program := func(name string) {
		script := "#!/bin/sh\ntouch " + filepath.Join(folder, "started") + "\n"
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	program("w3m")
	if err := browser.Look(); !errors.Is(err, browser.ErrTextBrowser) {
		t.Errorf("with one for the terminal: %v", err)
	}
	program("xdg-open")
	if err := browser.Look(); err != nil {
		t.Errorf("with an opener: %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "started")); err == nil {
		t.Error("it was started")
	}
}
