package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Refresh renews old with its refresh token (RFC 6749 section 6); where the
// provider has serial PKCE, old comes from [Client.PrepareRefresh]. The request
// is sent exactly once per call, since a second use of a rotated refresh token
// makes servers revoke the whole family (RFC 9700 section 4.14.2). Callers must
// therefore hold a lock as wide as the credential, and store the result before
// they use it.
//
// A member that the answer omits is kept from old: the refresh token, the ID
// token, the scope. A new ID token must be for the same issuer, subject and
// client, must not be older than the old one, and must not change auth_time or
// nonce (OpenID Connect Core 12.2).
//
// Errors: as [Client.Discover]; [ErrNoRefreshToken]; [ErrSignInNeeded] for
// invalid_grant, and for tokens whose key is lost or that have none where the
// provider's description wants one (RFC 9449 section 5); [ErrTokenBundle] for a
// key that cannot be read; [ErrProviderRefused]; [*SecurityError], which is
// [ErrRenewalRefused] too when the answer itself failed the check;
// [ErrMalformedAnswer]; [ErrUnreachable]; the context's own.
func (c *Client) Refresh(ctx context.Context, old Tokens, expected Identity) (Tokens, error) {
	if old.Refresh.IsZero() {
		return Tokens{}, ErrNoRefreshToken
	}
	if expected.Issuer != "" && expected.Issuer != c.provider.Issuer {
		// Before anything is sent: these tokens belong to another server.
		return Tokens{}, insecure(CheckRenewedIssuer)
	}
	key, err := keyOf(old)
	if err != nil {
		return Tokens{}, err
	}
	if key == nil && c.provider.DPoP == "required" {
		return Tokens{}, fmt.Errorf("%w: the tokens are not bound to a key", ErrSignInNeeded)
	}
	if c.provider.PKCE == "serial" && (old.Verifier.IsZero() || old.NextVerifier.IsZero()) {
		return Tokens{}, fmt.Errorf("%w: it was not prepared", ErrNoRefreshToken)
	}
	d, err := c.discover(ctx)
	if err != nil {
		return Tokens{}, err
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {old.Refresh.Reveal()}}
	if !old.NextVerifier.IsZero() {
		form.Set("code_verifier", old.Verifier.Reveal())
	}
	fresh, err := c.requestTokens(ctx, d.meta, grantRequest{
		at: AtRefresh, form: form, key: key, next: old.NextVerifier, secrets: []Secret{old.Refresh, old.Access, old.Verifier},
	})
	if err != nil {
		return Tokens{}, fmt.Errorf("renew tokens: %w", refreshError(err))
	}
	if fresh, err = c.checkRefreshed(ctx, d, old, fresh, expected); err != nil {
		return Tokens{}, fmt.Errorf("check renewed tokens: %w: %w", ErrRenewalRefused, err)
	}
	return keepOmitted(old, fresh), nil
}

// PrepareRefresh gives the tokens to store before [Client.Refresh] is called
// with them, and whether that is needed at all. With serial PKCE a renewal
// announces the verifier of the next one: it must be safe before the provider
// hears of it, or a crash in between would end the session. A renewal that was
// prepared and never finished is prepared already.
//
// Errors: [ErrNoRefreshToken] also for tokens without the verifier that the
// provider will ask for.
func (c *Client) PrepareRefresh(old Tokens) (prepared Tokens, changed bool, err error) {
	switch {
	case old.Refresh.IsZero():
		return old, false, ErrNoRefreshToken
	case c.provider.PKCE != "serial" || !old.NextVerifier.IsZero():
		return old, false, nil
	case old.Verifier.IsZero():
		return old, false, fmt.Errorf("%w: there is no verifier with it", ErrNoRefreshToken)
	}
	old.NextVerifier = newVerifier()
	return old, true, nil
}

// refreshError gives an error answer the meaning that it has at a renewal: there
// is no person who could decline, and no device code.
func refreshError(err error) error {
	var response *ProviderResponseError
	if errors.As(err, &response) {
		response.kind = ErrProviderRefused
		if response.Code == "invalid_grant" {
			response.kind = ErrSignInNeeded
		}
	}
	return err
}

func keepOmitted(old, fresh Tokens) Tokens {
	if fresh.Refresh.IsZero() {
		fresh.Refresh = old.Refresh
	}
	if fresh.ID.IsZero() {
		fresh.ID = old.ID
	}
	if fresh.Scope == "" {
		fresh.Scope = old.Scope
	}
	return fresh
}

// checkRefreshed verifies a new ID token. When the keys cannot be had at the
// moment, the claims are checked all the same and the new ID token is dropped:
// the old refresh token is spent, and an outage of the key endpoint must not
// cost the person the session. The answer itself came over TLS from the token
// endpoint (OpenID Connect Core 3.1.3.7 (6)).
func (c *Client) checkRefreshed(ctx context.Context, d *discovered, old, fresh Tokens, expected Identity) (Tokens, error) {
	if fresh.ID.IsZero() {
		return fresh, nil
	}
	want := renewalExpectation(old, fresh, expected)
	_, err := c.verifyIDToken(ctx, d, fresh.ID, want)
	if err == nil {
		return fresh, nil
	}
	if errors.Is(err, ErrSecurityCheck) {
		return Tokens{}, err
	}
	payload, ok := unverifiedPayload(fresh.ID)
	if !ok {
		return Tokens{}, insecure(CheckIDTokenMalformed)
	}
	if _, err := c.checkClaims(payload, want); err != nil {
		return Tokens{}, err
	}
	c.log.DebugContext(ctx, "renewed ID token dropped: it cannot be checked now", "cause", err.Error())
	fresh.ID = Secret{}
	return fresh, nil
}

// renewalExpectation takes what the old ID token said; it was verified when it
// was accepted.
func renewalExpectation(old, fresh Tokens, expected Identity) expectation {
	want := expectation{renewal: true, access: fresh.Access, subject: expected.Subject, authTime: expected.AuthTime}
	payload, ok := unverifiedPayload(old.ID)
	if !ok {
		return want
	}
	before, _, err := parseClaims(payload)
	if err != nil {
		return want
	}
	want.earliest, want.oldNonce = before.IssuedAt, before.Nonce
	if want.authTime.IsZero() {
		want.authTime = before.AuthTime
	}
	if want.subject == "" {
		want.subject = before.Subject
	}
	want.authTime = want.authTime.Truncate(time.Second)
	return want
}
