package browser_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/auth/browser"
)

// fakeOpener puts a program named xdg-open alone into PATH.
func fakeOpener(t *testing.T, script string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
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
