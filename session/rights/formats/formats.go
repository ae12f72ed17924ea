// Package formats turns the bytes of servers into access rights: the provider-neutral endpoint (docs/rights.schema.json), claims of
// tokens, SCIM's /Me, AuthZEN decisions and searches, and UMA permissions. Half an answer is no answer: what is not wholly as its
// format says is rights.ErrMalformed, and what a server does not name is unknown, never denied. It asks nobody, keeps nothing and
// compares no person with any other: core sends the questions, checks whose answer it is, and hands it to package rights.
package formats

import (
	"time"

	"latchkey/session/rights"
)

// What an answer may be at most, of whatever format.
const (
	MaxBody    = 32 << 20 // bytes; what a caller should read of an answer
	maxRights  = 200_000
	maxPending = 1_000
	maxDepth   = 16     // objects and lists within each other
	maxNames   = 10_000 // in one object
	maxText    = 512    // characters of an id, a name or a reason
	maxAddress = 2_048  // characters of an address
)

// newAnswer is one without rights, checked now: these formats do not date themselves.
func newAnswer(issuer, subject string, now time.Time) rights.Answer {
	return rights.Answer{
		Version: 1, Issuer: issuer, Subject: subject, CheckedAt: now.UTC(),
		Rights: []rights.Right{}, Pending: []rights.Pending{},
	}
}
