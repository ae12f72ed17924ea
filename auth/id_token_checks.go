package auth

import (
	"slices"
	"time"
)

const (
	clockLeeway  = 5 * time.Minute
	freshLeeway  = 10 * time.Second
	subjectLimit = 255
)

// judge looks at the claims by this computer's clock. Where that one is off by
// more than the leeway, it looks by the server's clock as well: a check of time
// that holds there failed because of ours. A sign-in ends with that, so that it
// is mended; a renewal goes by the server's clock, because the old refresh token
// is spent.
func (c *Client) judge(claims idClaims, want expectation) error {
	failed := c.failedCheck(claims, want, c.now())
	skew, known := c.clock.skewed()
	if isAboutTime(failed) && known && skew.Abs() > clockLeeway {
		there := c.failedCheck(claims, want, c.now().Add(-skew))
		switch {
		case want.renewal:
			failed = there
		case !isAboutTime(there):
			return &SecurityError{Check: CheckClockSkew, Detail: failed, Skew: skew}
		}
	}
	if name := renewedCheck[failed]; want.renewal && name != "" {
		failed = name
	}
	if failed == "" {
		return nil
	}
	return insecure(failed)
}

// failedCheck is the first check that fails at a moment; empty when none does.
func (c *Client) failedCheck(claims idClaims, want expectation, now time.Time) string {
	for _, check := range c.claimChecks(claims, want, now) {
		if check.failed {
			return check.name
		}
	}
	return ""
}

type claimCheck struct {
	failed bool
	name   string
}

func (c *Client) claimChecks(claims idClaims, want expectation, now time.Time) []claimCheck {
	audience := claims.Audience
	foreign := slices.ContainsFunc(audience, func(a string) bool { return a != c.provider.ClientID })
	return []claimCheck{
		{claims.Issuer == "", CheckIDTokenIssuerMissing},
		{claims.Issuer != c.provider.Issuer, CheckIDTokenIssuer},
		{claims.Subject == "", CheckSubjectMissing},
		{!isSubject(claims.Subject), CheckSubjectInvalid},
		{want.subject != "" && claims.Subject != want.subject, CheckSubject},
		{len(audience) == 0, CheckAudienceMissing},
		{!slices.Contains(audience, c.provider.ClientID), CheckAudience},
		{foreign, CheckAudienceExtra},
		{claims.hasAzp && claims.AuthorizedParty != c.provider.ClientID, CheckAzp},
		{claims.Expires.IsZero(), CheckExpiryMissing},
		{!now.Before(claims.Expires.Add(clockLeeway)), CheckExpired},
		{claims.NotBefore.After(now.Add(clockLeeway)), CheckNotBefore},
		{claims.IssuedAt.IsZero(), CheckIssuedAtMissing},
		{claims.IssuedAt.After(now.Add(clockLeeway)), CheckIssuedAt},
		{claims.IssuedAt.Before(want.earliest.Add(-clockLeeway)), CheckIssuedAt}, // a provider has several computers
		{want.nonce != "" && claims.Nonce == "", CheckNonceMissing},
		{want.nonce != "" && !equalConstant(claims.Nonce, want.nonce), CheckNonce},
		{want.oldNonce != "" && claims.Nonce != "" && !equalConstant(claims.Nonce, want.oldNonce), CheckNonce},
		{want.fresh && claims.AuthTime.IsZero(), CheckAuthTimeMissing},
		{want.fresh && !isFresh(claims, want.elapsed), CheckAuthTime},
		{!want.authTime.IsZero() && !claims.AuthTime.IsZero() && !claims.AuthTime.Equal(want.authTime), CheckRenewedAuthTime},
	}
}

// renewedCheck has the name of a check where a renewal has its own: there the
// answer is about another sign-in, not about a bad one.
var renewedCheck = map[string]string{
	CheckIDTokenIssuer: CheckRenewedIssuer, CheckSubject: CheckRenewedSubject, CheckAudience: CheckRenewedAudience,
}

// isFresh compares two times of the server's clock with a duration of ours, so
// that an offset between the clocks plays no part: the person authenticated
// after this sign-in began.
func isFresh(claims idClaims, elapsed time.Duration) bool {
	if claims.AuthTime.IsZero() {
		return false
	}
	age := claims.IssuedAt.Sub(claims.AuthTime)
	return age <= elapsed+freshLeeway && age >= -clockLeeway
}

func isSubject(s string) bool {
	return s != "" && len(s) <= subjectLimit && isVisible(s)
}

// isAboutTime says whether a failed check is about when.
func isAboutTime(check string) bool {
	return check == CheckExpired || check == CheckNotBefore || check == CheckIssuedAt
}
