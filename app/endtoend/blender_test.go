//go:build linux

package endtoend

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// profile is what the Blender ID add-on keeps. The add-on itself is not in Debian: the file is put where its source puts it.
const profile = `{"active_profile": "1234", "profiles": {"1234": {"username": "mila@example.org", "full_name": "Mila", "token": "not-a-real-token", "expires": "", "subclients": {}}}}`

// Proof: the real Blender names its own folder, and the profile in it is found, put aside and put back as it was.
func TestBlendersProfileIsFoundResetAndPutBack(t *testing.T) {
	w := newWorld(t)
	folder := w.blenderSays(`bpy.utils.user_resource("CONFIG")`)
	file := plant(t, filepath.Join(folder, "blender_id", "profiles.json"), profile)
	startup := plant(t, filepath.Join(folder, "userpref.blend"), "preferences")
	version := w.blenderSays(`"%d.%d" % bpy.app.version[:2]`)

	found := appsFound(t, w.must(0, "apps", "--json"), "blender")
	if len(found) != 1 || found[0].version != version || found[0].running || len(found[0].paths) != 1 || found[0].paths[0] != file.path {
		t.Fatalf("found %+v, want version %s at %s", found, version, file.path)
	}
	w.must(0, "reset", "--scope", "apps", "--yes") // an entry that is not the vendor's own takes part only when it is named
	file.stands(t)

	w.must(0, "reset", "--scope", "app:blender", "--yes")
	file.isAway(t)
	startup.stands(t)
	w.must(0, "undo", "--yes")
	file.stands(t)
	startup.stands(t)
}

// Blender reads its preferences at the start and the add-on writes its profile when it likes: it has to be closed.
func TestARunningBlenderIsNotReset(t *testing.T) {
	w := newWorld(t)
	file := plant(t, filepath.Join(w.blenderSays(`bpy.utils.user_resource("CONFIG")`), "blender_id", "profiles.json"), profile)
	end := w.blenderWaits()

	found := appsFound(t, w.must(0, "apps", "--json"), "blender")
	if len(found) != 1 || !found[0].running {
		t.Fatalf("found %+v, want a running one", found)
	}
	refused := w.must(9, "reset", "--scope", "app:blender", "--yes")
	if !strings.Contains(refused.errOut, "close Blender") || !strings.Contains(refused.errOut, "--force") {
		t.Errorf("the refusal names no way out:\n%s", refused.errOut)
	}
	file.stands(t)
	w.must(0, "reset", "--scope", "app:blender", "--yes", "--force")
	file.isAway(t)
	end()
	w.must(0, "undo", "--yes")
	file.stands(t)
	w.must(0, "reset", "--scope", "app:blender", "--yes")
	file.isAway(t)
}

// blenderSays gives what an expression of Python is inside Blender.
func (w *world) blenderSays(expression string) string {
	w.t.Helper()
	const mark = "LATCHKEY:"
	out := filepath.Join(w.t.TempDir(), "says")
	command := w.blender(`print("` + mark + `" + (` + expression + `))`)
	file, err := os.Create(out)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	command.Stdout, command.Stderr = file, file
	err = command.Run()
	said, _ := os.ReadFile(out)
	_, rest, found := strings.Cut(string(said), mark)
	if err != nil || !found {
		w.t.Fatalf("ask Blender: %v\n%s", err, said)
	}
	answer, _, _ := strings.Cut(rest, "\n")
	return answer
}

// blenderWaits starts a Blender that runs until end is called.
func (w *world) blenderWaits() (end func()) {
	w.t.Helper()
	up := filepath.Join(w.t.TempDir(), "up")
	command := w.blender(`open("` + up + `", "w").close(); import sys; sys.stdin.read()`)
	hold, err := command.StdinPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	eventually(w.t, 60*time.Second, "Blender up", func() bool { return exists(up) })
	return func() {
		_ = hold.Close()
		_ = command.Wait()
	}
}

// blender runs a line of Python in a Blender without a window.
func (w *world) blender(line string) *exec.Cmd {
	w.t.Helper()
	command := exec.Command(tool(w.t, "blender", "blender"),
		"--background", "--factory-startup", "--python-exit-code", "3", "--python-expr", "import bpy; "+line)
	command.Env = w.env
	return command
}
