package auth

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Where claims may come from; see [ClaimsRequest].
const (
	ClaimsFromBoth     = "both"
	ClaimsFromIDToken  = "id_token"
	ClaimsFromUserInfo = "userinfo"
)

// ClaimsRequest says which claims are asked for, and how.
type ClaimsRequest struct {
	Sources  string // one of the ClaimsFrom constants; empty: both
	NoCache  bool   // as in [ResourceRequest]
	MaxBytes int64  // as in [ResourceRequest]
	// Post asks UserInfo by POST, which every provider must take (OpenID Connect
	// Core 5.3.1) and no cache answers: the way past one that ignores NoCache.
	Post bool
}

// CurrentClaims is what the provider says about the person, and what dates it.
type CurrentClaims struct {
	// Token holds the claims of the ID token; nil when it was not asked for, is not
	// there, or is no longer current. UserInfo holds those of UserInfo; nil when it
	// was not asked. All is UserInfo over Token, where the protocol claims are
	// always the token's.
	Token, UserInfo, All map[string]any
	// IssuedAt and AuthTime are the ID token's, also of one that is no longer
	// current; zero when unknown.
	IssuedAt, AuthTime time.Time
	// Answer is the evidence of UserInfo without the body, also where it was a
	// refusal; the zero value when there was no answer.
	Answer ResourceAnswer
}

// Claims gives what the provider says about the person now: the claims of the
// stored ID token, verified again for issuer, subject, audience and signature,
// with those of UserInfo over them. UserInfo is asked afresh. An ID token that
// merely grew old is no failure where UserInfo is asked as well, but its claims
// are left out: they are not what the provider says now. Signed UserInfo is not read.
//
// With an error, times and evidence hold as far as they were learned, and no claims.
//
// Errors: as [Client.Discover]; [*SecurityError], [ErrSignInNeeded], [ErrUnreachable],
// [ErrMalformedAnswer], [ErrProviderRefused]; [ErrNotCurrent] when only an ID token
// could tell, and it grew old; [ErrUnsupported] when there is neither an ID token
// nor a UserInfo endpoint that was asked for.
func (c *Client) Claims(ctx context.Context, t Tokens, expected Identity, r ClaimsRequest) (CurrentClaims, error) {
	d, err := c.discover(ctx)
	if err != nil {
		return CurrentClaims{}, err
	}
	var current CurrentClaims
	missing := c.addTokenClaims(ctx, d, t, expected, &current)
	if r.Sources == ClaimsFromUserInfo {
		// The token only dates what UserInfo says, so nothing about it is a failure.
		missing, current.Token = ErrUnsupported, nil
	}
	if missing != nil && !errors.Is(missing, ErrNotCurrent) && !errors.Is(missing, ErrUnsupported) {
		return current.evidence(), fmt.Errorf("read claims: %w", missing)
	}
	if r.Sources == ClaimsFromIDToken || d.meta.UserInfoEndpoint == "" {
		current.All = current.Token
		return current, missing
	}
	info, answer, err := c.userInfo(ctx, d.meta, t, expected.Subject, r)
	current.Answer = answer
	if err != nil {
		return current.evidence(), fmt.Errorf("read claims: %w", err)
	}
	current.UserInfo, current.All = info, overlay(current.Token, info)
	return current, nil
}

// addTokenClaims reads the stored ID token. Errors: ErrUnsupported when there is
// none, ErrNotCurrent when it grew old, else why it is not believed.
func (c *Client) addTokenClaims(ctx context.Context, d *discovered, t Tokens, expected Identity, into *CurrentClaims) error {
	if t.ID.IsZero() {
		return ErrUnsupported
	}
	verified, err := c.verifyIDToken(ctx, d, t.ID, expectation{subject: expected.Subject})
	var failed *SecurityError
	switch {
	case err == nil:
		into.Token, into.IssuedAt, into.AuthTime = verified.all, verified.claims.IssuedAt, verified.claims.AuthTime
		return nil
	case errors.As(err, &failed) && (failed.Check == CheckExpired || failed.Check == CheckClockSkew):
		// Signature, issuer, subject and audience were looked at before the time.
		into.IssuedAt, into.AuthTime = t.IDTokenTimes()
		return fmt.Errorf("read ID token: %w", ErrNotCurrent)
	}
	return err
}

// evidence is what may be told beside an error.
func (c CurrentClaims) evidence() CurrentClaims {
	return CurrentClaims{IssuedAt: c.IssuedAt, AuthTime: c.AuthTime, Answer: c.Answer}
}

// IDTokenTimes are iat and auth_time of the ID token, by the provider's clock and
// in UTC; zero when there is no ID token, or it does not say. It was verified when
// it was accepted; nothing is asked here.
func (t Tokens) IDTokenTimes() (issuedAt, authTime time.Time) {
	payload, ok := unverifiedPayload(t.ID)
	if !ok {
		return time.Time{}, time.Time{}
	}
	claims, _, err := parseClaims(payload)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	return claims.IssuedAt, claims.AuthTime
}
