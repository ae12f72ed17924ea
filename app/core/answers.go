package core

import (
	"encoding/json"
	"time"
)

// Moment is a time as answers show it: RFC 3339 in UTC, whole seconds, or null
// when it is not known.
type Moment struct{ time.Time }

// At wraps t.
func At(t time.Time) Moment { return Moment{t} }

// MarshalJSON writes the moment in UTC, or null when it is zero.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(m.UTC().Truncate(time.Second).Format(time.RFC3339))
}

// Organization is where an account belongs, as the provider names it.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// SessionState says how a session, or one account in it, is.
type SessionState string

// The states of a session (latchkey.status/1).
const (
	StateSignedOut     SessionState = "signed_out"
	StateSignedIn      SessionState = "signed_in"
	StateExpired       SessionState = "expired"        // ended, and it cannot be renewed
	StateSignInNeeded  SessionState = "sign_in_needed" // the server no longer accepts it
	StateDamaged       SessionState = "damaged"        // the login_session file cannot be trusted
	StateStorageLocked SessionState = "storage_locked"
)

// AccountAnswer is one account as the login_session file knows it.
type AccountAnswer struct {
	ID              string       `json:"id"`
	Provider        string       `json:"provider"`
	ProviderName    string       `json:"provider_name"`
	Issuer          string       `json:"issuer"`
	Subject         string       `json:"subject"`
	Email           string       `json:"email"`
	EmailVerified   bool         `json:"email_verified"`
	Name            string       `json:"name"`
	Organization    Organization `json:"organization"`
	Default         bool         `json:"default"`
	SignedInAt      Moment       `json:"signed_in_at"`
	RenewedAt       Moment       `json:"renewed_at"`
	AccessExpiresAt Moment       `json:"access_expires_at"`
	Renewable       bool         `json:"renewable"`
	State           SessionState `json:"state"`
	Problem         string       `json:"problem,omitempty"` // code of the last problem, when there is one
	LoopbackHTTP    bool         `json:"loopback_http"`     // the issuer is plain http on this computer (demo, tests)
}

// RightsSummary is the short form of the cached access rights.
type RightsSummary struct {
	Count        int    `json:"count"`
	Granted      int    `json:"granted"`
	Pending      int    `json:"pending"`
	CheckedAt    Moment `json:"checked_at"`
	ValidUntil   Moment `json:"valid_until"`
	OfflineUntil Moment `json:"offline_until"`
	State        string `json:"state"` // fresh stale offline expired none
}

// SessionFileAnswer says how the login_session file is.
type SessionFileAnswer struct {
	Path       string `json:"path"`
	State      string `json:"state"` // ok missing damaged newer
	ModifiedAt Moment `json:"modified_at"`
	Reason     string `json:"reason,omitempty"`
}

// StorageAnswer says where secrets lie and whether that place answers.
type StorageAnswer struct {
	Kind  string `json:"kind"`  // keyring sealed_file memory
	State string `json:"state"` // ok locked missing refused
	// Problem is the code of why the place cannot be opened, such as
	// file_invalid for settings that cannot be read; Err is the same for Explain.
	Problem string `json:"problem,omitempty"`
	Err     error  `json:"-"`
	// gone are the ids of accounts whose secrets are not there any more.
	gone []string
}

// StatusAnswer is latchkey.status/1.
type StatusAnswer struct {
	Schema      string            `json:"schema"`
	SignedIn    bool              `json:"signed_in"`
	State       SessionState      `json:"state"`
	Accounts    []AccountAnswer   `json:"accounts"`
	Rights      RightsSummary     `json:"rights"`
	SessionFile SessionFileAnswer `json:"session_file"`
	Storage     StorageAnswer     `json:"storage"`
	Checked     bool              `json:"checked"` // the server was asked (status --check) and still accepts the session
}

// SignInAnswer is latchkey.sign-in/1.
type SignInAnswer struct {
	Schema         string        `json:"schema"`
	Account        AccountAnswer `json:"account"`
	Rights         RightsSummary `json:"rights"`
	RightsProblem  string        `json:"rights_problem,omitempty"` // code, when the rights could not be read
	Flow           string        `json:"flow"`                     // browser device
	ElapsedSeconds float64       `json:"elapsed_seconds"`
	// ClockSkewSeconds is how far this computer's clock is ahead of the
	// provider's (behind when negative); left out within a minute.
	ClockSkewSeconds float64 `json:"clock_skew_seconds,omitempty"`
}

// SignedOutAccount tells what became of one account.
type SignedOutAccount struct {
	ID      string `json:"id"`
	Email   string `json:"email"`
	Revoked string `json:"revoked"` // confirmed unsupported unreachable refused
	Removed bool   `json:"removed"`
}

// SignOutAnswer is latchkey.sign-out/1.
type SignOutAnswer struct {
	Schema         string             `json:"schema"`
	Accounts       []SignedOutAccount `json:"accounts"`
	BrowserSession string             `json:"browser_session"` // ended not_asked unsupported unreachable
}

// AccountsAnswer is latchkey.accounts/1.
type AccountsAnswer struct {
	Schema   string          `json:"schema"`
	Accounts []AccountAnswer `json:"accounts"`
}

// TokenAnswer is latchkey.token/1, the only answer that holds a secret.
type TokenAnswer struct {
	Schema      string `json:"schema"`
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresAt   Moment `json:"expires_at"`
	Account     string `json:"account"`
	Source      string `json:"source"` // cache renewed
}

// SessionAnswer is latchkey.session/1: what the login_session file says.
type SessionAnswer struct {
	Schema    string            `json:"schema"`
	File      SessionFileAnswer `json:"file"`
	WrittenAt Moment            `json:"written_at"`
	WrittenBy string            `json:"written_by"`
	Accounts  []AccountAnswer   `json:"accounts"`
}

// PathsAnswer is latchkey.paths/1.
type PathsAnswer struct {
	Schema           string `json:"schema"`
	Home             string `json:"home"` // LATCHKEY_HOME, or empty
	Settings         string `json:"settings"`
	Providers        string `json:"providers"`
	SessionFile      string `json:"session_file"`
	Backups          string `json:"backups"`
	Activity         string `json:"activity"` // the log of what happened
	Cache            string `json:"cache"`
	MachinePolicy    string `json:"machine_policy"`
	MachineProviders string `json:"machine_providers"`
	Keyring          string `json:"keyring"` // the name under which the keyring entries are found
}
