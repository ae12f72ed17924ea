package apps

// SignIn is one file that a reset may put aside. It cannot be made outside this package, and inside it is made in one place, from
// a state that is reset by file, of which Find has seen an ordinary file of this person that no licence covers.
type SignIn struct {
	app, name, version, path string
	kind                     Kind
}

// App returns the id of the app.
func (s SignIn) App() string { return s.app }

// Version returns the version; empty when the app's paths have none.
func (s SignIn) Version() string { return s.version }

// Label returns the words for a person: "SketchUp 2021".
func (s SignIn) Label() string {
	if s.version == "" {
		return s.name
	}
	return s.name + " " + s.version
}

// Path returns where the file is, absolute.
func (s SignIn) Path() string { return s.path }

// Kind returns what the file is.
func (s SignIn) Kind() Kind { return s.kind }

// SignIns returns the files that a reset may put aside: those that exist, are reset by file, and are ordinary files of this
// person. What a caller writes into Items changes nothing: only what Find has checked comes out.
func (f Found) SignIns() []SignIn {
	var all []SignIn
	for _, item := range f.Items {
		if item.signIn != nil {
			all = append(all, *item.signIn)
		}
	}
	return all
}

// item describes one file, and gives out the right to move it aside when nothing speaks against it.
func (v *versions) item(version string, l located, locked func(string) (bool, error), guard *guard) Item {
	item := Item{State: l.state, Path: l.hit.path, Refused: l.hit.refused}
	info := l.hit.info
	if info == nil {
		return item
	}
	item.Exists, item.Size, item.ModifiedAt = true, info.Size(), modified(info)
	if reason := refuseFile(item.Path); reason != "" && (item.Refused == "" || !info.Mode().IsRegular()) {
		item.Refused = reason // that it is no file says more than what is wrong with the way to it
	}
	if guard.covers(item.Path, info, v.at) {
		item.Refused = whyLicence
	}
	if item.Refused != "" {
		return item
	}
	item.Locked, _ = locked(item.Path) // what cannot be told shows itself when the file is moved
	if item.State.Reset == ByFile {
		item.signIn = &SignIn{app: v.app.ID, name: v.app.Name, version: version, path: item.Path, kind: item.State.Kind}
	}
	return item
}
