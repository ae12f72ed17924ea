package report

import "encoding/json"

// Schema is the name of the format of report.json.
type Schema struct{}

// SchemaName is what report.json and the zip call themselves.
const SchemaName = "latchkey.support-bundle/1"

// MarshalJSON implements json.Marshaler.
func (Schema) MarshalJSON() ([]byte, error) { return json.Marshal(SchemaName) }

// Report is a support bundle. Each part may have a Problem: the code of why it
// could not be found out.
type Report struct {
	Schema      Schema      `json:"schema"`
	Made        Moment      `json:"made"`
	Program     Program     `json:"program"`
	Asked       Asked       `json:"asked"`
	Status      Status      `json:"status"`
	SessionFile SessionFile `json:"session_file"`
	Storage     Storage     `json:"storage"`
	Provider    *Provider   `json:"provider"` // null: none is selected
	Network     Network     `json:"network"`
	Rights      Rights      `json:"rights"`
	Apps        Apps        `json:"apps"`
	Browsers    Browsers    `json:"browsers"`
	Backups     Backups     `json:"backups"`
	Doctor      Doctor      `json:"doctor"`
	Changed     []Change    `json:"changed"`
	Activity    Activity    `json:"activity"`
}

// Program is Latchkey, and what it runs on.
type Program struct {
	Version Version `json:"version"`
	System  Code    `json:"system"` // linux windows darwin
	Machine Code    `json:"machine"`
}

// Asked is what the person was asked, or asked about.
type Asked struct {
	Symptom  Code `json:"symptom"`
	Kind     Code `json:"kind"` // app right, or empty
	App      App  `json:"app"`
	Language Code `json:"language"`
}

// Status is the session as a whole.
type Status struct {
	State    Code      `json:"state"`
	SignedIn bool      `json:"signed_in"`
	Accounts []Account `json:"accounts"`
	Problem  Code      `json:"problem_code"`
}

// Account is one account of the session file.
type Account struct {
	Person       Pseudonym `json:"person"`
	Organization Pseudonym `json:"organization"`
	Provider     Pseudonym `json:"provider"`
	Default      bool      `json:"default"`
	State        Code      `json:"state"`
	Problem      Code      `json:"problem_code"`
	Verified     bool      `json:"email_verified"`
	Renewable    bool      `json:"renewable"`
	SignedInAt   Moment    `json:"signed_in_at"`
	RenewedAt    Moment    `json:"renewed_at"`
	EndsAt       Moment    `json:"access_expires_at"`
}

// SessionFile says how the login_session file is.
type SessionFile struct {
	State      Code   `json:"state"`
	Place      Code   `json:"place"`
	ModifiedAt Moment `json:"modified_at"`
}

// Storage says where secrets lie.
type Storage struct {
	Kind    Code `json:"kind"`
	State   Code `json:"state"`
	Problem Code `json:"problem_code"`
}

// Provider is the one whose servers were looked at.
type Provider struct {
	ID           Pseudonym `json:"id"`
	Origin       Code      `json:"origin"`
	Issuer       Host      `json:"issuer_host"`
	Hosts        []Host    `json:"hosts"`
	HelpOnly     bool      `json:"help_only"`
	Missing      []Code    `json:"missing"`
	Sources      []Code    `json:"rights_sources"`
	Links        []Code    `json:"links"`
	Capabilities []Code    `json:"capabilities"` // of the discovery document; empty: not known
	PKCE         Code      `json:"pkce"`
	PAR          Code      `json:"par"`
	DPoP         Code      `json:"dpop"`
	Loopback     bool      `json:"loopback_http"`
	Problem      Code      `json:"problem_code"`
}

// Network says how requests leave the computer.
type Network struct {
	Proxy              Host      `json:"proxy_host"`
	ProxySource        Code      `json:"proxy_source"`
	ProxyUser          bool      `json:"proxy_has_user"`
	Exceptions         Number    `json:"no_proxy_entries"`
	CAFiles            Number    `json:"ca_files"`
	ClientCertificate  bool      `json:"client_certificate"`
	CertificateEndsAt  Moment    `json:"client_certificate_expires_at"`
	CertificateProblem Code      `json:"client_certificate_problem_code"`
	MachineFile        bool      `json:"machine_file"`
	CAIssuer           Pseudonym `json:"ca_issuer"` // who vouched for the provider; the same pseudonym is the same issuer
	Problem            Code      `json:"problem_code"`
}

// Rights is what is known of the access rights, in numbers.
type Rights struct {
	State        Code     `json:"state"`
	Count        Number   `json:"count"`
	Granted      Number   `json:"granted"`
	Pending      Number   `json:"pending"`
	CheckedAt    Moment   `json:"checked_at"`
	ValidUntil   Moment   `json:"valid_until"`
	OfflineUntil Moment   `json:"offline_until"`
	Sources      []Source `json:"sources"`
	Findings     []Code   `json:"findings"`
	ClockSetBack bool     `json:"clock_set_back"`
	Problem      Code     `json:"problem_code"`
}

// Source is one place that rights come from.
type Source struct {
	Source    Code   `json:"source"`
	State     Code   `json:"state"`
	Count     Number `json:"count"`
	CheckedAt Moment `json:"checked_at"`
	Problem   Code   `json:"problem_code"`
}
