//go:build linux

package core

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"latchkey/app/doctor"
	"latchkey/session"
)

// small gives a disk of so many bytes, or skips where none can be made.
func small(t *testing.T, options string) string {
	t.Helper()
	folder := t.TempDir()
	if output, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no disk of its own can be made here: %v %s", err, output)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", folder).Run() })
	return folder
}

func TestADiskWithoutRoomIsFound(t *testing.T) {
	for _, row := range []struct {
		options string
		fill    int
		verdict doctor.Verdict
		code    string
	}{
		{"size=4m,mode=0700", 4 << 20, doctor.Fail, "disk_full"},
		{"size=4m,mode=0700", 7 << 19, doctor.Fail, "disk_full"},
		{"size=20m,mode=0700", 0, doctor.Warn, "disk_nearly_full"},
		{"size=60m,mode=0700", 0, doctor.Pass, ""},
		{"size=60m,mode=0700,ro", 0, doctor.Fail, "home_read_only"},
	} {
		folder := small(t, row.options)
		if row.fill > 0 {
			if err := os.WriteFile(filepath.Join(folder, "fill"), make([]byte, row.fill), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		found := lookAtFolder(folder)
		if found.Verdict != row.verdict || found.Code != row.code {
			t.Errorf("%s, %d bytes in use: %s %s", row.options, row.fill, found.Verdict, found.Code)
		}
		missing := lookAtFolder(filepath.Join(folder, "not", "there"))
		if missing.Verdict != row.verdict && row.fill != 4<<20 {
			t.Errorf("%s: a folder that would be made there: %s %s", row.options, missing.Verdict, missing.Code)
		}
		if left, err := filepath.Glob(filepath.Join(folder, ".latchkey-*")); err != nil || len(left) > 0 {
			t.Errorf("%s: left behind %v", row.options, left)
		}
	}
}

func TestANetworkFolderIsWarnedOf(t *testing.T) {
	folder := t.TempDir()
	found := judgeRoom(folder, session.Place{Network: true, Kind: "nfs4"})
	if room, known := roomAt(folder); known && room < littleRoom {
		t.Fatal("the disk of the tests is nearly full itself, which hides what is tested")
	}
	if found.Verdict != doctor.Warn || found.Code != "home_on_network" || found.Evidence.Values["kind"].Text != "nfs4" {
		t.Errorf("%s %s %+v", found.Verdict, found.Code, found.Evidence)
	}
}

func TestAFolderOnADiskThatCannotBeReachedIsNoRefusal(t *testing.T) {
	err := tryFolder(filepath.Join(t.TempDir(), "gone"), session.Place{})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
