// Package rights is what is known of a person's access rights: since when, until when, and how an answer differs from the
// one before. It is a cache with honest ages and never a source of truth: unknown is not denied, and an answer that is out
// of date grants nothing. It does not ask any server, which core does, and does not know how servers write their answers,
// which formats does.
package rights

import "time"

// State is what the server said about one right. An unknown word is read as Unknown.
type State string

// The states of a right.
const (
	Granted           State = "granted"
	Denied            State = "denied"
	Expired           State = "expired"
	PendingInvitation State = "pending_invitation"
	NeedsSignIn       State = "needs_sign_in"
	NeedsVerification State = "needs_verification"
	SeatLimit         State = "seat_limit"
	Unknown           State = "unknown"
)

// Sources of a right. An unknown source is kept empty.
const (
	SourceOrganization = "organization"
	SourceGroup        = "group"
	SourceExternal     = "external"
	SourcePersonal     = "personal"
	SourceMaintenance  = "maintenance"
	SourceClaim        = "claim"
)

// Right is one access right of a person.
type Right struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"` // for a person; the id when the server gave none
	State  State     `json:"state"`
	Source string    `json:"source"`
	Until  time.Time `json:"until,omitzero"` // zero: no end named
	Reason string    `json:"reason"`         // for a person, from the server, cleaned
}

// Pending is an invitation that waits for the person.
type Pending struct {
	Kind      string `json:"kind"` // "organization", "group", "external" or empty
	Name      string `json:"name"`
	AcceptURL string `json:"accept_url"` // https, or http on a loopback address; else empty
}

// Organization is whose rights they are; both fields may be empty.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Answer is what one source said about the access rights of one person. Times are UTC. Its lists are not written to once the
// answer is part of a Snapshot.
type Answer struct {
	Version      int          `json:"version"`
	Subject      string       `json:"subject"`
	Issuer       string       `json:"issuer"`
	Organization Organization `json:"organization"`
	CheckedAt    time.Time    `json:"checked_at,omitzero"`    // zero: the server did not say; then it is Part.ServerDate or FetchedAt
	ValidUntil   time.Time    `json:"valid_until,omitzero"`   // zero: 24 hours after CheckedAt
	OfflineUntil time.Time    `json:"offline_until,omitzero"` // zero: the same as ValidUntil
	Rights       []Right      `json:"rights"`
	Pending      []Pending    `json:"pending"`
}
