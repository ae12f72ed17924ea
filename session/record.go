// Package session is what this computer remembers of a sign-in: the login_session file, the locks around it, and the
// backups that a reset puts files into. It is not for secrets (see session/vault), it knows no network protocol and no
// identity provider, and it decides nothing: it reads, writes, locks and moves what it is told to, and says what it found.
package session

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"
)

// Schema is the format that this version reads and writes. A higher number is left alone.
const Schema = "latchkey.session/1"

// FileName is the name of the session file inside the state folder.
const FileName = "login_session.json"

// AccountState is what is known of an account's session without asking anybody.
type AccountState string

// The states of an account.
const (
	SignedIn     AccountState = "signed_in"
	SignInNeeded AccountState = "sign_in_needed" // the server no longer accepts the refresh token
)

// Record is the whole content of the session file. It holds no secret. Times are UTC; a zero time is left out of the file.
type Record struct {
	Schema    string    `json:"schema"`     // filled by Store.Write
	WrittenAt time.Time `json:"written_at"` // filled by Store.Write
	WrittenBy string    `json:"written_by"` // filled by Store.Write: program and version
	Default   string    `json:"default"`    // id of the account that is meant when none is named; empty: none
	Accounts  []Account `json:"accounts"`
	Checksum  string    `json:"checksum"` // filled by Store.Write: SHA-256, hex, over the canonical encoding with this field empty
}

// Account is one person at one identity provider.
type Account struct {
	ID              string        `json:"id"` // see AccountID
	Provider        string        `json:"provider"`
	Issuer          string        `json:"issuer"`
	ClientID        string        `json:"client_id"`
	Subject         string        `json:"subject"`
	Email           string        `json:"email"` // lower case
	EmailVerified   bool          `json:"email_verified"`
	EmailUnverified bool          `json:"email_unverified,omitempty"` // the provider said so, which differs from saying nothing
	SocialIssuer    string        `json:"social_issuer,omitempty"`    // the social login that the person came through; empty: none is known
	Name            string        `json:"name"`
	Organization    Organization  `json:"organization"`
	SignedInAt      time.Time     `json:"signed_in_at,omitzero"`
	RenewedAt       time.Time     `json:"renewed_at,omitzero"`
	RenewingSince   time.Time     `json:"renewing_since,omitzero"`    // a renewal was sent and its answer is not here; see core
	AccessExpiresAt time.Time     `json:"access_expires_at,omitzero"` // zero: the server did not say
	HasRefresh      bool          `json:"has_refresh"`
	Generation      uint64        `json:"generation"` // of the token bundle in the vault that belongs to this record
	State           AccountState  `json:"state"`
	Problem         string        `json:"problem"` // code of the last problem; empty: none
	ProblemAt       time.Time     `json:"problem_at,omitzero"`
	Rights          RightsSummary `json:"rights"`
}

// Organization is the organization that the provider named for an account; both fields may be empty.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// RightsSummary is what the last answer about access rights said, in numbers. A zero CheckedAt means: never asked.
type RightsSummary struct {
	Count        int       `json:"count"`
	Granted      int       `json:"granted"`
	CheckedAt    time.Time `json:"checked_at,omitzero"`
	ValidUntil   time.Time `json:"valid_until,omitzero"`
	OfflineUntil time.Time `json:"offline_until,omitzero"`
}

// AccountID derives the stable id of an account: the first 16 hex digits of a SHA-256 over issuer, subject and client id,
// each with its length, so that no two triples can run into each other. OpenID Connect Core 5.7 makes issuer and subject
// together the only dependable name of a person.
func AccountID(issuer, subject, clientID string) string {
	hash := sha256.New()
	for _, part := range []string{issuer, subject, clientID} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(part)))
		hash.Write(size[:])
		hash.Write([]byte(part))
	}
	return hex.EncodeToString(hash.Sum(nil))[:16]
}
