package core

import "latchkey/app/doctor"

// CheckAnswer is one check of latchkey.doctor/1. The words are made by
// present.WordCheck; the codes and values are what they are made from.
type CheckAnswer struct {
	ID           string            `json:"id"`
	Title        string            `json:"title"`
	Link         string            `json:"link"`   // app right account session token storage network clock; empty: in no link of the chain
	Result       string            `json:"result"` // pass warn fail skip; while it runs: running
	Evidence     string            `json:"evidence"`
	EvidenceCode string            `json:"evidence_code"`
	Values       map[string]string `json:"values"` // what the evidence names
	ProblemCode  string            `json:"problem_code"`
	Fix          *FixAnswer        `json:"fix"` // null: none
	DependsOn    []string          `json:"depends_on"`
	HiddenBy     string            `json:"hidden_by"` // the failed check that this one would only repeat
	At           Moment            `json:"at"`
	TookSeconds  float64           `json:"took_seconds"`

	Saw doctor.Evidence `json:"-"`
	Err error           `json:"-"` // what Explain words the problem from; nil: ProblemText does
}

// FixAnswer is the one thing that mends a problem.
type FixAnswer struct {
	ID         string `json:"id"` // see the Mend constants
	Argument   string `json:"argument"`
	Title      string `json:"title"`
	Command    string `json:"command"` // what does it on the command line; empty: none does
	Address    string `json:"address"` // the page where a person does it; empty: none
	By         string `json:"by"`      // latchkey person administrator
	Reversible bool   `json:"reversible"`
}

// FixedAnswer is what `doctor --fix` did about one check.
type FixedAnswer struct {
	Check  string `json:"check"`
	Fix    string `json:"fix"`
	Result string `json:"result"` // done failed
	Detail string `json:"detail"` // a problem's code, when it failed
	Undo   string `json:"undo"`   // the command that takes it back; empty: there is nothing to take back
	After  string `json:"after"`  // the check's result when it was looked at again
}

// DoctorAnswer is latchkey.doctor/1.
type DoctorAnswer struct {
	Schema string        `json:"schema"`
	Checks []CheckAnswer `json:"checks"`
	// Worst is the id of the check to begin with; empty: nothing is wrong.
	Worst          string          `json:"worst"`
	Result         string          `json:"result"` // that check's result, else pass
	Exit           int             `json:"exit"`   // that problem's exit code, else 0
	Fixed          []FixedAnswer   `json:"fixed"`
	Changed        []ChangedAnswer `json:"changed"` // since it last worked
	ElapsedSeconds float64         `json:"elapsed_seconds"`
}

// Find gives one check of the answer, or nil.
func (a *DoctorAnswer) Find(id string) *CheckAnswer {
	for i := range a.Checks {
		if a.Checks[i].ID == id {
			return &a.Checks[i]
		}
	}
	return nil
}

// LinkAnswer is one link of latchkey.why/1.
type LinkAnswer struct {
	Link     string `json:"link"`
	Title    string `json:"title"`
	State    string `json:"state"` // ok broken warned hidden nothing
	Evidence string `json:"evidence"`
	// Check is what the link is judged by; nil when there was nothing to look at.
	Check *CheckAnswer `json:"check"`
}

// SubjectAnswer is what a person cannot work with.
type SubjectAnswer struct {
	Kind string `json:"kind"` // app right, or empty: anything
	ID   string `json:"id"`   // of an app with its version: "sketchup@2024"
	Name string `json:"name"`
}

// WhyAnswer is latchkey.why/1: the chain, the first broken link and the one fix.
type WhyAnswer struct {
	Schema  string        `json:"schema"`
	Subject SubjectAnswer `json:"subject"`
	Links   []LinkAnswer  `json:"links"`
	Broken  string        `json:"broken"` // a link; empty: no link of the chain is
	Problem string        `json:"problem_code"`
	// Check is the finding to begin with, also where it is in no link; nil when
	// everything passed.
	Check *CheckAnswer `json:"check"`
	Fix   *FixAnswer   `json:"fix"`
	// Symptom is the guide's entry that goes on from here.
	Symptom string          `json:"symptom"`
	Changed []ChangedAnswer `json:"changed"`
	Exit    int             `json:"exit"`
}

// ChangedAnswer is something that is other than when it last worked.
type ChangedAnswer struct {
	What   string `json:"what"` // version proxy ca_issuer clock account organization policy app
	Before string `json:"before"`
	After  string `json:"after"`
	Since  Moment `json:"since"` // when it last worked
	Text   string `json:"text"`

	BeforeValue, AfterValue doctor.Value `json:"-"`
}

// FixResult is what became of one fix.
type FixResult struct {
	ID     string `json:"id"`
	Result string `json:"result"` // done, opened (a page), person (only a person can do it), failed
	Undo   string `json:"undo"`
}

// The fixes. Those of FixRows that say so are done by ApplyFix.
const (
	MendRetry         = "retry"          // look again
	MendSignIn        = "sign_in"        // Latchkey, with the person in the browser
	MendSignInOther   = "sign_in_other"  // choose another account
	MendSignInFresh   = "sign_in_fresh"  // rights start to count at the next sign-in
	MendRecheck       = "recheck"        // ask the server again
	MendRenew         = "renew"          // a new token
	MendResetSession  = "reset_session"  // undoable
	MendResetApp      = "reset_app"      // Argument: scope such as app:sketchup@2024; undoable
	MendResetBrowser  = "reset_browser"  // the provider's cookies
	MendTighten       = "tighten"        // Argument: path; takes other people's rights to read away
	MendSettings      = "settings"       // Argument: file that a person corrects
	MendOpenLink      = "open_link"      // Argument: name of a link of the provider's profile; Address
	MendUnlock        = "unlock"         // the keyring
	MendStartKeyring  = "start_keyring"  // there is none
	MendMoveStorage   = "move_storage"   // to a sealed file
	MendSetClock      = "set_clock"      // Argument: seconds that it is ahead
	MendConnect       = "connect"        // to a network
	MendPortal        = "portal"         // sign in to the guest network
	MendProxy         = "proxy"          // Argument: the proxy
	MendTrustCA       = "trust_ca"       // the authority of the one who intercepts
	MendFreePort      = "free_port"      // Argument: the program that holds it
	MendBrowser       = "browser"        // install or choose one
	MendBrowserPolicy = "browser_policy" // an administrator lets the identity host keep its cookies
	MendCloseApp      = "close_app"      // Argument: the app
	MendFreeDisk      = "free_disk"      // Argument: the folder
	MendOwnFolder     = "own_folder"     // Argument: the folder that the person may not write to
	MendWait          = "wait"           // the provider is down
	MendAdministrator = "administrator"  // ask who administers the organization
	MendProvider      = "provider"       // add or correct a provider
	MendUpdate        = "update"         // a newer Latchkey
	MendSupport       = "support"        // make a report
	MendGuide         = "guide"          // Argument: symptom
)
