package apps

import "time"

// Process is one running program.
type Process struct {
	PID  int
	Name string // of the executable, without folder: "SketchUp.exe", also under Wine
	// Aliases are other names that the system knows it by: how it was called, what it calls itself, a script's name.
	// To compare names, use Is.
	Aliases []string
	Path    string // of the executable, on this machine also under Wine; empty where the system does not tell
	// cut says that Name may be only the beginning of the name, because the system keeps no more of it.
	cut bool
}

// Item is one state of one version of an app, as it lies on this computer.
type Item struct {
	State      State
	Path       string // absolute
	Exists     bool
	Size       int64     // bytes
	ModifiedAt time.Time // UTC
	Locked     bool      // another program has it locked or open for itself
	// Refused says why a reset leaves it alone: "it is a link", …; empty: it does not. With Exists false, it says why nobody
	// could look; Path is then the file or the folder where the way ends.
	Refused string

	signIn *SignIn // the right to move it; set by Find alone
}

// LicenceFile is a licence that was found. It can be shown.
type LicenceFile struct {
	Licence Licence
	Path    string
	Exists  bool
}

// Found is one version of one app in one place.
type Found struct {
	App      App
	Version  string // "2021", "4.2"; empty when the app's paths have none
	Prefix   string // folder of the Wine or CrossOver prefix; empty: natively
	Items    []Item
	Licences []LicenceFile
	Running  []Process // that belong to this version, or whose version is not told
}
