package core

// RightAnswer is one access right.
type RightAnswer struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  string `json:"state"`
	Source string `json:"source"`
	Until  Moment `json:"until"`
	Reason string `json:"reason"`
}

// PendingAnswer is an invitation that waits for the person.
type PendingAnswer struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	AcceptURL string `json:"accept_url"`
}

// RightsAnswer is latchkey.rights/1.
type RightsAnswer struct {
	Schema       string          `json:"schema"`
	Account      string          `json:"account"`
	CheckedAt    Moment          `json:"checked_at"`
	ValidUntil   Moment          `json:"valid_until"`
	OfflineUntil Moment          `json:"offline_until"`
	State        string          `json:"state"` // fresh stale offline expired none
	Organization Organization    `json:"organization"`
	Rights       []RightAnswer   `json:"rights"`
	Pending      []PendingAnswer `json:"pending"`
}

// CheckedRight is one right that `rights check` was asked about.
type CheckedRight struct {
	ID      string `json:"id"`
	State   string `json:"state"` // as in RightAnswer; "unknown" when it is not in the cache
	Granted bool   `json:"granted"`
}

// RightsCheckAnswer is latchkey.rights-check/1.
type RightsCheckAnswer struct {
	Schema    string         `json:"schema"`
	Account   string         `json:"account"`
	Granted   bool           `json:"granted"` // all of them
	CheckedAt Moment         `json:"checked_at"`
	State     string         `json:"state"`
	Rights    []CheckedRight `json:"rights"`
}

// RecheckStep is one rung of the ladder and what it brought.
type RecheckStep struct {
	Step   string `json:"step"`   // refetch new-token sign-in browser-session
	Result string `json:"result"` // unchanged changed skipped failed
	Detail string `json:"detail"` // a code: same, differences, not_renewable, not_asked, or a problem code
	At     Moment `json:"at"`
}

// ChangeAnswer is one right before and after; nil where it was or is unknown.
type ChangeAnswer struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Before *RightAnswer `json:"before"`
	After  *RightAnswer `json:"after"`
}

// RecheckAnswer is latchkey.recheck/1.
type RecheckAnswer struct {
	Schema    string         `json:"schema"`
	Account   string         `json:"account"`
	Fresh     bool           `json:"fresh"`
	Steps     []RecheckStep  `json:"steps"`
	Gained    []ChangeAnswer `json:"gained"`
	Lost      []ChangeAnswer `json:"lost"`
	Changed   []ChangeAnswer `json:"changed"`
	Unchanged int            `json:"unchanged"`
	Before    RightsSummary  `json:"before"`
	After     RightsSummary  `json:"after"`
}

// RightsClearAnswer is latchkey.rights-clear/1.
type RightsClearAnswer struct {
	Schema  string `json:"schema"`
	Removed int    `json:"removed"` // cached answers that were dropped
}
