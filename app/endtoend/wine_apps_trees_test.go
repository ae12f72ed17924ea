//go:build linux

package endtoend

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// output takes what another process says, while somebody reads it.
type output struct {
	mu   sync.Mutex
	said []byte
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.said = append(o.said, p...)
	return len(p), nil
}

func (o *output) bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.said)
}

// years are those that a person can have side by side.
var years = []string{"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"}

// sketchUpTree is what eight years of SketchUp leave in a prefix.
type sketchUpTree struct {
	signIns  map[string][]realFile // by year
	licences []string
	others   []realFile // licences too: nothing may touch these
}

// plantSketchUp puts the files of eight years into a prefix, each year in a place of its own where several are possible.
func plantSketchUp(t testing.TB, prefix string) sketchUpTree {
	t.Helper()
	tree := sketchUpTree{signIns: map[string][]realFile{}}
	roaming, local := filepath.Join(person(t, prefix), "AppData", "Roaming"), filepath.Join(person(t, prefix), "AppData", "Local")
	machine := filepath.Join(prefix, "drive_c", "ProgramData")
	other := func(parts ...string) string {
		file := plant(t, filepath.Join(parts...), "not a sign-in: "+parts[len(parts)-1])
		tree.others = append(tree.others, file)
		return file.path
	}
	for _, year := range years {
		own := filepath.Join("SketchUp", "SketchUp "+year)
		places := map[string][]string{
			"2020": {filepath.Join(local, own, "login_session.dat")},
			"2022": {filepath.Join(roaming, own, "LOGIN_SESSION.DAT")},
			"2023": {filepath.Join(roaming, own, "login_session.dat"), filepath.Join(local, own, "login_session.dat")},
			"2024": {filepath.Join(roaming, own, "SketchUp", "login_session.dat")},
		}[year]
		if places == nil {
			places = []string{filepath.Join(roaming, own, "login_session.dat")}
		}
		for _, place := range places {
			tree.signIns[year] = append(tree.signIns[year], plant(t, place, "opaque \x00\xFF "+year))
		}
		other(roaming, own, "SketchUp", "SharedPreferences.json")
		other(local, own, "SketchUp", "PrivatePreferences.json")
		other(roaming, own, "WebCache", "Cookies")
		other(roaming, own, "login_session.dat.bak")
		other(roaming, own, "Plugins", "a", "login_session.dat") // too deep
		tree.licences = append(tree.licences,
			other(machine, own, "activation_info.txt"), other(machine, own, "server.dat"))
	}
	other(roaming, "SketchUp", "SketchUp 2021 old", "login_session.dat")
	other(roaming, "SketchUp", "SketchUp 20211", "login_session.dat")
	other(roaming, "SketchUp", "login_session.dat")
	other(roaming, "LabCAD", "SketchUp 2021", "login_session.dat")
	other(machine, "SketchUp", "SketchUp 2021", "login_session.dat")
	return tree
}

// stands fails the test unless all of the tree is as it was.
func (s sketchUpTree) stands(t testing.TB) {
	t.Helper()
	for _, year := range years {
		s.yearStands(t, year)
	}
	s.othersStand(t)
}

func (s sketchUpTree) yearStands(t testing.TB, year string) {
	t.Helper()
	for _, file := range s.signIns[year] {
		file.stands(t)
	}
}

func (s sketchUpTree) yearIsAway(t testing.TB, year string) {
	t.Helper()
	for _, file := range s.signIns[year] {
		file.isAway(t)
	}
}

func (s sketchUpTree) othersStand(t testing.TB) {
	t.Helper()
	for _, file := range s.others {
		file.stands(t)
	}
}

// paths are those of a year's sign-ins.
func (s sketchUpTree) paths(year string) (paths []string) {
	for _, file := range s.signIns[year] {
		paths = append(paths, file.path)
	}
	return paths
}
