//go:build linux

package endtoend

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// wineLimit ends a part of Wine that hangs. A new prefix is 700 MB, so a busy disk makes it slow.
const wineLimit = 5 * time.Minute

// winePrefix is a prefix that Wine itself made.
type winePrefix struct {
	t      testing.TB
	folder string
	env    []string
}

// startPrefix lets Wine make a prefix, in a world's home. What runs in it ends with the test.
func startPrefix(t testing.TB, w *world, folder string) *winePrefix {
	t.Helper()
	p := &winePrefix{t: t, folder: folder, env: append([]string{
		"WINEPREFIX=" + folder, "WINEARCH=win64", "WINEDEBUG=-all", "DISPLAY=", "WAYLAND_DISPLAY=",
		"WINEDLLOVERRIDES=mscoree,mshtml=;bcryptprimitives=n", // no offer to download .NET or Gecko; see writeRandomLibrary
	}, w.env...)}
	if output, err := p.tool("wineboot", "--init").CombinedOutput(); err != nil {
		t.Fatalf("make a Wine prefix: %v: %s", err, output)
	}
	_ = p.tool("wineserver", "--wait").Run() // it writes the registry when it ends
	t.Cleanup(func() {
		_ = p.tool("wineserver", "--kill").Run() // of this prefix; a failure says that nothing ran
		_ = p.tool("wineserver", "--wait").Run()
	})
	return p
}

// tool is a command of Debian's package wine, in the prefix.
func (p *winePrefix) tool(name string, args ...string) *exec.Cmd {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), wineLimit)
	p.t.Cleanup(cancel)
	command := exec.CommandContext(ctx, tool(p.t, name, "wine"), args...)
	command.Env = p.env
	command.Dir = filepath.Dir(p.folder)
	return command
}

// withoutWindows copies the prefix to another place, all but Windows itself, which is large and of no interest here.
func (p *winePrefix) withoutWindows(folder string) {
	p.t.Helper()
	if err := os.MkdirAll(filepath.Join(folder, "drive_c"), 0o700); err != nil {
		p.t.Fatal(err)
	}
	for _, part := range []string{"dosdevices", "system.reg", "user.reg", "drive_c/users", "drive_c/ProgramData"} {
		copying := exec.Command("cp", "-a", filepath.Join(p.folder, part), filepath.Join(folder, part))
		if output, err := copying.CombinedOutput(); err != nil {
			p.t.Fatalf("copy a prefix: %v: %s", err, output)
		}
	}
}

// person is the folder of the one person that Wine made in a prefix.
func person(t testing.TB, prefix string) string {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(prefix, "drive_c", "users", "*", "AppData"))
	if err != nil || len(folders) != 1 {
		t.Fatalf("folders of a person: %v, %v", folders, err)
	}
	return filepath.Dir(folders[0])
}

// sketchUpRuns starts a process of the prefix that is called as SketchUp of a year is, and waits until it runs: Wine's own
// command interpreter, which waits for something to be typed.
func (p *winePrefix) sketchUpRuns(year string) (end func()) {
	p.t.Helper()
	folder := filepath.Join(p.folder, "drive_c", "Program Files", "SketchUp", "SketchUp "+year)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		p.t.Fatal(err)
	}
	interpreter, err := os.ReadFile(filepath.Join(p.folder, "drive_c", "windows", "system32", "cmd.exe"))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "SketchUp.exe"), interpreter, 0o700); err != nil {
		p.t.Fatal(err)
	}
	command := p.tool("wine", `C:\Program Files\SketchUp\SketchUp `+year+`\SketchUp.exe`)
	hold, err := command.StdinPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	said := &output{}
	command.Stdout = said
	if err := command.Start(); err != nil {
		p.t.Fatal(err)
	}
	eventually(p.t, 2*time.Minute, "SketchUp up", func() bool { return bytes.Contains(said.bytes(), []byte(">")) })
	return func() {
		_ = hold.Close()
		_ = command.Wait()
	}
}
