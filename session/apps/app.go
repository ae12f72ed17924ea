package apps

// System is an operating system as catalogue files name it.
type System string

// The systems of the catalogue.
const (
	Linux   System = "linux"
	MacOS   System = "macos"
	Windows System = "windows"
)

// Kind says what a file of an app is. There is no kind for a licence: see Licence.
type Kind string

// The kinds of a state.
const (
	Session Kind = "session" // without it, the app asks for a sign-in
	Cache   Kind = "cache"   // the app makes it anew
)

// Method says how a sign-in state is reset.
type Method string

// The methods of a reset.
const (
	ByFile Method = "file"   // Latchkey puts the file aside
	InApp  Method = "in_app" // the person signs out inside the app
	ByWeb  Method = "web"    // the person ends the session on a web page
)

// Confidence says how well supported an entry's facts are.
type Confidence string

// The levels of confidence.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// App is one entry of the catalogue.
type App struct {
	ID, Name, Vendor string
	// Processes are names of executables, without folder and ".exe"; compared without case.
	Processes []string
	// Community entries are known from others than the vendor: a reset of "apps" leaves them out unless settings say
	// otherwise; one that is named is reset.
	Community bool
	States    []State
	Licences  []Licence
	Traces    []Trace
	Steps     []Step
	Origin    string // embedded, machine or person
	File      string // where the entry was read
}

// State is one place where an app keeps the state of its sign-in.
type State struct {
	System     System
	Path       string // a pattern, as it stands in the file; empty when it is not known where (never with ByFile)
	Kind       Kind
	Reset      Method
	Source     string // where this is known from
	Confidence Confidence
	Checked    string // date of the last look at the source, 2026-11-22
}

// Licence is a place where an app keeps a licence. It is shown, and nothing here turns it into a SignIn.
type Licence struct {
	System     System
	Path       string
	Source     string
	Confidence Confidence
	Checked    string
}

// Trace is a folder whose existence shows that the app is installed or was used; it is never touched.
type Trace struct {
	System System
	Path   string
}

// StepTime says when a step is due.
type StepTime string

// The times of a step.
const (
	Before  StepTime = "before"  // the reset
	Instead StepTime = "instead" // of a reset, which Latchkey cannot do for this app
	After   StepTime = "after"   // the reset
)

// StepAct is what a step asks for, as far as Latchkey can check it.
type StepAct string

// The acts of a step.
const (
	ActClose   StepAct = "close"    // the app; done when none of its processes runs
	ActRestart StepAct = "restart"  // the computer; done when it was started after the reset
	ActSignIn  StepAct = "sign_in"  // to the app; done when its session file is there again and newer than the reset
	ActSignOut StepAct = "sign_out" // inside the app; cannot be checked
	ActOther   StepAct = ""         // cannot be checked
)

// Step is one thing that only a person can do.
type Step struct {
	When StepTime
	Act  StepAct
	Text map[string]string // by primary language tag; "en" is always there
	URL  string            // https, or empty
}
