package browsers

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
)

// localState is what is read of Chromium's Local State: which folders are profiles, and how the person named them. The account
// that stands beside the name is not decoded.
type localState struct {
	Profile struct {
		Cache map[string]struct {
			Name string `json:"name"`
		} `json:"info_cache"`
	} `json:"profile"`
}

// chromiumProfiles lists the profiles under a folder of user data.
func chromiumProfiles(place Place) ([]Profile, error) {
	var found []Profile
	if text, err := readList(filepath.Join(place.Root, "Local State")); err == nil {
		for _, one := range parseLocalState(text) {
			if p, ok := profileAt(place, filepath.Join(place.Root, one.folder), one.name); ok {
				found = addNew(found, p)
			}
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	return withStores(place, place.Root)
}

// listed is a profile as a browser lists it.
type listed struct{ folder, name string }

// parseLocalState reads the list of profiles, sorted by folder. A name that leads out of the folder is left out; of a file that
// makes no sense, nothing is known.
func parseLocalState(text []byte) []listed {
	var state localState
	if json.Unmarshal(text, &state) != nil {
		return nil
	}
	var all []listed
	for folder, about := range state.Profile.Cache {
		if isPlainFolder(folder) {
			all = append(all, listed{folder, about.Name})
		}
	}
	slices.SortFunc(all, func(a, b listed) int { return strings.Compare(a.folder, b.folder) })
	return all[:min(len(all), maxProfiles)]
}

// isPlainFolder: the name of a folder and nothing that leads elsewhere, on any system.
func isPlainFolder(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\\:\x00") && filepath.IsLocal(name)
}
