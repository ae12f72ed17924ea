package browsers

import (
	"path/filepath"
	"slices"
	"strings"
)

// firefoxProfiles lists the profiles that profiles.ini and installs.ini name, wherever they lie, and then the folders that hold a
// store: newer versions keep a list of their own for some profiles.
func firefoxProfiles(place Place) ([]Profile, error) {
	var found []Profile
	for _, name := range []string{"profiles.ini", "installs.ini"} {
		text, err := readList(filepath.Join(place.Root, name))
		if err != nil {
			continue
		}
		for _, one := range parseProfilesINI(string(text)) {
			folder := one.folder
			if !filepath.IsAbs(folder) {
				folder = filepath.Join(place.Root, filepath.FromSlash(folder))
			}
			if p, ok := profileAt(place, filepath.Clean(folder), one.name); ok {
				found = addNew(found, p)
			}
		}
	}
	for _, folder := range []string{place.Root, filepath.Join(place.Root, "Profiles")} {
		more, err := withStores(place, folder)
		if err != nil {
			return found, err
		}
		found = addNew(found, more...)
	}
	return found, nil
}

// parseProfilesINI reads profiles.ini and installs.ini: sections [Profile0] with Name, Path and IsRelative, and sections of
// installations, [InstallF00F] or in installs.ini [F00F], with Default. A relative path is written with slashes. What makes no
// sense is left out; a profile that is named twice is listed once, with its name.
func parseProfilesINI(text string) []listed {
	var profiles, defaults []listed
	for _, section := range parseINI(text) {
		path, isDefault := section.values["path"], false
		if !strings.HasPrefix(section.name, "Profile") {
			path, isDefault = section.values["default"], true
		}
		if path == "" || strings.ContainsRune(path, 0) || section.values["isrelative"] == "0" && !filepath.IsAbs(path) {
			continue
		}
		if isDefault {
			if section.name != "General" {
				defaults = append(defaults, listed{folder: path})
			}
			continue
		}
		profiles = append(profiles, listed{path, section.values["name"]})
	}
	var all []listed
	for _, one := range append(profiles, defaults...) {
		if !slices.ContainsFunc(all, func(l listed) bool { return l.folder == one.folder }) && len(all) < maxProfiles {
			all = append(all, one)
		}
	}
	return all
}

type iniSection struct {
	name   string
	values map[string]string // keys in lower case; of a key that stands twice, the last
}

// parseINI reads lines of key=value under [sections]; lines that begin with ; or # are comments.
func parseINI(text string) []iniSection {
	var all []iniSection
	text = strings.TrimPrefix(text, "\ufeff")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == ';' || line[0] == '#':
		case line[0] == '[':
			name, _, _ := strings.Cut(line[1:], "]")
			all = append(all, iniSection{name, map[string]string{}})
		case len(all) > 0:
			if key, value, found := strings.Cut(line, "="); found {
				all[len(all)-1].values[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
			}
		}
	}
	return all
}
