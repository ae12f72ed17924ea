package core

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
	"latchkey/session/rights/formats"
)

// claimsSource is the claims of the verified ID token and of UserInfo (RFC 9068
// section 2.2.3.1, or those that the provider file names).
type claimsSource struct{}

func (claimsSource) ask(ctx context.Context, q rightsQuestion) (rights.Part, []EvidenceAnswer, error) {
	first, told, err := q.claims(ctx, false)
	evidence := []EvidenceAnswer{told}
	if err != nil || !q.past || told.settled() || told.Asked == "" {
		return first, evidence, err
	}
	// UserInfo takes a POST as well, which no cache answers (OpenID Connect Core 5.3.1).
	second, told, err := q.claims(ctx, true)
	told.Bypass = true
	evidence = append(evidence, told)
	switch {
	case errors.Is(err, auth.ErrSecurityCheck) || ctx.Err() != nil:
		return rights.Part{}, evidence, err
	case err != nil:
		return first, evidence, nil // and nothing is proven
	}
	return second, evidence, nil
}

// claims asks once.
func (q rightsQuestion) claims(ctx context.Context, post bool) (rights.Part, EvidenceAnswer, error) {
	asked, method := q.core.Now(), http.MethodGet
	if post {
		method = http.MethodPost
	}
	said, err := q.client.Claims(ctx, q.tokens, auth.Identity{Issuer: q.account.Issuer, Subject: q.account.Subject}, auth.ClaimsRequest{
		NoCache: q.past, Sources: cmp.Or(q.profile.Rights.ClaimsFrom, ClaimsBoth), Post: post, MaxBytes: maxRightsBody,
	})
	told := q.evidence(SourceClaims, method, q.profile.Issuer, said.Answer, time.Time{})
	if said.Answer.Status == 0 {
		told.Asked = "" // nobody was: the ID token tells it
	}
	told.TokenIssued, told.AuthTime = At(said.IssuedAt), At(said.AuthTime)
	if err != nil {
		return rights.Part{}, told.failed(err), err
	}
	answer, found := q.claimed(said.All)
	if !found {
		return rights.Part{}, told.failed(ErrRightsUnavailable), ErrRightsUnavailable
	}
	answer.CheckedAt = time.Time{}
	if live, some := q.claimed(said.UserInfo); !some || len(live.Rights) < len(answer.Rights) { // some stand in the token alone
		told.Fresh, told.Why = q.issuedSince(said.IssuedAt, asked)
		told.Asked, answer.CheckedAt = "", said.IssuedAt.UTC() // that old, however new the question
	}
	return q.part(SourceClaims, answer, said.Answer), told, nil
}

// issuedSince says whether the claims stand in a token of now. One that a rung of
// this recheck has just brought was issued after the rung began, and before the question.
func (q rightsQuestion) issuedSince(issued, asked time.Time) (fresh bool, why string) {
	if !q.since.IsZero() {
		asked = q.since
	}
	ahead, proven := q.clock()
	if proven {
		asked = asked.Add(-ahead)
	}
	switch {
	case issued.IsZero():
		return false, WhyNoDate
	case issued.Before(asked.Add(-datedBefore)):
		return false, WhyOldToken
	case issued.After(asked.Add(laterTolerance)):
		return false, WhyClock
	}
	return true, WhyNewToken
}

func (q rightsQuestion) claimed(claims map[string]any) (rights.Answer, bool) {
	return claimedRights(q.profile, q.account, claims, q.core.Now())
}

// claimedRights reads the claims that the provider's file names.
func claimedRights(profile Profile, account session.Account, claims map[string]any, now time.Time) (rights.Answer, bool) {
	rules := formats.ClaimRules{Names: profile.Rights.Claims, Organization: profile.OrganizationClaims}
	return formats.Claims(claims, rules, account.Issuer, account.Subject, now.UTC())
}
