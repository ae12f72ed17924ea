package apps

import (
	"io/fs"
	"os"
	"path/filepath"
)

// A guard knows every licence of a catalogue, of every app, and also those of entries that another one has replaced: who calls a
// licence a session in a file of their own gains nothing.
type guard struct {
	patterns []pattern
	starts   map[string][]string // how a root may be spelled: as it is, and without links
	files    []fs.FileInfo       // licences that are there, whatever name they are reached by
}

func newGuard(c Catalogue, walks []*walk) *guard {
	g := &guard{starts: map[string][]string{}}
	for _, licence := range c.allLicences() {
		p, reason := parsePattern(licence.System, licence.Path, forLicence)
		if reason != "" {
			continue
		}
		g.patterns = append(g.patterns, p)
		for _, w := range walks {
			start := p.start(w.at)
			if start == "" {
				continue
			}
			g.spellings(start)
			for _, hit := range w.follow(p) {
				if hit.info != nil {
					g.files = append(g.files, hit.info)
				}
			}
		}
	}
	return g
}

// spellings remembers the ways to write a folder.
func (g *guard) spellings(folder string) []string {
	known, ok := g.starts[folder]
	if !ok {
		known = []string{folder}
		if real, err := filepath.EvalSymlinks(folder); err == nil && real != folder {
			known = append(known, real)
		}
		g.starts[folder] = known
	}
	return known
}

// covers tells whether a file is a licence or lies below one: by its path as it is written, by its path without links, and by
// being the same file.
func (g *guard) covers(path string, info fs.FileInfo, at Places) bool {
	written := []string{path}
	if real, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		written = append(written, join(real, filepath.Base(path)))
	}
	for _, p := range g.patterns {
		start := p.start(at)
		if start == "" {
			continue
		}
		for _, spelled := range written {
			if p.covers(spelled, at, g.spellings(start)...) {
				return true
			}
		}
	}
	for _, licence := range g.files {
		if os.SameFile(licence, info) {
			return true
		}
	}
	return false
}

// allLicences are those of every entry that was read, in use or not.
func (c Catalogue) allLicences() []Licence {
	all := c.licences
	for _, app := range c.Apps {
		all = append(all[:len(all):len(all)], app.Licences...)
	}
	return all
}
