package auth

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

const (
	clockLeeway     = 5 * time.Minute
	freshLeeway     = 10 * time.Second
	subjectLimit    = 255
	maximumNumeric  = 253402300799 // last second of year 9999
	tokenCharacters = 64 << 10
)

// signingAlgorithms are the asymmetric ones that go-oidc verifies; "none" and
// the HMAC family are never accepted (OpenID Connect Core 3.1.3.7 (6-8)).
var signingAlgorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512,
	oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA,
}

// expectation is what one ID token must fit; zero members are not compared.
type expectation struct {
	access   Secret        // compared with at_hash when that is present
	nonce    string        // must be present and equal
	subject  string        // must be equal
	fresh    bool          // auth_time must lie within the running sign-in
	elapsed  time.Duration // since the sign-in began, by this computer's clock
	authTime time.Time     // a renewal must not change it, OpenID Connect Core 12.2
	earliest time.Time     // a renewal's iat must not lie before this
	oldNonce string        // a renewal's nonce must be absent or equal
	renewal  bool          // names the checks of a renewal
	timeless bool          // leaves out what this computer's clock would decide
}

// verifiedToken is an ID token whose signature and claims hold.
type verifiedToken struct {
	claims   idClaims
	all      map[string]any
	authTime time.Time
}

func acceptedAlgorithms(advertised []string) []string {
	if len(advertised) == 0 {
		return []string{oidc.RS256}
	}
	var both []string
	for _, alg := range advertised {
		if slices.Contains(signingAlgorithms, alg) && !slices.Contains(both, alg) {
			both = append(both, alg)
		}
	}
	return both
}

// verifyIDToken checks signature and claims (OpenID Connect Core 3.1.3.7).
func (c *Client) verifyIDToken(ctx context.Context, d *discovered, raw Secret, want expectation) (verifiedToken, error) {
	if raw.IsZero() {
		return verifiedToken{}, insecure(CheckIDTokenMissing)
	}
	algorithms := acceptedAlgorithms(d.meta.IDTokenAlgorithms)
	if err := checkHeader(raw, algorithms); err != nil {
		return verifiedToken{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stepLimit, errOwnLimit)
	defer cancel()
	keys := &recordingKeys{inner: d.keys}
	// go-oidc verifies the signature and nothing else: its issuer check makes an
	// exception for one provider, its clock has no leeway, and it accepts a
	// missing sub, a missing iat, foreign audiences and a foreign azp.
	verifier := oidc.NewVerifier(c.provider.Issuer, keys, &oidc.Config{
		SupportedSigningAlgs: algorithms, SkipClientIDCheck: true, SkipExpiryCheck: true, SkipIssuerCheck: true,
	})
	token, err := verifier.Verify(ctx, raw.Reveal())
	if err != nil && (keys.err != nil || keys.payload == nil) {
		return verifiedToken{}, keys.failure()
	}
	if err != nil {
		return verifiedToken{}, insecure(CheckClaims)
	}
	v, err := c.checkClaims(keys.payload, want)
	if err != nil {
		return verifiedToken{}, err
	}
	if _, present := v.all["at_hash"]; present && !want.access.IsZero() {
		if token.VerifyAccessToken(want.access.Reveal()) != nil {
			return verifiedToken{}, insecure(CheckAtHash)
		}
	}
	return v, nil
}

// checkClaims decides on a payload; it does not look at the signature.
func (c *Client) checkClaims(payload []byte, want expectation) (verifiedToken, error) {
	claims, all, err := parseClaims(payload)
	if err != nil {
		return verifiedToken{}, err
	}
	for _, check := range c.claimChecks(claims, want) {
		if check.failed && !(want.timeless && isAboutTime(check.name)) {
			return verifiedToken{}, c.failedClaim(check.name, want.renewal)
		}
	}
	return verifiedToken{claims: claims, all: all, authTime: claims.AuthTime}, nil
}

type claimCheck struct {
	failed bool
	name   string
}

func (c *Client) claimChecks(claims idClaims, want expectation) []claimCheck {
	now, audience := c.now(), claims.Audience
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
		{claims.IssuedAt.Before(want.earliest), CheckIssuedAt},
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

// failedClaim names a failed check. One about time has another cause when this
// computer's clock is off by more than the leeway.
func (c *Client) failedClaim(check string, renewal bool) error {
	if name := renewedCheck[check]; renewal && name != "" {
		check = name
	}
	if skew, known := c.clock.skewed(); known && isAboutTime(check) && skew.Abs() > clockLeeway {
		return &SecurityError{Check: CheckClockSkew, Detail: check, Skew: skew}
	}
	return insecure(check)
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

// unverifiedPayload returns the middle part of a token that was verified when
// it was stored, or whose signature cannot be checked at the moment.
func unverifiedPayload(raw Secret) ([]byte, bool) {
	parts := strings.Split(raw.Reveal(), ".")
	if len(parts) != 3 || len(raw.Reveal()) > tokenCharacters {
		return nil, false
	}
	payload, err := decodeSegment(parts[1])
	return payload, err == nil && json.Valid(payload)
}
