package browsers

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"latchkey/session/internal/atomicfile"
)

// Profile is one profile of a browser.
type Profile struct {
	Place
	Folder string // name of its folder: "Default", "Profile 1", "x1y2z3.default-release"
	Name   string // as the person named it; empty: they did not, or the browser does not tell
	Path   string // of the folder
	Stores []string
}

// Bounds of a look.
const (
	maxProfiles   = 500
	maxListSize   = 16 << 20 // of Local State and profiles.ini
	maxNameLength = 200
)

// Find returns the profiles of the browsers that left something on this computer, in the order of Places. Stores are the cookie stores that
// exist; none: the profile has no cookies. It reads the browsers' own lists of profiles and the names in folders, never a store,
// and of the lists only folders and names, never the account that a profile belongs to. A list that is missing or damaged is
// made good by looking for folders that hold a store.
// Errors: folders that may not be looked at, joined, beside what was found.
func Find(s System) ([]Profile, error) {
	var all []Profile
	var troubles []error
	for _, place := range Places(s) {
		if place.Family == FamilySafari {
			all = append(all, Profile{Place: place, Path: place.Root})
			continue
		}
		info, err := os.Stat(place.Root)
		switch {
		case err != nil && !isAbsent(err):
			troubles = append(troubles, fmt.Errorf("look for profiles: %w", err))
			continue
		case err != nil || !info.IsDir():
			continue
		}
		find := chromiumProfiles
		if place.Family == FamilyFirefox {
			find = firefoxProfiles
		}
		found, err := find(place)
		if err != nil {
			troubles = append(troubles, fmt.Errorf("look for profiles: %w", err))
		}
		all = append(all, found...)
	}
	return all, errors.Join(troubles...)
}

// profileAt is the profile in a folder; false when there is no such folder.
func profileAt(place Place, path, name string) (Profile, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return Profile{}, false
	}
	p := Profile{Place: place, Folder: filepath.Base(path), Name: shownName(name), Path: path}
	for _, store := range storeNames[place.Family] {
		file := filepath.Join(path, store)
		if _, err := os.Lstat(file); err == nil {
			p.Stores = append(p.Stores, file)
		}
	}
	return p, true
}

// storeNames are where in a profile the cookies lie. Chromium moved them on some systems, and both can be there.
var storeNames = map[string][]string{
	FamilyChromium: {filepath.Join("Network", "Cookies"), "Cookies"},
	FamilyFirefox:  {"cookies.sqlite"},
}

// withStores looks for folders in a folder that hold a store.
func withStores(place Place, folder string) ([]Profile, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		if isAbsent(err) {
			err = nil
		}
		return nil, err
	}
	var found []Profile
	for _, entry := range entries {
		if p, ok := profileAt(place, filepath.Join(folder, entry.Name()), ""); ok && len(p.Stores) > 0 && len(found) < maxProfiles {
			found = append(found, p)
		}
	}
	return found, nil
}

// addNew adds the profiles whose folders are not among those that are known.
func addNew(known []Profile, more ...Profile) []Profile {
	for _, p := range more {
		if !slices.ContainsFunc(known, func(k Profile) bool { return k.Path == p.Path }) && len(known) < maxProfiles {
			known = append(known, p)
		}
	}
	return known
}

// readList reads a browser's list of profiles. A pipe is not waited for, and a file without end is cut off.
func readList(path string) ([]byte, error) {
	file, err := atomicfile.OpenNoFollow(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fs.ErrInvalid
	}
	return io.ReadAll(io.LimitReader(file, maxListSize))
}

// shownName keeps a profile's name from painting on a terminal.
func shownName(name string) string {
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if runes := []rune(name); len(runes) > maxNameLength {
		name = string(runes[:maxNameLength])
	}
	return strings.TrimSpace(name)
}

// isAbsent: nothing is there, which is not the same as not to be told.
func isAbsent(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNotFolder(err) }
