package auth

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

const (
	tokenBundleVersion = 1
	tokenBundleLimit   = 256 << 10
)

// Tokens is what a token endpoint answered (RFC 6749 section 5.1, OpenID
// Connect Core 3.1.3.3).
type Tokens struct {
	Access, Refresh, ID Secret
	Type                string    // "Bearer", or "DPoP" when bound to DPoPKey
	ExpiresAt           time.Time // end of the access token, UTC; zero: the server did not say
	// IssuedAt is when the request for these tokens left, by this computer's clock.
	// It is not stored: zero after [DecodeTokens]; see [Tokens.IDTokenTimes].
	IssuedAt time.Time
	Scope    string // space separated; unsaid: what was asked for, after a renewal what it was

	// Verifier proves, in the next renewal, the challenge that the last request
	// announced; zero without serial PKCE.
	Verifier Secret
	// NextVerifier belongs to a renewal that was prepared; see
	// [Client.PrepareRefresh]. Tokens of a finished renewal have none.
	NextVerifier Secret
	// DPoPKey is the private key that the tokens are bound to (RFC 9449), in a
	// form of this package; zero when they are bound to none.
	DPoPKey Secret
}

// tokenBundle is the stored shape; its JSON names are those of RFC 6749.
type tokenBundle struct {
	Version   int       `json:"v"`
	Access    string    `json:"access_token"`
	Refresh   string    `json:"refresh_token,omitempty"`
	ID        string    `json:"id_token,omitempty"`
	Type      string    `json:"token_type"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
	Scope     string    `json:"scope,omitempty"`
	Verifier  string    `json:"code_verifier,omitempty"`
	Next      string    `json:"next_code_verifier,omitempty"`
	Key       string    `json:"dpop_key,omitempty"`
}

// Encode returns versioned JSON that holds the real bytes. It is for the vault
// only, and [DecodeTokens] reads it.
func (t Tokens) Encode() []byte {
	data, err := json.Marshal(tokenBundle{
		Version: tokenBundleVersion, Access: t.Access.Reveal(), Refresh: t.Refresh.Reveal(),
		ID: t.ID.Reveal(), Type: t.Type, ExpiresAt: storable(t.ExpiresAt), Scope: t.Scope,
		Verifier: t.Verifier.Reveal(), Next: t.NextVerifier.Reveal(), Key: t.DPoPKey.Reveal(),
	})
	if err != nil {
		// Unreachable: strings always encode and storable bounds the time.
		return nil
	}
	return data
}

// DecodeTokens reads what [Tokens.Encode] wrote. It is strict: an unknown
// member, another version, trailing bytes, a missing access token or more than
// 256 KiB give [ErrTokenBundle], whose text never holds the bytes.
func DecodeTokens(data []byte) (Tokens, error) {
	if len(data) > tokenBundleLimit {
		return Tokens{}, fmt.Errorf("%w: too large", ErrTokenBundle)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var b tokenBundle
	if err := decoder.Decode(&b); err != nil {
		return Tokens{}, fmt.Errorf("%w: not the expected JSON", ErrTokenBundle)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Tokens{}, fmt.Errorf("%w: trailing bytes", ErrTokenBundle)
	}
	switch {
	case b.Version != tokenBundleVersion:
		return Tokens{}, fmt.Errorf("%w: version %d", ErrTokenBundle, b.Version)
	case !isAccessToken(b.Access):
		return Tokens{}, fmt.Errorf("%w: access token", ErrTokenBundle)
	case !isVisible(b.Refresh), !isVisible(b.ID), !isVisible(b.Verifier), !isVisible(b.Next), !isVisible(b.Key):
		return Tokens{}, fmt.Errorf("%w: characters", ErrTokenBundle)
	}
	return Tokens{
		Access: NewSecret(b.Access), Refresh: NewSecret(b.Refresh), ID: NewSecret(b.ID),
		Type: b.Type, ExpiresAt: storable(b.ExpiresAt), Scope: b.Scope,
		Verifier: NewSecret(b.Verifier), NextVerifier: NewSecret(b.Next), DPoPKey: NewSecret(b.Key),
	}, nil
}

// storable drops what RFC 3339 cannot carry: sub-second parts, zones, and years
// outside of four digits.
func storable(t time.Time) time.Time {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	t = t.UTC().Truncate(time.Second)
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// isAccessToken accepts what may stand in an Authorization header: visible
// ASCII without space (the b64token of RFC 6750 section 2.1 and some more).
func isAccessToken(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return s != "" && len(s) <= 64<<10
}

// isVisible accepts the VSCHAR of RFC 6749 appendix A; the empty string too.
func isVisible(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= 64<<10
}
