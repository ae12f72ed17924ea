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
	renewal  bool          // has the checks of a renewal, and the server's clock where ours is off
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
	if err := c.judge(claims, want); err != nil {
		return verifiedToken{}, err
	}
	return verifiedToken{claims: claims, all: all, authTime: claims.AuthTime}, nil
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
