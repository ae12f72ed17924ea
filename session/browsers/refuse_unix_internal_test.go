//go:build unix

package browsers

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"latchkey/session/internal/atomicfile"
)

func TestWhatIsNoOrdinaryFileOfThisPersonIsRefused(t *testing.T) {
	move := func(t *testing.T, path string) string {
		to := filepath.Join(t.TempDir(), "moved")
		if err := os.Rename(path, to); err != nil {
			t.Fatal(err)
		}
		return to
	}
	for _, c := range []struct {
		what   string
		change func(t *testing.T, p Profile) error
		reason atomicfile.Reason
	}{
		{"a link", func(t *testing.T, p Profile) error { return os.Symlink(move(t, p.Stores[0]), p.Stores[0]) }, atomicfile.IsLink},
		{"a linked folder", func(t *testing.T, p Profile) error { return os.Symlink(move(t, p.Path), p.Path) }, atomicfile.FolderIsLink},
		{"two names", func(t *testing.T, p Profile) error { return os.Link(p.Stores[0], p.Stores[0]+".other") }, atomicfile.HardLinked},
		{"an open folder", func(_ *testing.T, p Profile) error { return os.Chmod(p.Path, 0o777) }, atomicfile.FolderWritable},
		{"a pipe as log", func(_ *testing.T, p Profile) error { return unix.Mkfifo(p.Stores[0]+"-wal", 0o600) }, atomicfile.IsFIFO},
		{"a link as journal", func(_ *testing.T, p Profile) error { return os.Symlink("/etc/passwd", p.Stores[0]+"-journal") }, atomicfile.IsLink},
		{"a pipe", func(t *testing.T, p Profile) error { move(t, p.Stores[0]); return unix.Mkfifo(p.Stores[0], 0o600) }, atomicfile.IsFIFO},
		{"a folder", func(t *testing.T, p Profile) error { move(t, p.Stores[0]); return os.Mkdir(p.Stores[0], 0o700) }, atomicfile.IsFolder},
	} {
		k := kindOf(t, "firefox 17")
		p := k.profile(t, mixed(k.family)...)
		if err := c.change(t, p); err != nil {
			t.Fatal(err)
		}
		refused(t, c.what, p, StateRefused, string(c.reason), ErrRefused)
	}
}

func TestAnotherPersonsStoreIsRefused(t *testing.T) {
	k := kindOf(t, "firefox 17")
	p := k.profile(t, mixed(k.family)...)
	if os.Geteuid() != 0 {
		if os.Getenv("LATCHKEY_REQUIRE_PARTS") == "1" {
			t.Fatal("only an administrator can make a file of somebody else, and LATCHKEY_REQUIRE_PARTS=1")
		}
		t.Skip("only an administrator can make a file of somebody else")
	}
	if err := os.Chown(p.Stores[0], 12345, 12345); err != nil {
		t.Fatal(err)
	}
	refused(t, "foreign", p, StateRefused, string(atomicfile.ForeignOwner), ErrRefused)
}
