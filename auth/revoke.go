package auth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// RevocationOutcome says what the server confirmed.
type RevocationOutcome string

// Outcomes of [Client.Revoke].
const (
	RevocationConfirmed   RevocationOutcome = "confirmed"   // 200, also for a token it no longer knew
	RevocationUnsupported RevocationOutcome = "unsupported" // the provider has no such endpoint, or there was nothing to revoke
	RevocationUnreachable RevocationOutcome = "unreachable" // no answer, 5xx or 429: assume that the tokens still work
	RevocationRefused     RevocationOutcome = "refused"     // any other answer
)

const revocationLimit = 10 * time.Second

// Revoke asks the server to forget the tokens (RFC 7009): the refresh token
// first, because it takes its access tokens along, then the access token. The
// outcome is the worst of both; only a server that cannot revoke access tokens
// at all (unsupported_token_type) is forgiven that once the refresh token is gone.
func (c *Client) Revoke(ctx context.Context, t Tokens) RevocationOutcome {
	if t.Refresh.IsZero() && t.Access.IsZero() {
		return RevocationUnsupported
	}
	d, err := c.discover(ctx)
	if err != nil {
		return RevocationUnreachable
	}
	if d.meta.RevocationEndpoint == "" {
		return RevocationUnsupported
	}
	outcome := RevocationConfirmed
	if !t.Refresh.IsZero() {
		if outcome, _ = c.revokeOne(ctx, d.meta, t.Refresh, "refresh_token"); outcome == RevocationUnreachable {
			return outcome
		}
	}
	if t.Access.IsZero() {
		return outcome
	}
	second, code := c.revokeOne(ctx, d.meta, t.Access, "access_token")
	switch {
	case second == RevocationUnreachable:
		return second
	case second == RevocationRefused && outcome == RevocationConfirmed && !t.Refresh.IsZero() && code == "unsupported_token_type":
		return outcome
	case second == RevocationRefused:
		return second
	}
	return outcome
}

func (c *Client) revokeOne(ctx context.Context, m Metadata, token Secret, hint string) (RevocationOutcome, string) {
	ctx, cancel := context.WithTimeoutCause(ctx, revocationLimit, errOwnLimit)
	defer cancel()
	a, err := c.post(ctx, call{at: AtRevocation, address: m.RevocationEndpoint, basic: m.prefersBasic(), form: url.Values{
		"token": {token.Reveal()}, "token_type_hint": {hint}, "client_id": {c.provider.ClientID},
	}})
	if err != nil {
		if errors.Is(err, ErrSecurityCheck) || errors.Is(err, ErrMalformedAnswer) {
			return RevocationRefused, ""
		}
		return RevocationUnreachable, ""
	}
	if a.outage(c.now()) != nil {
		return RevocationUnreachable, ""
	}
	if a.status != http.StatusOK {
		var parsed tokenAnswer
		a.errorObject(&parsed)
		return RevocationRefused, cleanCode(parsed.Error)
	}
	return RevocationConfirmed, ""
}
