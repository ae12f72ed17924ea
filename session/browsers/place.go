package browsers

import (
	"slices"
	"strings"

	"latchkey/session/paths"
)

// The families of browsers.
const (
	FamilyChromium = "chromium"
	FamilyFirefox  = "firefox"
	FamilySafari   = "safari" // guided only: macOS lets no other program look into its cookies
)

// How a browser was installed, where that decides about its folders and what this program sees of its processes.
const (
	PackageSnap    = "snap"
	PackageFlatpak = "flatpak"
)

// Place is where one installation of a browser keeps the data of one person. The same ID can have two places: a browser that
// moved its folder, and a folder that a setting of the environment names beside the usual one.
type Place struct {
	ID      string // stable: "chromium", "firefox-snap"
	Name    string // for a person: "Firefox (snap)"
	Family  string // FamilyChromium, FamilyFirefox, FamilySafari
	Root    string // absolute, in the spelling of the system asked about
	Package string // PackageSnap, PackageFlatpak; empty: installed natively
}

// System is the operating system and person whose browsers are meant.
type System struct {
	OS   string              // as runtime.GOOS: windows, darwin, linux
	Home string              // the person's home folder, absolute
	Env  func(string) string // their environment; nil: an empty one
	// Root is the folder that stands for / where the machine's policies are looked for; empty: / itself. For tests.
	Root string

	readRegistry func(hive, key string) (registryKey, error) // nil: the registry of this computer
}

// Places returns where browsers keep their data on a system, without a look at the disk, in a fixed order. Where two rules
// lead to the same folder, the first one counts. A home that is not absolute has no places.
func Places(s System) []Place {
	home, ok := paths.Folder(s.Home, s.OS)
	if !ok {
		return nil
	}
	s.Home = home
	var all []Place
	add := func(p Place) {
		if p.Root != "" && !slices.ContainsFunc(all, func(known Place) bool { return known.Root == p.Root }) {
			all = append(all, p)
		}
	}
	for _, b := range builds {
		for _, root := range b.roots(s) {
			add(root)
		}
	}
	if folder, ok := s.folder("CHROME_USER_DATA_DIR"); ok && s.OS == "linux" {
		add(Place{ID: customID, Name: "Chrome or Chromium (own folder)", Family: FamilyChromium, Root: folder})
	}
	return all
}

// customID is the place that CHROME_USER_DATA_DIR names; which browser uses it is not said.
const customID = "chromium-own"

// roots spells a build's folders for one system; none: there is no such build.
func (b build) roots(s System) []Place {
	var all []Place
	native := func(root string) { all = append(all, Place{ID: b.id, Name: b.name, Family: b.family, Root: root}) }
	switch {
	case s.OS == "windows" && b.windows != "":
		native(s.expand(b.windows))
	case s.OS == "darwin" && b.darwin != "":
		native(s.expand(b.darwin))
	case s.OS == "linux":
		for _, pattern := range b.linux {
			for _, root := range s.expandConfig(pattern) {
				native(root)
			}
		}
		for _, pattern := range b.snap {
			all = append(all, Place{b.id + "-snap", b.name + " (snap)", b.family, s.expand(pattern), PackageSnap})
		}
		for _, pattern := range b.flatpak {
			all = append(all, Place{b.id + "-flatpak", b.name + " (Flatpak)", b.family, s.expand(pattern), PackageFlatpak})
		}
	}
	return all
}

// expand puts the person's folders for the first word of a pattern, which is written with slashes.
func (s System) expand(pattern string) string {
	first, rest, _ := strings.Cut(pattern, "/")
	base := s.Home
	switch first {
	case "LOCALAPPDATA":
		base = s.folderOr("LOCALAPPDATA", "AppData/Local")
	case "APPDATA":
		base = s.folderOr("APPDATA", "AppData/Roaming")
	}
	return s.join(base, rest)
}

// expandConfig is expand for Linux, where the folder of settings can be another one: CONFIG is $XDG_CONFIG_HOME, CHROME
// $CHROME_CONFIG_HOME before that. The usual folder comes last: a browser that was started elsewhere may not have had them.
func (s System) expandConfig(pattern string) []string {
	first, rest, _ := strings.Cut(pattern, "/")
	var names []string
	switch first {
	case "CONFIG":
		names = []string{"XDG_CONFIG_HOME"}
	case "CHROME":
		names = []string{"CHROME_CONFIG_HOME", "XDG_CONFIG_HOME"}
	default:
		return []string{s.expand(pattern)}
	}
	var all []string
	for _, name := range names {
		if folder, ok := s.folder(name); ok {
			all = append(all, s.join(folder, rest))
		}
	}
	return append(all, s.join(s.Home, ".config/"+rest))
}

// folder is one that the environment names; false when it cannot be used.
func (s System) folder(name string) (string, bool) {
	if s.Env == nil {
		return "", false
	}
	return paths.Folder(s.Env(name), s.OS)
}

func (s System) folderOr(name, usual string) string {
	if folder, ok := s.folder(name); ok {
		return folder
	}
	return s.join(s.Home, usual)
}

func (s System) join(base, rest string) string {
	separator := "/"
	if s.OS == "windows" {
		separator = `\`
		rest = strings.ReplaceAll(rest, "/", separator)
	}
	return strings.TrimSuffix(base, separator) + separator + rest
}
