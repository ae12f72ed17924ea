package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/session/vault"
)

// realBench is a window on the real jobs, in a home of its own.
type realBench struct {
	*bench
	ui chan func()
}

func newRealBench(t *testing.T, home string) *realBench {
	t.Helper()
	env := func(name string) string {
		return map[string]string{"LATCHKEY_HOME": filepath.Join(home, "latchkey"), "HOME": home, "USER": "mila"}[name]
	}
	jobs, err := core.Open(core.World{Env: env, Home: home, GOOS: "linux", Version: "test", Storage: vault.Memory})
	if err != nil {
		t.Fatal(err)
	}
	r := &realBench{ui: make(chan func(), 100)}
	r.bench = newBench(t, signedOutJobs(), func(d *Deps) {
		d.Jobs, d.Now = jobs, time.Now
		d.Background = func(work func()) { go work() }
		d.OnUI = func(work func()) { r.ui <- work }
	})
	return r
}

// until does what comes to the window's thread until something holds.
func (r *realBench) until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	for !holds() {
		select {
		case work := <-r.ui:
			work()
		case <-deadline:
			t.Fatalf("never: %s; the page %q shows %q", what, r.shown.name, r.texts())
		}
	}
}

func (r *realBench) has(control string) func() bool {
	return func() bool { return slices.Contains(r.drawn.parts.order, control) }
}

// writeSignIn makes the file of a SketchUp in a Wine prefix.
func writeSignIn(t *testing.T, home, year, text string) string {
	t.Helper()
	path := filepath.Join(home, ".wine", "drive_c", "users", "mila", "AppData", "Roaming", "SketchUp", "SketchUp "+year, "login_session.dat")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Without any account and provider: a stuck app is found in a Wine prefix, reset,
// signed in to again, and the old sign-in put back over the new one.
func TestAStuckAppIsResetAndPutBackOnTheRealJobs(t *testing.T) {
	home := t.TempDir()
	path := writeSignIn(t, home, "2021", "the stuck one")
	for _, part := range []string{"system.reg", "user.reg"} {
		if err := os.WriteFile(filepath.Join(home, ".wine", part), []byte("WINE REGISTRY Version 2\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := newRealBench(t, home)
	b.until(t, "the window is there", func() bool { return b.ready })
	b.goTo(present.PageApps)
	b.until(t, "the app is found", b.has("tick:app:sketchup@2021"))
	b.tap(t, "reset_ticked")
	b.until(t, "the plan is shown", func() bool { return b.window.Canvas().Overlays().Top() != nil })
	b.dialog.Confirm().Press()
	b.until(t, "the result is shown", func() bool { return b.apps.result != nil && b.work == nil && b.shown.name == "apps/result" })
	b.says(t, "1 sign-in is reset")
	if _, err := os.Lstat(path); !os.IsNotExist(err) {
		t.Fatalf("the file is still there: %v", err)
	}
	backup := b.apps.result.Backup.ID
	writeSignIn(t, home, "2021", "the new one")
	b.tap(t, "undo:"+backup)
	b.until(t, "the undo asks", func() bool { return b.window.Canvas().Overlays().Top() != nil })
	b.dialog.Confirm().Press()
	b.until(t, "the undo is done", func() bool { return b.apps.result != nil && b.apps.result.Undone && b.work == nil })
	if content, err := os.ReadFile(path); err != nil || string(content) != "the stuck one" {
		t.Errorf("the file holds %q, %v", content, err)
	}
	b.until(t, "the page says so", func() bool { return b.title() == "Everything is put back" })
	b.key(fyne.KeyEscape)
	b.until(t, "both backups are listed", func() bool { return len(b.snap.backups) == 2 })
}
