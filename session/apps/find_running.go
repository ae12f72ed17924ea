package apps

import (
	"slices"
	"strings"
)

// assignProcesses tells each version which of the running programs are its own. A program whose path names a version, or lies in
// a prefix, belongs to that one; one of which neither is known belongs to all, because a reset that waits in vain is better than
// one under a running app.
func assignProcesses(all []Found, running []Process) {
	known, prefixes := map[string][]string{}, []string{}
	for _, found := range all {
		known[found.App.ID] = append(known[found.App.ID], found.Version)
		if found.Prefix != "" && !slices.Contains(prefixes, found.Prefix) {
			prefixes = append(prefixes, found.Prefix)
		}
	}
	for i := range all {
		found := &all[i]
		for _, process := range running {
			if !found.App.runs(process) || isOthers(process, *found, known[found.App.ID]) || isElsewhere(process, found.Prefix, prefixes) {
				continue
			}
			found.Running = append(found.Running, process)
		}
	}
}

// runs: the program is one of the app's.
func (a App) runs(process Process) bool { return slices.ContainsFunc(a.Processes, process.Is) }

// isElsewhere: the program lies in a prefix, and this is another one, or none.
func isElsewhere(process Process, prefix string, prefixes []string) bool {
	within := func(folder string) bool { return strings.HasPrefix(process.Path, folder+"/") }
	if prefix != "" && within(prefix) {
		return false
	}
	return slices.ContainsFunc(prefixes, within)
}

// isOthers: the program's path names another version of the app, and not this one.
func isOthers(process Process, found Found, versions []string) bool {
	if found.Version == "" {
		return false
	}
	others := false
	for _, named := range namedVersions(process.Path, found.App) {
		if isSameVersion(named, found.Version) {
			return false
		}
		isKnown := slices.ContainsFunc(versions, func(v string) bool { return v != "" && isSameVersion(named, v) })
		if isKnown || isYear(named) && isYear(found.Version) {
			others = true
		}
	}
	return others
}

// namedVersions finds the numbers in those folders of a path that are named after the app: "SketchUp 2021", "blender-4.2.1".
func namedVersions(path string, app App) []string {
	var all []string
	names := append([]string{app.Name, app.ID}, app.Processes...)
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' }) {
		isApps := slices.ContainsFunc(names, func(name string) bool {
			return strings.Contains(strings.ToLower(part), plainName(name))
		})
		if !isApps {
			continue
		}
		for _, number := range strings.FieldsFunc(part, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) {
			if number = strings.Trim(number, "."); isVersion(number) {
				all = append(all, number)
			}
		}
	}
	return all
}

// isSameVersion: equal, or one says more than the other: 4.2.1 runs from the folders of 4.2, and Rhino 8 from those of 8.0.
func isSameVersion(named, version string) bool {
	return named == version || strings.HasPrefix(named, version+".") || strings.HasPrefix(version, named+".")
}
