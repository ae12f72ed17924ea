package browser_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"latchkey/auth/browser"
)

func TestAFolderIsShownWithoutOurTerminalAndVariables(t *testing.T) {
	folder := fakeOpener(t, `echo noise; echo "$#:$1:$LATCHKEY_HOME$LD_LIBRARY_PATH$BROWSER" > "${0%/*}/seen"`)
	t.Setenv("LATCHKEY_HOME", "CANARY")
	t.Setenv("LD_LIBRARY_PATH", "CANARY")
	t.Setenv("BROWSER", "CANARY")
	t.Setenv("DISPLAY", ":0")
	shown := filepath.Join(t.TempDir(), "a %s; folder")
	if err := os.Mkdir(shown, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{shown, filepath.Join(shown, "login_session.json"), shown + "/"} {
		if err := browser.ShowFolder(context.Background(), path); err != nil {
			t.Fatal(err)
		}
		if seen, err := os.ReadFile(filepath.Join(folder, "seen")); err != nil || string(seen) != "1:"+shown+":\n" {
			t.Errorf("for %q the opener saw %q, %v", path, seen, err)
		}
	}
}

func TestOnlyAFolderIsShown(t *testing.T) {
	folder := fakeOpener(t, `echo ran > "${0%/*}/seen"`)
	t.Chdir(folder)
	missing := filepath.Join(t.TempDir(), "missing", "file")
	for _, path := range []string{"", "-x", "xdg-open", missing, "https://id.example.com/", filepath.Join(folder, "xdg-open", "x")} {
		if err := browser.ShowFolder(context.Background(), path); err == nil {
			t.Errorf("%q is shown", path)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "seen")); err == nil {
		t.Error("the opener was run")
	}
}

func TestWhereNoFileManagerIsFoundItIsTold(t *testing.T) {
	folder := fakeOpener(t, "exit 3")
	for _, path := range []string{folder, "."} {
		t.Setenv("PATH", path)
		if err := browser.ShowFolder(context.Background(), folder); !errors.Is(err, browser.ErrNoFileManager) {
			t.Errorf("got %v", err)
		}
	}
}
