package core

// RightAnswer is one access right.
type RightAnswer struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  string `json:"state"`
	Source string `json:"source"` // organization group external personal maintenance claim, or empty
	Until  Moment `json:"until"`
	Reason string `json:"reason"`
	// Origin is which of the provider's sources named it: endpoint claims scim-me
	// authzen uma; CheckedAt is when that one did.
	Origin    string `json:"origin"`
	CheckedAt Moment `json:"checked_at"`
}

// PendingAnswer is an invitation that waits for the person.
type PendingAnswer struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	AcceptURL string `json:"accept_url"`
}

// SourceAnswer is one of the places that a provider's access rights come from,
// and how old what it said is.
type SourceAnswer struct {
	Source       string `json:"source"` // endpoint claims scim-me authzen uma
	State        string `json:"state"`  // fresh stale offline expired none
	Count        int    `json:"count"`
	CheckedAt    Moment `json:"checked_at"`
	ValidUntil   Moment `json:"valid_until"`
	OfflineUntil Moment `json:"offline_until"`
	Problem      string `json:"problem,omitempty"` // code of why it gave no answer this time
}

// What a warning is about.
const (
	WarnRight   = "right"   // a granted right ends
	WarnOffline = "offline" // what is known may not be relied on any longer after that
)

// WarningAnswer is something that ends soon.
type WarningAnswer struct {
	Kind  string `json:"kind"` // right offline
	ID    string `json:"id"`   // of a right
	Name  string `json:"name"`
	Until Moment `json:"until"`
	Days  int    `json:"days"`  // whole days that are left, rounded up; 0: today
	Level int    `json:"level"` // 7 or 3: it ends within so many days
}

// FindingAnswer is something that Latchkey recognized in what the provider said,
// and the one thing to do about it. present turns the code into one sentence.
type FindingAnswer struct {
	Code    string            `json:"code"`              // see the Finding constants
	Fix     string            `json:"fix"`               // see the Fix constants; empty: none
	Address string            `json:"address,omitempty"` // what the fix opens
	Values  map[string]string `json:"values"`            // what the sentence names
}

// What can be recognized. The values that a sentence may name stand behind it.
const (
	FindingInvitation    = "invitation_pending"      // name, kind
	FindingUnverified    = "address_unverified"      // email
	FindingSocial        = "social_without_rights"   // email, issuer (of the social login)
	FindingOtherIdentity = "other_identity"          // email (now), other (where the rights are or were)
	FindingNextSignIn    = "next_sign_in"            // name of the first such right
	FindingOrganization  = "organization_changed"    // before, after
	FindingUnexpected    = "account_unexpected"      // email (now), expected
	FindingNotExpected   = "organization_unexpected" // organization (now), expected
	FindingSeat          = "seat_limit"              // name
	FindingClock         = "clock_set_back"          // nothing
)

// The one fix of a finding.
const (
	FixOpen          = "open"            // open Address
	FixRecheckSignIn = "recheck_sign_in" // rights recheck --max-step sign-in
	FixSelectAccount = "select_account"  // sign in and choose another account
	FixSetPassword   = "set_password"    // Address: forgot password
	FixAdministrator = "administrator"   // write to the administrator
	FixRecheck       = "recheck"         // ask the server again
)

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
	Sources      []SourceAnswer  `json:"sources"`
	Warnings     []WarningAnswer `json:"warnings"` // what ends first, first
	Findings     []FindingAnswer `json:"findings"` // the most important first
	ClockSetBack bool            `json:"clock_set_back"`
}

// CheckedRight is one right that `rights check` was asked about.
type CheckedRight struct {
	ID      string `json:"id"`
	State   string `json:"state"` // as in RightAnswer; "unknown" when it is not in the cache
	Granted bool   `json:"granted"`
	Until   Moment `json:"until"`
}

// RightsCheckAnswer is latchkey.rights-check/1.
type RightsCheckAnswer struct {
	Schema       string         `json:"schema"`
	Account      string         `json:"account"`
	Granted      bool           `json:"granted"` // all of them
	CheckedAt    Moment         `json:"checked_at"`
	State        string         `json:"state"`
	Rights       []CheckedRight `json:"rights"`
	ClockSetBack bool           `json:"clock_set_back"`
	TooOld       bool           `json:"too_old"` // the answer is older than was asked for
}

// RightsClearAnswer is latchkey.rights-clear/1.
type RightsClearAnswer struct {
	Schema  string `json:"schema"`
	Removed int    `json:"removed"` // cached answers that were dropped
}

// PrepareAnswer is latchkey.rights-prepare/1: what was refreshed before going
// offline, and what ends before the person is back.
type PrepareAnswer struct {
	Schema   string           `json:"schema"`
	Account  string           `json:"account"`
	Until    Moment           `json:"until"`
	Ready    bool             `json:"ready"` // every source answered, and nothing that is granted ends before
	Fresh    bool             `json:"fresh"`
	Ends     []PrepareEnd     `json:"ends"` // what ends before Until, first first
	Rights   RightsSummary    `json:"rights"`
	Sources  []SourceAnswer   `json:"sources"`
	Evidence []EvidenceAnswer `json:"evidence"`
}

// PrepareEnd is one thing that ends before the person is back.
type PrepareEnd struct {
	Kind  string `json:"kind"` // right offline session
	ID    string `json:"id"`
	Name  string `json:"name"`
	Until Moment `json:"until"`
}
