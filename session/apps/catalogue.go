package apps

import (
	"cmp"
	"slices"
	"strings"

	"latchkey/session/tomlfile"
)

// Source is one place that catalogue files come from. Of two sources of one origin, the later goes before the earlier.
type Source struct {
	Origin string            // embedded, machine or person
	Files  map[string][]byte // name and content; or Folder
	Folder string            // *.toml in it are read; may be missing
}

// The origins of an entry. The machine's goes before the person's, because the administrator decides, and both go before what is
// built in.
const (
	OriginEmbedded = "embedded"
	OriginPerson   = "person"
	OriginMachine  = "machine"
)

// Catalogue is what Load has read.
type Catalogue struct {
	Apps      []App    // by id
	Forbidden []string // ids that a machine's or a person's file forbids
	Problems  []error  // *tomlfile.Error for each file that could not be used; the others are used all the same

	licences []Licence // of every entry that was read, also of those that another one replaced
}

// Load reads the catalogue. A file that cannot be used is in Problems, and the others are used all the same. An entry of the
// machine replaces the person's with the same id, and both replace an embedded one; an entry that the machine forbids is gone, one
// that the person forbids is gone unless it is the machine's.
func Load(sources ...Source) Catalogue {
	var c Catalogue
	sorted := slices.Clone(sources)
	slices.SortStableFunc(sorted, func(a, b Source) int { return cmp.Compare(strength(a.Origin), strength(b.Origin)) })
	entries, forbidden := map[string]App{}, map[string]string{}
	for _, source := range sorted {
		read, problems := source.read()
		c.Problems = append(c.Problems, problems...)
		for _, one := range read {
			if one.forbid {
				forbidden[one.app.ID] = source.Origin
				continue
			}
			entries[one.app.ID] = one.app
			c.licences = append(c.licences, one.app.Licences...)
		}
	}
	for id, app := range entries {
		by, isForbidden := forbidden[id]
		if !isForbidden || strength(by) < strength(app.Origin) {
			c.Apps = append(c.Apps, app)
			continue
		}
	}
	for id, by := range forbidden {
		if app, ok := entries[id]; !ok || strength(by) >= strength(app.Origin) {
			c.Forbidden = append(c.Forbidden, id)
		}
	}
	slices.SortFunc(c.Apps, func(a, b App) int { return strings.Compare(a.ID, b.ID) })
	slices.Sort(c.Forbidden)
	return c
}

func strength(origin string) int {
	return slices.Index([]string{OriginEmbedded, OriginPerson, OriginMachine}, origin)
}

// App returns the entry with an id.
func (c Catalogue) App(id string) (App, bool) {
	for _, app := range c.Apps {
		if app.ID == id {
			return app, true
		}
	}
	return App{}, false
}

// problem says what is wrong with a whole file.
func problem(file, reason string) error { return &tomlfile.Error{File: file, Reason: reason} }
