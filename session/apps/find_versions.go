package apps

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// versions gathers what was found of one app in one place, by version.
type versions struct {
	app  App
	at   Places
	byID map[string]*gathered

	shared []LicenceFile // licences that name no version
}

// gathered is one version while it is being put together.
type gathered struct {
	present  []located          // files that are there, and ways that are barred
	missing  map[Kind][]located // places where the file of a kind could be
	licences []LicenceFile
}

type located struct {
	state State
	hit   hit
}

func newVersions(app App, at Places) *versions {
	return &versions{app: app, at: at, byID: map[string]*gathered{}}
}

func (v *versions) of(version string) *gathered {
	known, ok := v.byID[version]
	if !ok {
		known = &gathered{missing: map[Kind][]located{}}
		v.byID[version] = known
	}
	return known
}

func (v *versions) addState(state State, found hit) {
	one := v.of(found.version)
	switch {
	case found.path == "":
	case found.info == nil && found.refused == "":
		one.missing[state.Kind] = append(one.missing[state.Kind], located{state, found})
	case !slices.ContainsFunc(one.present, func(l located) bool { return l.hit.path == found.path }):
		one.present = append(one.present, located{state, found})
	}
}

// addLicence takes only what is there: a licence that is not is no news. One that names no version shows nothing about this app
// (CodeMeter keeps those of many programs in one folder), and is shown beside what else was found.
func (v *versions) addLicence(licence Licence, found hit) {
	if found.info == nil {
		return
	}
	file := LicenceFile{Licence: licence, Path: found.path, Exists: true}
	if found.version == "" {
		v.shared = append(v.shared, file)
		return
	}
	one := v.of(found.version)
	one.licences = append(one.licences, file)
}

func (v *versions) addTrace(found hit) {
	if found.info == nil {
		return
	}
	if found.version != "" || len(v.byID) == 0 {
		v.of(found.version)
	}
}

// finish turns what was gathered into the answer.
func (v *versions) finish(locked func(string) (bool, error), guard *guard) []Found {
	if common, ok := v.byID[""]; ok && len(v.byID) > 1 && len(common.present) == 0 {
		delete(v.byID, "") // nothing of its own: the versions tell it all
	}
	all := make([]Found, 0, len(v.byID))
	for version, one := range v.byID {
		found := Found{App: v.app, Version: version, Prefix: v.at.Prefix}
		found.Licences = append(one.licences, v.shared...)
		for _, l := range one.listed() {
			found.Items = append(found.Items, v.item(version, l, locked, guard))
		}
		all = append(all, found)
	}
	slices.SortFunc(all, func(a, b Found) int { return compareVersions(a.Version, b.Version) })
	return all
}

// listed returns what a person should see: what is there, and for a kind of which nothing is there, the first place where it
// would be.
func (g *gathered) listed() []located {
	all := slices.Clone(g.present)
	for _, kind := range []Kind{Session, Cache} {
		isThere := slices.ContainsFunc(g.present, func(l located) bool { return l.state.Kind == kind })
		if !isThere && len(g.missing[kind]) > 0 {
			all = append(all, g.missing[kind][0])
		}
	}
	return all
}

// compareVersions orders by number, part by part: 4.2 before 4.10, and none before any.
func compareVersions(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
		m, _ := strconv.ParseUint(x, 10, 64)
		n, _ := strconv.ParseUint(y, 10, 64)
		return cmp.Or(cmp.Compare(m, n), strings.Compare(x, y))
	})
}

func compareNames(a, b App) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
}
