//go:build linux

package endtoend

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// wineHome is a home with two prefixes of this person and one of somebody else.
type wineHome struct {
	*world
	main          *winePrefix
	tree, second  sketchUpTree
	secondFolder  string
	foreign       sketchUpTree
	foreignFolder string
}

// Proof: SketchUp's files of 2019 to 2026 in prefixes that Wine made are found side by side, reset one by one and together, and
// put back as they were; nothing beside them is touched. One prefix serves all cases, as making one takes ten seconds.
func TestSketchUpInWinePrefixes(t *testing.T) {
	if os.Geteuid() != 0 {
		missing(t, "giving a prefix to somebody else needs root")
	}
	h := &wineHome{world: newWorld(t)}
	home := filepath.Dir(h.home)
	h.main = startPrefix(t, h.world, filepath.Join(home, ".wine"))
	h.secondFolder = filepath.Join(home, ".local", "share", "wineprefixes", "office")
	h.foreignFolder = filepath.Join(home, ".local", "share", "wineprefixes", "somebody")
	h.main.withoutWindows(h.secondFolder)
	h.main.withoutWindows(h.foreignFolder)
	h.tree = plantSketchUp(t, h.main.folder)
	h.second = plantSketchUp(t, h.secondFolder)
	h.foreign = plantSketchUp(t, h.foreignFolder)
	h.giveAway()

	for _, one := range []struct {
		name string
		run  func(*testing.T, *wineHome)
	}{
		{"every year is found, with its prefix", winePrefixesAreFound},
		{"one year is reset and put back, item by item", oneYearComesBackItemByItem},
		{"all years are reset and put back", allYearsComeBack},
		{"a running year is left alone, and only that", aRunningYearIsLeftAlone},
		{"the program for Windows does the same inside", theWindowsProgramDoesTheSame},
	} {
		t.Run(one.name, func(t *testing.T) {
			defer h.speakFor(t)()
			one.run(t, h)
			h.tree.stands(t)
			h.second.stands(t)
			h.foreign.stands(t)
		})
	}
}

// speakFor lets failures be those of a subtest, until the returned function is called.
func (h *wineHome) speakFor(t testing.TB) (back func()) {
	parent := h.t
	h.t, h.main.t = t, t
	return func() { h.t, h.main.t = parent, parent }
}

// giveAway makes somebody else the owner of the third prefix, down to its files.
func (h *wineHome) giveAway() {
	h.t.Helper()
	err := filepath.WalkDir(h.foreignFolder, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, 54321, 54321)
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, files := range append([][]realFile{h.foreign.others}, byYear(h.foreign.signIns)...) {
		for i := range files {
			files[i] = lookAt(h.t, files[i].path)
		}
	}
}

func byYear(files map[string][]realFile) (all [][]realFile) {
	for _, year := range years {
		all = append(all, files[year])
	}
	return all
}

func winePrefixesAreFound(t *testing.T, h *wineHome) {
	found := appsFound(t, h.must(0, "apps", "--json"), "sketchup")
	for prefix, tree := range map[string]sketchUpTree{h.main.folder: h.tree, h.secondFolder: h.second} {
		for _, year := range years {
			i := slices.IndexFunc(found, func(f appFound) bool { return f.prefix == prefix && f.version == year })
			if i < 0 {
				t.Errorf("%s in %s was not found", year, prefix)
				continue
			}
			one := found[i]
			slices.Sort(one.paths)
			if want := slices.Sorted(slices.Values(tree.paths(year))); !slices.Equal(one.paths, want) || one.running {
				t.Errorf("%s: running %t, %q, want %q", year, one.running, one.paths, want)
			}
			if len(one.licences) != 2 {
				t.Errorf("%s: licences %q", year, one.licences)
			}
		}
	}
	if len(found) != 2*len(years) {
		t.Errorf("%d found, want %d: %+v", len(found), 2*len(years), found)
	}
}

func oneYearComesBackItemByItem(t *testing.T, h *wineHome) {
	h.must(0, "reset", "--scope", "app:sketchup@2023", "--yes") // two files in each prefix
	h.tree.yearIsAway(t, "2023")
	h.second.yearIsAway(t, "2023")
	h.tree.yearStands(t, "2021")
	h.tree.othersStand(t)
	plan := h.must(0, "undo", "--dry-run", "--json").object(t)["plan"].([]any)
	if len(plan) != 4 {
		t.Fatalf("the backup holds %d items, want 4", len(plan))
	}
	for i, one := range plan {
		path := one.(map[string]any)["path"].(string)
		h.must(0, "undo", h.newest(), "--item", strconv.Itoa(i+1), "--yes")
		if !exists(path) {
			t.Errorf("%s is not back", path)
		}
		if left := len(plan) - 1 - i; left > 0 && exists(plan[len(plan)-1].(map[string]any)["path"].(string)) {
			t.Errorf("more came back than was named, %d items before the end", left)
		}
	}
}

// newest gives the id of the newest backup.
func (w *world) newest() string {
	w.t.Helper()
	backups := w.must(0, "backups", "--json").object(w.t)["backups"].([]any)
	return backups[0].(map[string]any)["id"].(string)
}

func allYearsComeBack(t *testing.T, h *wineHome) {
	h.must(0, "reset", "--scope", "apps", "--yes")
	for _, year := range years {
		h.tree.yearIsAway(t, year)
		h.second.yearIsAway(t, year)
	}
	h.tree.othersStand(t)
	h.second.othersStand(t)
	h.foreign.stands(t)
	if found := appsFound(t, h.must(0, "apps", "--json"), "sketchup"); slices.ContainsFunc(found, func(f appFound) bool { return len(f.paths) > 0 }) {
		t.Errorf("still found: %+v", found)
	}
	h.must(0, "undo", "--yes")
}

func aRunningYearIsLeftAlone(t *testing.T, h *wineHome) {
	end := h.main.sketchUpRuns("2021")
	for _, one := range appsFound(t, h.must(0, "apps", "--json"), "sketchup") {
		if want := one.prefix == h.main.folder && one.version == "2021"; one.running != want {
			t.Errorf("%s in %s: running %t", one.version, one.prefix, one.running)
		}
	}
	partly := h.must(8, "reset", "--scope", "app:sketchup", "--yes")
	if !strings.Contains(partly.out+partly.errOut, "SketchUp 2021") {
		t.Errorf("it does not say what was left:\n%s%s", partly.out, partly.errOut)
	}
	h.tree.yearStands(t, "2021")
	h.second.yearIsAway(t, "2021")
	h.tree.yearIsAway(t, "2020")
	h.tree.yearIsAway(t, "2022")
	refused := h.must(9, "reset", "--scope", "app:sketchup@2021", "--yes") // all that is left of it runs
	if !strings.Contains(refused.errOut, "close SketchUp 2021") {
		t.Errorf("the refusal does not say what to do:\n%s", refused.errOut)
	}
	end()
	h.must(0, "undo", "--yes")
	h.tree.stands(t)

	end = h.main.sketchUpRuns("2021")
	h.must(0, "reset", "--scope", "app:sketchup@2021", "--yes", "--force")
	h.tree.yearIsAway(t, "2021")
	if got := h.run("undo", "--yes"); got.code != 8 && got.code != 9 {
		t.Errorf("undo under a running SketchUp: exit %d\n%s%s", got.code, got.out, got.errOut)
	}
	h.tree.yearIsAway(t, "2021")
	end()
	h.must(0, "undo", "--yes")
}
