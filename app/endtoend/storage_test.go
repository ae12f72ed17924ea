//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

// withProvider is a world with a provider that nobody will reach: storage is
// proven before the browser opens.
func withProvider(t testing.TB, env ...string) *world {
	t.Helper()
	w := newWorld(t, env...)
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	return w
}

// refusesSignIn expects the storage's problem before any address is printed.
func (w *world) refusesSignIn(problem string) {
	w.t.Helper()
	got := w.must(6, "sign-in", "--no-browser", "--json")
	failure := got.object(w.t)["error"].(map[string]any)
	if failure["code"] != problem {
		w.t.Errorf("problem %v, want %s", failure["code"], problem)
	}
	if strings.Contains(got.errOut, "http") {
		w.t.Errorf("an address was printed before the storage was proven: %s", got.errOut)
	}
	if exists(filepath.Join(w.home, "state", "login_session.json")) {
		w.t.Error("a session file was left")
	}
}

func TestWithoutABusStorageIsMissingAndNoBusIsStarted(t *testing.T) {
	before := daemons(t)
	withProvider(t).refusesSignIn("storage_missing")
	if after := daemons(t); after > before {
		t.Errorf("%d dbus-daemon processes before, %d after", before, after)
	}
}

// daemons counts the bus daemons that belong to nobody's test: those without a
// parent.
func daemons(t testing.TB) int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, stat := range stats {
		content, err := os.ReadFile(stat)
		if err == nil && bytes.Contains(content, []byte("(dbus-daemon) ")) && bytes.Contains(content, []byte(") S 1 ")) {
			count++
		}
	}
	return count
}

func TestALockedKeyringIsSaidBeforeTheBrowserOpens(t *testing.T) {
	env := vaulttest.StartKeyring(t)
	vaulttest.Lock(t, env)
	withProvider(t, env...).refusesSignIn("storage_locked")
}

func TestAKeyringThatNeverAnswersIsLockedAndCanBeInterrupted(t *testing.T) {
	env := vaulttest.StartBus(t)
	vaulttest.BlackHole(t, env)
	w := withProvider(t, env...)
	w.refusesSignIn("storage_locked")

	ctx, cancel := context.WithTimeout(context.Background(), commandLimit)
	defer cancel()
	command := w.command(ctx, "sign-in", "--no-browser")
	command.Cancel = nil
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	interrupt := time.AfterFunc(time.Second, func() { _ = command.Process.Signal(os.Interrupt) })
	defer interrupt.Stop()
	_ = command.Wait() // the exit code says how it ended
	if code := command.ProcessState.ExitCode(); code != 4 {
		t.Errorf("Ctrl-C while the keyring hangs: exit %d, want 4", code)
	}
}

// A full disk: the old session stays, nothing half is left, and the words name
// the disk.
func TestAFullDiskLosesNothing(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "mounting a small disk needs root")
	}
	w := newWorld(t)
	w.sealed()
	server := startDemo(t)
	w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	next := w.opener()
	w.signInAsMila(next)
	state := filepath.Join(w.home, "state")
	saved := t.TempDir()
	if err := os.CopyFS(saved, os.DirFS(state)); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", state, "tmpfs", 0, "size=64k,mode=0700"); err != nil {
		missing(t, "a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(state, 0) })
	if err := os.CopyFS(state, os.DirFS(saved)); err != nil {
		t.Fatal(err)
	}
	tighten(t, state)
	fill(t, filepath.Join(state, "ballast"))
	before, err := os.ReadFile(filepath.Join(state, "login_session.json"))
	if err != nil {
		t.Fatal(err)
	}
	got := w.run("token", "--min-validity", "10h", "--json")
	if got.code == 0 {
		t.Fatal("a renewal was stored on a full disk")
	}
	if code := got.object(t)["error"].(map[string]any)["code"]; code != "disk_full" {
		t.Errorf("problem %v: %s", code, got.out)
	}
	after, err := os.ReadFile(filepath.Join(state, "login_session.json"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the session file changed on a full disk: %v", err)
	}
}

// tighten gives a copied folder the modes that Latchkey insists on.
func tighten(t testing.TB, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fill writes until nothing more fits.
func fill(t testing.TB, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for range 1 << 10 {
		if _, err := file.Write(make([]byte, 512)); err != nil {
			return
		}
	}
	t.Fatal("the small disk is not small")
}
