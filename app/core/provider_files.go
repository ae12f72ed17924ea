package core

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"latchkey/assets"
	"latchkey/session/tomlfile"
)

// profile finds one provider's profile. The file that AddProvider writes is
// tried first, so that the usual case reads one file.
func (c *Core) profile(id string) (Profile, error) {
	if own, err := c.ownProfile(id); err == nil {
		return own, nil
	}
	profiles, err := c.profiles()
	if err != nil {
		return Profile{}, err
	}
	for _, profile := range profiles {
		if profile.ID == id {
			return profile, nil
		}
	}
	return Profile{}, &UnknownProviderError{ID: id}
}

// ownProfile reads the person's own file ID.toml. Any error sends the caller the
// long way, which tells it.
func (c *Core) ownProfile(id string) (Profile, error) {
	if !isProviderID(id) {
		return Profile{}, &UnknownProviderError{ID: id}
	}
	file := filepath.Join(c.Deps.Paths.Providers, id+".toml")
	profile, err := readProfile(file, "person")
	if err == nil && profile.ID != id {
		err = &UnknownProviderError{ID: id}
	}
	return profile, err
}

func readProfile(file, origin string) (Profile, error) {
	profile := Profile{Origin: origin, File: file}
	content, err := tomlfile.Read(file, &profile)
	if err != nil {
		return Profile{}, err
	}
	return profile, profile.check(file, content)
}

// profiles reads every provider, sorted by id.
func (c *Core) profiles() ([]Profile, error) {
	byID := map[string]Profile{}
	for id, content := range assets.ProviderFiles() {
		var profile Profile
		if err := tomlfile.Decode("embedded "+id+".toml", content, &profile); err != nil {
			return nil, err
		}
		profile.Origin = "embedded"
		byID[profile.ID] = profile
	}
	for _, place := range []struct{ folder, origin string }{
		{c.Deps.Paths.MachineProviders, "machine"}, {c.Deps.Paths.Providers, "person"},
	} {
		if err := readProfiles(place.folder, place.origin, byID); err != nil {
			return nil, fmt.Errorf("read providers: %w", err)
		}
	}
	profiles := make([]Profile, 0, len(byID))
	for _, profile := range byID {
		profiles = append(profiles, profile)
	}
	sort.Slice(profiles, func(i, j int) bool { return profiles[i].ID < profiles[j].ID })
	return profiles, nil
}

func readProfiles(folder, origin string, into map[string]Profile) error {
	entries, err := os.ReadDir(folder)
	if isMissing(err) || folder == "" {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".toml") || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		file := filepath.Join(folder, entry.Name())
		profile, err := readProfile(file, origin)
		if err != nil {
			return err
		}
		into[profile.ID] = profile
	}
	return nil
}

// isMissing: the file is not there, which is not the same as unreadable.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
