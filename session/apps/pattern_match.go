package apps

import "strings"

// A knownRoot is a folder that a path may begin with.
type knownRoot struct {
	name     string
	system   System // empty: all
	personal bool   // the folder is one person's own
	folder   func(Places) string
}

// roots are all of them. A state may begin with a personal one only, so that the homes of others and the folders of the
// machine are out of its reach, whatever stands in a file.
var roots = []knownRoot{
	{"~", "", true, func(at Places) string { return at.Home }},
	{"%USERPROFILE%", Windows, true, func(at Places) string { return at.Home }},
	{"%APPDATA%", Windows, true, func(at Places) string { return at.AppData }},
	{"%LOCALAPPDATA%", Windows, true, func(at Places) string { return at.LocalAppData }},
	{"$XDG_CONFIG_HOME", Linux, true, func(at Places) string { return at.Config }},
	{"$XDG_DATA_HOME", Linux, true, func(at Places) string { return at.Data }},
	{"$XDG_CACHE_HOME", Linux, true, func(at Places) string { return at.Cache }},
	{"%ProgramData%", Windows, false, func(at Places) string { return at.ProgramData }},
}

// start returns the folder that the pattern begins with in a place, in the spelling of that place; empty when there is none.
func (p pattern) start(at Places) string {
	if p.system != at.System {
		return ""
	}
	for _, known := range roots {
		if known.name == p.root {
			return known.folder(at)
		}
	}
	switch {
	case p.system != Windows:
		return "/"
	case at.Prefix == "":
		return p.drive + `\`
	case p.drive == "C:":
		return join(at.Prefix, "drive_c")
	}
	return "" // other drives of a prefix lead out of it
}

// in spells the pattern for one place and version; {folder} stays as it is. Empty when the place has no such folder.
func (p pattern) in(at Places, version string) string {
	path := p.start(at)
	if path == "" {
		return ""
	}
	for _, s := range p.segments {
		path = join(path, s.name(version))
	}
	return path
}

// name fills the hole of a segment.
func (s segment) name(version string) string {
	if s.hole == yearHole || s.hole == versionHole {
		return s.before + version + s.after
	}
	return s.before + s.hole + s.after
}

// match tells whether a name fits, and which version it holds. The whole name must fit: "SketchUp 2021 (1)" is no
// "SketchUp {year}".
func (s segment) match(name string, fold bool) (version string, ok bool) {
	same := func(a, b string) bool { return a == b || fold && strings.EqualFold(a, b) }
	if s.hole == "" {
		return "", same(name, s.before)
	}
	end := len(name) - len(s.after)
	if len(s.before) > end || !same(name[:len(s.before)], s.before) || !same(name[end:], s.after) {
		return "", false
	}
	middle := name[len(s.before):end]
	switch s.hole {
	case yearHole:
		return middle, isYear(middle)
	case versionHole:
		return middle, isVersion(middle)
	}
	return "", middle != "" && middle != "." && middle != ".."
}

func isYear(text string) bool { return len(text) == 4 && strings.Trim(text, "0123456789") == "" }

// maxVersion bounds a version in letters.
const maxVersion = 32

// isVersion: digits, with single dots between them.
func isVersion(text string) bool {
	if len(text) > maxVersion {
		return false
	}
	for _, part := range strings.Split(text, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

// covers tells whether a path is one that the pattern means, or lies below one. It looks at no disk. starts are the spellings of
// the folder that the pattern begins with.
func (p pattern) covers(path string, at Places, starts ...string) bool {
	fold := foldsNames(at)
	for _, start := range starts {
		rest, below := cutFolder(path, start, fold)
		if !below {
			continue
		}
		names := strings.FieldsFunc(rest, func(r rune) bool { return r == '/' || r == '\\' && p.system == Windows })
		if len(names) >= len(p.segments) && p.fits(names, fold) {
			return true
		}
	}
	return false
}

func (p pattern) fits(names []string, fold bool) bool {
	for i, s := range p.segments {
		if _, ok := s.match(names[i], fold); !ok {
			return false
		}
	}
	return true
}

// cutFolder cuts a folder off the front of a path.
func cutFolder(path, folder string, fold bool) (rest string, below bool) {
	folder = strings.TrimRight(folder, `/\`)
	if len(path) <= len(folder) || !strings.ContainsAny(path[len(folder):len(folder)+1], `/\`) {
		return "", false
	}
	front := path[:len(folder)]
	if front != folder && (!fold || !strings.EqualFold(front, folder)) {
		return "", false
	}
	return path[len(folder):], true
}

// foldsNames: names that differ in case only are one there.
func foldsNames(at Places) bool { return at.System != Linux }

// join adds a name to a folder in the folder's own spelling: one that begins with a slash is a unix path, also where the rules of
// Windows are in force (a Wine prefix, a test).
func join(folder, name string) string {
	separator := `\`
	if strings.HasPrefix(folder, "/") {
		separator = "/"
	}
	if strings.HasSuffix(folder, separator) {
		return folder + name
	}
	return folder + separator + name
}
