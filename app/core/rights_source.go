package core

import (
	"context"
	"net/http"
	"strings"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

// maxRightsBody is the longest answer about access rights, in bytes.
const maxRightsBody = 32 << 20

// unnamedValidity is how long an answer is good for that names no end (docs/rights.md).
const unnamedValidity = 24 * time.Hour

// rightsSource is one place where access rights come from. It asks and judges; it
// keeps nothing.
//
// Errors: auth.ErrSignInNeeded on 401, ErrRightsForbidden on 403,
// ErrRightsUnavailable on 404, auth.ErrUnreachable, auth.ErrMalformedAnswer,
// *auth.SecurityError for an answer about somebody else. None of them is a
// statement about the person's rights. The evidence comes with an error as well,
// as far as there is any.
type rightsSource interface {
	ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error)
}

// rightsQuestion is who asks, with what, and how.
type rightsQuestion struct {
	core    *Core
	profile Profile
	client  *auth.Client
	account session.Account
	tokens  auth.Tokens
	past    bool        // past every cache on the way (RFC 9111 section 5.2.1.4)
	since   time.Time   // see asking
	known   rights.Part // what this source said last; zero: nothing
}

// rightsSourceOf finds the source behind a name of a provider file.
func rightsSourceOf(name string) rightsSource {
	switch name {
	case SourceEndpoint:
		return endpointSource{}
	case SourceClaims:
		return claimsSource{}
	case SourceSCIM:
		return scimSource{}
	case SourceAuthZEN:
		return authzenSource{}
	case SourceUMA:
		return umaSource{}
	}
	return nil
}

// part is an answer of now, ready to be kept.
func (q rightsQuestion) part(source string, answer rights.Answer, from auth.ResourceAnswer) rights.Part {
	now, date := q.core.serverTime(q.profile.Issuer), from.Date.UTC()
	if date.After(now.Add(laterTolerance)) {
		date = time.Time{} // nobody can have said that yet: it moves neither the clock nor an end
	}
	if answer.CheckedAt.IsZero() {
		// A copy is as old as its cache says, also where that dates copies itself.
		answer.CheckedAt = now.Add(-from.Age)
		if !date.IsZero() && (from.Age == 0 || date.Before(answer.CheckedAt)) {
			answer.CheckedAt = date
		}
	}
	if answer.ValidUntil.IsZero() && answer.CheckedAt.After(now.Add(laterTolerance)) {
		answer.ValidUntil = now.Add(unnamedValidity) // not a day after a moment that may never come
	}
	return rights.Part{Source: source, Answer: answer, FetchedAt: now, ServerDate: date, ETag: from.ETag}
}

// own refuses an answer that names another person or issuer.
func (q rightsQuestion) own(answer rights.Answer) error {
	if answer.Subject != "" && answer.Subject != q.account.Subject {
		return &auth.SecurityError{Check: "rights_subject"}
	}
	if answer.Issuer != "" && answer.Issuer != q.account.Issuer {
		return &auth.SecurityError{Check: "rights_issuer"}
	}
	return nil
}

// refusedStatus maps what is not an answer. Nothing here says anything about the
// person's rights.
func refusedStatus(answer auth.ResourceAnswer) error {
	switch status := answer.Status; {
	case status == http.StatusUnauthorized:
		return auth.ErrSignInNeeded
	case status == http.StatusForbidden:
		return ErrRightsForbidden
	case status == http.StatusNotFound || status == http.StatusGone:
		return ErrRightsUnavailable
	case answer.Err() != nil:
		return answer.Err()
	case status != http.StatusOK:
		return malformedRights("incomplete", "the status is not 200")
	case !strings.Contains(answer.ContentType, "json"):
		return malformedRights("not_json", "the content type is not JSON")
	}
	return nil
}

func malformedRights(flaw, detail string) error {
	return &auth.MalformedError{At: auth.AtResource, Flaw: flaw, Detail: detail}
}

// clock is how far this computer's clock is known to be ahead of the server's.
// Only an answer that no cache can have given proves it.
func (q rightsQuestion) clock() (ahead time.Duration, proven bool) {
	return q.core.skews.of(q.profile.Issuer, q.core.Now())
}
