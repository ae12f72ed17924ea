package core

// AppsAnswer is latchkey.apps/1: the modeling apps found, by name and version.
type AppsAnswer struct {
	Schema string      `json:"schema"`
	Apps   []AppAnswer `json:"apps"`
	// Problems are catalogue files that cannot be used, in words.
	Problems []AppProblem `json:"problems"`
}

// AppProblem is one catalogue file that cannot be used.
type AppProblem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Key    string `json:"key"`
	Reason string `json:"reason"`
}

// AppAnswer is one version of one app in one place.
type AppAnswer struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Vendor    string       `json:"vendor"`
	Version   string       `json:"version"` // "2021", "4.2"; empty when the app's paths have none
	Scope     string       `json:"scope"`   // what reset --scope takes: "app:sketchup@2021"
	Prefix    string       `json:"prefix"`  // the Wine or CrossOver prefix; empty: natively
	Found     bool         `json:"found"`   // false: only in the catalogue (apps show, apps list --all)
	StateKind string       `json:"state_kind"`
	Paths     []AppPath    `json:"paths"`
	Licences  []AppLicence `json:"licences"`
	Running   bool         `json:"running"`
	Processes []AppProcess `json:"processes"`
	// Resettable: a file is there that a reset may put aside, the app running or not.
	Resettable bool         `json:"resettable"`
	Reset      string       `json:"reset"` // file in_app web
	Community  bool         `json:"community"`
	Source     string       `json:"source"`
	Confidence string       `json:"confidence"` // high medium low
	Checked    string       `json:"checked"`    // date of the last look at the source
	Origin     string       `json:"origin"`     // embedded machine person
	Steps      []StepAnswer `json:"steps"`
	// LastReset is the newest backup that holds files of this version, or nil.
	LastReset *AppReset `json:"last_reset"`
}

// AppPath is one place where an app keeps the state of its sign-in.
type AppPath struct {
	Path       string `json:"path"`
	Kind       string `json:"kind"` // session cache
	Exists     bool   `json:"exists"`
	Size       int64  `json:"size"`
	ModifiedAt Moment `json:"modified_at"`
	Locked     bool   `json:"locked"`
	Refused    string `json:"refused"` // why a reset leaves it alone; empty: it does not
}

// AppLicence is a licence: shown, and never touched.
type AppLicence struct {
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
}

// AppProcess is one running program of an app.
type AppProcess struct {
	PID  int    `json:"pid"`
	Name string `json:"name"`
}

// AppReset names the backup of the last reset of an app.
type AppReset struct {
	Backup string `json:"backup"`
	At     Moment `json:"at"`
	Undone bool   `json:"undone"`
}

// StepAnswer is one thing that only a person can do, and whether it was seen to be done.
type StepAnswer struct {
	App  string `json:"app"`  // "SketchUp 2021"
	When string `json:"when"` // before instead after
	Act  string `json:"act"`  // close restart sign_in sign_out, or empty
	Text string `json:"text"` // in the language asked for, else English
	URL  string `json:"url"`
	Done string `json:"done"` // yes no unknown
}
