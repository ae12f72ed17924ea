package session

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestADiskThatIsFullAtAnyWriteLosesNothing runs itself in a mount namespace of its own, with a disk of a few pages in memory, and
// leaves ever more of them free, so that each write in turn is the first that finds no room.
func TestADiskThatIsFullAtAnyWriteLosesNothing(t *testing.T) {
	const variable = "LATCHKEY_TEST_MOUNT"
	if folder := os.Getenv(variable); folder != "" {
		fillUp(t, folder)
		return
	}
	needRoot(t)
	unshare := []string{"unshare", "-m", "--propagation", "unchanged"}
	if output, err := exec.Command(unshare[0], append(unshare[1:], "true")...).CombinedOutput(); err != nil {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatalf("nothing can be mounted here, and LATCHKEY_REQUIRE_PARTS=1: %v\n%s", err, output)
		}
		t.Skipf("nothing can be mounted here: %v", err)
	}
	child := exec.Command(unshare[0], append(unshare[1:], os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")...)
	child.Env = append(os.Environ(), variable+"="+t.TempDir())
	output, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, output)
	}
	t.Log(lastWords(string(output)))
}

func lastWords(output string) string {
	for line := range strings.Lines(output) {
		if strings.Contains(line, "rounds") {
			return strings.TrimSpace(line)
		}
	}
	return "no round was run"
}

// full is one way for a disk to be full: of data, or of names.
type full struct {
	options string
	free    func(folder string, count int) error // makes room for count more
}

func fillUp(t *testing.T, folder string) {
	t.Helper()
	rounds := 0
	for _, kind := range []full{{"size=256k", freePages}, {"size=1m,nr_inodes=64", freeNames}} {
		for _, across := range []bool{false, true} {
			for _, undo := range []bool{false, true} {
				for free := 0; ; free++ {
					rounds++
					failed := fullRound(t, folder, kind, across, undo, free)
					if t.Failed() {
						t.Fatalf("%s, across %v, undo %v, free %d", kind.options, across, undo, free)
					}
					if !failed {
						break
					}
					if free > 200 {
						t.Fatal("it is never enough")
					}
				}
			}
		}
	}
	t.Logf("%d rounds", rounds)
}

// fullRound reports whether anything failed for want of room.
func fullRound(t *testing.T, folder string, kind full, across, undo bool, free int) (failed bool) {
	t.Helper()
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, kind.options); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := unix.Unmount(folder, 0); err != nil {
			t.Fatal(err)
		}
	}()
	w := &world{t: t, folder: folder, across: across}
	w.fill("old ")
	request := RestoreRequest{}
	if undo {
		backup, _, err := w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
		if err != nil {
			t.Fatal(err)
		}
		request.ID = backup.ID
		w.fill("new ")
	}
	if err := kind.free(folder, free); err != nil {
		t.Fatal(err)
	}
	var results []ItemResult
	var err error
	if undo {
		_, results, err = w.backups(0).Restore(t.Context(), request)
	} else {
		_, results, err = w.backups(0).Create(t.Context(), BackupRequest{Items: w.sources()})
	}
	failed = err != nil
	for _, result := range results {
		failed = failed || result.Result == ResultFailed
	}
	w.wantNothingLost(undo)
	w.endWithRoom(request.ID, undo)
	return failed
}
