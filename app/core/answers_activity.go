package core

// EventAnswer is one thing that happened on this computer.
type EventAnswer struct {
	At       Moment         `json:"at"`
	Event    string         `json:"event"`        // see session/activity
	Result   string         `json:"result"`       // ok failed partly cancelled
	Problem  string         `json:"problem_code"` // empty: none
	Account  string         `json:"account"`      // the e-mail, where the account is still known, else its id
	Provider string         `json:"provider"`     // id
	Subject  string         `json:"subject"`      // what it was about: a scope of a reset, a setting's key, a check
	Counts   map[string]int `json:"counts"`       // such as files, gained, lost, changed
	Seconds  float64        `json:"seconds"`      // how long it took; 0: nobody measured
	Version  string         `json:"version"`      // of Latchkey
	Policy   string         `json:"policy"`       // a short digest of what the machine's administrator decided; empty: nothing
	Text     string         `json:"text"`         // in words; made by present
}

// ActivityAnswer is latchkey.activity/1, newest first.
type ActivityAnswer struct {
	Schema  string          `json:"schema"`
	Events  []EventAnswer   `json:"events"`
	Changed []ChangedAnswer `json:"changed"` // since it last worked
	Damaged int             `json:"damaged"` // lines that could not be read and were passed over
}
