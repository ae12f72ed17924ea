package apps_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"

	"latchkey/session/apps"
)

func playPart(part string) error {
	if part == "wait" {
		return nil
	}
	share := uint32(windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE)
	if part == "shared" {
		share |= windows.FILE_SHARE_DELETE
	}
	name, err := windows.UTF16PtrFromString(os.Getenv("FILE"))
	if err != nil {
		return err
	}
	_, err = windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, 0, 0)
	return err
}

// folder is a temporary one. That of the testing package is removed in a way that Wine does not know.
func folder(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "latchkey-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		entries, _ := os.ReadDir(path)
		for _, entry := range entries {
			_ = os.Remove(filepath.Join(path, entry.Name()))
		}
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	})
	return path
}

func TestAFileThatCanBeMovedIsNotLocked(t *testing.T) {
	path := filepath.Join(folder(t), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	child(t, exec.Command(self(t)), "shared", "FILE="+path)
	if held, err := apps.Locked(path); held || err != nil {
		t.Errorf("got %v, %v", held, err)
	}
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Errorf("it cannot be moved: %v", err)
	}
}
