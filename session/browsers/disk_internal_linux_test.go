package browsers

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// inOwnMounts runs a test again where it can mount disks that nobody else sees.
func inOwnMounts(t *testing.T) (folder string, isInside bool) {
	t.Helper()
	const variable = "LATCHKEY_TEST_MOUNT"
	if folder := os.Getenv(variable); folder != "" {
		return folder, true
	}
	unshare := []string{"unshare", "-m", "--propagation", "unchanged"}
	if output, err := exec.Command(unshare[0], append(unshare[1:], "true")...).CombinedOutput(); err != nil {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatalf("nothing can be mounted here, and LATCHKEY_REQUIRE_PARTS=1: %v\n%s", err, output)
		}
		t.Skipf("nothing can be mounted here: %v", err)
	}
	child := exec.Command(unshare[0], append(unshare[1:], os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")...)
	child.Env = append(os.Environ(), variable+"="+t.TempDir())
	if output, err := child.CombinedOutput(); err != nil || !strings.Contains(string(output), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, output)
	}
	return "", false
}

func TestAFullDiskLosesNothing(t *testing.T) {
	folder, isInside := inOwnMounts(t)
	if !isInside {
		return
	}
	for _, name := range []string{"chromium 24", "firefox 17"} {
		k, refusals := kindOf(t, name), 0
		for free := 0; ; free++ {
			if err := unix.Mount("tmpfs", folder, "tmpfs", 0, "size=512k,mode=0700"); err != nil {
				t.Fatal(err)
			}
			done := fullRound(t, k, filepath.Join(folder, "root"), free)
			if err := unix.Unmount(folder, unix.MNT_DETACH); err != nil {
				t.Fatal(err)
			}
			if done {
				break
			}
			if refusals++; refusals > 100 {
				t.Fatalf("%s: never done", name)
			}
		}
		if refusals < 2 {
			t.Errorf("%s: the disk was never full", name)
		}
	}
}

// fullRound removes with some free pages on the disk; true when that was enough.
func fullRound(t *testing.T, k kind, root string, free int) bool {
	t.Helper()
	rows := mixed(k.family)
	for i := range 300 { // so that the host's cookies lie on several pages
		rows = append(rows, row{[]string{host, "other.test"}[i%2], "", strings.Repeat("n", i), "v"})
	}
	p := k.profileIn(t, root, rows...)
	old, kept := rowsOf(t, p, everything), rowsOf(t, p, not(isHosts(false)))
	filler, err := os.Create(filepath.Join(root, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for page := make([]byte, 4096); ; size += len(page) {
		if _, err := filler.Write(page); err != nil {
			break
		}
	}
	if err := filler.Truncate(int64(max(size-free*4096, 0))); err != nil {
		t.Fatal(err)
	}
	_ = filler.Close()
	_, err = quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
	if err := os.Remove(filler.Name()); err != nil {
		t.Fatal(err)
	}
	now := rowsOf(t, p, everything)
	switch {
	case err == nil && !slices.Equal(now, kept):
		t.Errorf("%s, %d free: other rows changed", k.name, free)
	case err != nil && !slices.Equal(now, old):
		t.Errorf("%s, %d free: %v, and rows changed", k.name, free, err)
	case err != nil && !errors.Is(err, ErrFull):
		t.Errorf("%s, %d free: %v", k.name, free, err)
	}
	return err == nil
}

func TestAReadOnlyDiskIsTold(t *testing.T) {
	folder, isInside := inOwnMounts(t)
	if !isInside {
		return
	}
	for _, k := range kinds {
		if err := unix.Mount("tmpfs", folder, "tmpfs", 0, "mode=0700"); err != nil {
			t.Fatal(err)
		}
		p := k.profileIn(t, filepath.Join(folder, "root"), mixed(k.family)...)
		if err := unix.Mount("tmpfs", folder, "tmpfs", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		h := quiet().count(t.Context(), p, []string{host})
		if isCounted := h.State == StateOK && sum(h.Hosts) == 5; !isCounted && (h.State != StateRefused || h.Reason != whyReadOnly) {
			t.Errorf("%s: %+v", k.name, h)
		}
		var of *StoreError
		_, err := quiet().remove(t.Context(), p, Wanted{Hosts: []string{host}})
		if !errors.Is(err, ErrReadOnly) || !errors.As(err, &of) || of.Reason != whyReadOnly {
			t.Errorf("%s: %v", k.name, err)
		}
		if err := unix.Unmount(folder, unix.MNT_DETACH); err != nil {
			t.Fatal(err)
		}
	}
}
