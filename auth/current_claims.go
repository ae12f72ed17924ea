package auth

import (
	"context"
	"errors"
	"fmt"
)

// Claims gives what the provider says about the person now: the claims of the
// stored ID token, verified again for issuer, subject, audience and signature,
// with those of UserInfo over them. UserInfo is asked afresh. An ID token that
// merely grew old is no failure, but its claims are left out: they are not what
// the provider says now.
//
// Errors: as [Client.Discover]; [*SecurityError], [ErrSignInNeeded], [ErrUnreachable],
// [ErrMalformedAnswer], [ErrProviderRefused], [ErrUnsupported] when there is
// neither a current ID token nor a UserInfo endpoint.
func (c *Client) Claims(ctx context.Context, t Tokens, expected Identity) (map[string]any, error) {
	d, err := c.discover(ctx)
	if err != nil {
		return nil, err
	}
	var known map[string]any
	verified, err := c.verifyIDToken(ctx, d, t.ID, expectation{subject: expected.Subject})
	var failed *SecurityError
	switch {
	case err == nil:
		known = verified.all
	case errors.As(err, &failed) && (failed.Check == CheckExpired || failed.Check == CheckClockSkew):
	case t.ID.IsZero():
	default:
		return nil, fmt.Errorf("read claims: %w", err)
	}
	if d.meta.UserInfoEndpoint == "" {
		if known == nil {
			return nil, ErrUnsupported
		}
		return known, nil
	}
	info, err := c.userInfo(ctx, d.meta, t, expected.Subject)
	if err != nil {
		return nil, fmt.Errorf("read claims: %w", err)
	}
	return overlay(known, info), nil
}
