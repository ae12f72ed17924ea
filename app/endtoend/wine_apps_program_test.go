//go:build linux

package endtoend

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// windowsProgram puts the program for Windows into the prefix, with the library that it asks for. LATCHKEY_WINDOWS_BIN names the
// program, else it is built.
func (p *winePrefix) windowsProgram() {
	p.t.Helper()
	drive := filepath.Join(p.folder, "drive_c")
	writeRandomLibrary(p.t, filepath.Join(drive, "windows", "system32", randomLibrary))
	target := filepath.Join(drive, "latchkey.exe")
	source := os.Getenv("LATCHKEY_WINDOWS_BIN")
	if source == "" {
		source = filepath.Join(p.t.TempDir(), "latchkey.exe")
		build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-tags", "nogui", "-o", source, "latchkey")
		build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			p.t.Fatalf("build for Windows: %v: %s", err, output)
		}
	}
	program, err := os.ReadFile(source)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(target, program, 0o700); err != nil {
		p.t.Fatal(err)
	}
}

// must runs the program for Windows and expects an exit code.
func (p *winePrefix) must(t testing.TB, code int, args ...string) answer {
	t.Helper()
	w := &world{t: t}
	command := p.tool("wine", append([]string{`C:\latchkey.exe`}, args...)...)
	command.Env = append(slices.Clone(p.env), `LATCHKEY_HOME=C:\latchkey-home`)
	got := w.finish(command)
	if got.code != code {
		t.Fatalf("latchkey.exe %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got.code, code, got.out, got.errOut)
	}
	return got
}

// inside is a path of the prefix as its Windows calls it.
func (p *winePrefix) inside(path string) string {
	below, _ := strings.CutPrefix(path, filepath.Join(p.folder, "drive_c"))
	return "C:" + strings.ReplaceAll(below, "/", `\`)
}

// Proof: the program for Windows itself, in what Wine makes of Windows: it finds the same years by Windows' own paths, moves
// and puts back the same files, sees a running one, and keeps settings. It sees one prefix only: its own Windows.
func theWindowsProgramDoesTheSame(t *testing.T, h *wineHome) {
	p := h.main
	p.windowsProgram()
	if got := p.must(t, 0, "version"); !strings.Contains(got.out, "windows/amd64") {
		t.Fatalf("version: %s", got.out)
	}
	found := appsFound(t, p.must(t, 0, "apps", "--json"), "sketchup")
	if len(found) != len(years) {
		t.Fatalf("found %+v", found)
	}
	for i, year := range years {
		want := h.tree.paths(year)
		for j := range want {
			want[j] = p.inside(want[j])
		}
		slices.Sort(want)
		slices.Sort(found[i].paths)
		if found[i].version != year || found[i].running || !slices.Equal(found[i].paths, want) || len(found[i].licences) != 2 {
			t.Errorf("%+v, want %s at %q", found[i], year, want)
		}
	}
	windowsResets(t, h)
	windowsSeesWhatRuns(t, h)

	p.must(t, 0, "settings", "set", "backups.days", "7")
	if got := p.must(t, 0, "settings", "get", "backups.days"); strings.TrimSpace(got.out) != "7" {
		t.Errorf("the setting was not kept: %q", got.out)
	}
}

func windowsResets(t *testing.T, h *wineHome) {
	t.Helper()
	h.main.must(t, 0, "reset", "--scope", "app:sketchup@2023", "--yes")
	h.tree.yearIsAway(t, "2023")
	h.tree.yearStands(t, "2021")
	h.tree.othersStand(t)
	h.second.stands(t)
	h.main.must(t, 0, "undo", "--yes")
	h.tree.yearStands(t, "2023")
	h.main.must(t, 0, "reset", "--scope", "apps", "--yes")
	for _, year := range years {
		h.tree.yearIsAway(t, year)
	}
	h.second.stands(t)
	h.main.must(t, 0, "undo", "--yes")
}

func windowsSeesWhatRuns(t *testing.T, h *wineHome) {
	t.Helper()
	end := h.main.sketchUpRuns("2021")
	defer end()
	for _, one := range appsFound(t, h.main.must(t, 0, "apps", "--json"), "sketchup") {
		if want := one.version == "2021"; one.running != want {
			t.Errorf("%s: running %t", one.version, one.running)
		}
	}
	h.main.must(t, 9, "reset", "--scope", "app:sketchup@2021", "--yes")
	h.tree.yearStands(t, "2021")
}
