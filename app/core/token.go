package core

import (
	"context"
	"errors"
	"fmt"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

// defaultValidity is how much of its life an access token must have left to be
// given out: enough for the request it was asked for.
const defaultValidity = 30 * time.Second

// Token gives a valid access token. While the stored one is good for
// MinValidity there is no lock and no network: one file and one keyring read.
//
// Errors: ErrNotSignedIn, ErrSignInNeeded (ErrRenewalInterrupted too), those of the vault and of auth.
func (c *Core) Token(ctx context.Context, o TokenOptions) (TokenAnswer, error) {
	if o.MinValidity <= 0 {
		o.MinValidity = defaultValidity
	}
	account, err := c.account(o.Account)
	if err != nil {
		return TokenAnswer{}, err
	}
	if account.State == session.SignInNeeded {
		return TokenAnswer{}, signInNeeded(account)
	}
	source := "cache"
	tokens, err := c.load(ctx, account)
	switch {
	case err == nil && c.validFor(tokens, o.MinValidity):
	case err == nil && tokens.Refresh.IsZero() && c.validFor(tokens, 0):
		// It cannot be renewed, and it is still good: asking for more than it has
		// is no reason to end the session.
		return TokenAnswer{}, fmt.Errorf("no refresh token: %w", ErrSignInNeeded)
	case err == nil, errors.Is(err, vault.ErrNotFound), errors.Is(err, vault.ErrDamaged):
		// Not there or not whole may mean that another process renewed this very
		// moment; under the lock it is known.
		source = "renewed"
		account, tokens, err = c.renew(ctx, account.ID, func(t auth.Tokens) bool { return c.validFor(t, o.MinValidity) })
	}
	if err != nil {
		return TokenAnswer{}, err
	}
	return TokenAnswer{
		Schema: "latchkey.token/1", AccessToken: tokens.Access.Reveal(), TokenType: tokens.Type,
		ExpiresAt: At(tokens.ExpiresAt), Account: account.ID, Source: source,
	}, nil
}

// validFor says whether an access token lives long enough. One without a known
// end counts as valid; the resource server will say if it is not.
func (c *Core) validFor(tokens auth.Tokens, left time.Duration) bool {
	return tokens.ExpiresAt.IsZero() || tokens.ExpiresAt.Sub(c.Now()) >= left
}

// load reads an account's token bundle.
func (c *Core) load(ctx context.Context, account session.Account) (auth.Tokens, error) {
	store, err := c.secrets()
	if err != nil {
		return auth.Tokens{}, err
	}
	bundle, err := store.Load(ctx, account.ID, account.Generation)
	if err != nil {
		return auth.Tokens{}, fmt.Errorf("read tokens: %w", err)
	}
	tokens, err := auth.DecodeTokens(bundle)
	if err != nil {
		return auth.Tokens{}, fmt.Errorf("read tokens: %w: %w", vault.ErrDamaged, err)
	}
	return tokens, nil
}

// renewAlways is a validity that no token has: it is renewed in any case.
const renewAlways = 100 * 365 * 24 * time.Hour
