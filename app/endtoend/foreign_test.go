//go:build linux

package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A session file that belongs to somebody else is named, never used and never
// changed in passing; a reset puts it aside and an undo puts it back as it was.
func TestAForeignSessionFileIsRefusedAndCanBePutAside(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "giving a file to somebody else needs root")
	}
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	w.signInAsMila(w.opener())
	file := filepath.Join(w.home, "state", "login_session.json")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(file, 54321, 54321); err != nil {
		t.Fatal(err)
	}

	status := w.run("status", "--json").object(t)
	reason := status["session_file"].(map[string]any)["reason"].(string)
	if status["state"] != "damaged" || !strings.Contains(reason, "another user") {
		t.Errorf("status: %v, %q", status["state"], reason)
	}
	for _, args := range [][]string{{"token"}, {"sign-in", "--no-browser"}, {"session", "verify"}, {"sign-out"}} {
		if got := w.run(args...); got.code != 2 || !strings.Contains(got.errOut, "try: ") {
			t.Errorf("%v: exit %d\n%s", args, got.code, got.errOut)
		}
	}
	sameForeign(t, file, before)

	w.must(0, "reset", "--yes")
	w.must(3, "status")
	w.must(0, "undo", "--yes")
	sameForeign(t, file, before)
}

// sameForeign checks content and owner.
func sameForeign(t *testing.T, file string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("the file changed: %v", err)
	}
	info, err := os.Lstat(file)
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t).Uid; owner != 54321 {
		t.Errorf("the owner is %d now", owner)
	}
}
