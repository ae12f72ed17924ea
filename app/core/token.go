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
// Errors: ErrNotSignedIn, ErrSignInNeeded, those of the vault and of auth.
func (c *Core) Token(ctx context.Context, o TokenOptions) (TokenAnswer, error) {
	if o.MinValidity <= 0 {
		o.MinValidity = defaultValidity
	}
	account, err := c.account(o.Account)
	if err != nil {
		return TokenAnswer{}, err
	}
	if account.State == session.SignInNeeded {
		return TokenAnswer{}, ErrSignInNeeded
	}
	source := "cache"
	tokens, err := c.load(ctx, account)
	if errors.Is(err, vault.ErrNotFound) || err == nil && !c.validFor(tokens, o.MinValidity) {
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

// renew gets a new access token: lock, read again, and only when good still says
// no, refresh and save before unlocking. Twenty callers at once send one
// request, because nineteen find the new token after their wait.
// A refresh token is sent under the lock or not at all: with rotation a second
// use of an old one ends the whole session (RFC 9700 section 4.14.2).
func (c *Core) renew(ctx context.Context, id string, good func(auth.Tokens) bool) (session.Account, auth.Tokens, error) {
	var account session.Account
	var tokens auth.Tokens
	var refused error
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i := indexOf(*record, id)
		if i < 0 {
			return false, ErrNotSignedIn
		}
		var err error
		account = record.Accounts[i]
		tokens, err = c.load(ctx, account)
		switch {
		case errors.Is(err, vault.ErrNotFound):
			refused = fmt.Errorf("%w: %w", ErrSignInNeeded, err)
			return markSignInNeeded(&record.Accounts[i], "tokens_gone", c.Now()), nil
		case err != nil:
			return false, err
		case good(tokens):
			return false, nil
		}
		fresh, err := c.refresh(ctx, account, tokens)
		if errors.Is(err, auth.ErrSignInNeeded) || errors.Is(err, auth.ErrNoRefreshToken) {
			refused = fmt.Errorf("%w: %w", ErrSignInNeeded, err)
			return markSignInNeeded(&record.Accounts[i], "sign_in_needed", c.Now()), nil
		}
		if err != nil {
			return false, err
		}
		tokens = fresh
		err = c.saveRenewed(context.WithoutCancel(ctx), &record.Accounts[i], fresh)
		account = record.Accounts[i]
		return err == nil, err
	})
	if err = errors.Join(err, refused); err != nil {
		return session.Account{}, auth.Tokens{}, fmt.Errorf("renew session: %w", err)
	}
	if store, err := c.secrets(); err == nil {
		c.prune(ctx, store, account.ID, account.Generation)
	}
	return account, tokens, nil
}

func (c *Core) refresh(ctx context.Context, account session.Account, tokens auth.Tokens) (auth.Tokens, error) {
	_, client, err := c.clientFor(account)
	if err != nil {
		return auth.Tokens{}, err
	}
	return client.Refresh(ctx, tokens, auth.Identity{Issuer: account.Issuer, Subject: account.Subject})
}

// saveRenewed stores rotated tokens. From here on the old refresh token is dead
// at the server, so cancelling no longer counts.
func (c *Core) saveRenewed(ctx context.Context, account *session.Account, tokens auth.Tokens) error {
	ctx, cancel := context.WithTimeout(ctx, savePatience)
	defer cancel()
	store, err := c.secrets()
	if err != nil {
		return err
	}
	generation, err := store.Save(ctx, account.ID, tokens.Encode())
	if err != nil {
		return fmt.Errorf("store renewed tokens: %w", err)
	}
	account.Generation = generation
	account.RenewedAt = c.Now().UTC()
	account.AccessExpiresAt = tokens.ExpiresAt.UTC()
	account.HasRefresh = !tokens.Refresh.IsZero()
	account.State, account.Problem, account.ProblemAt = session.SignedIn, "", time.Time{}
	return nil
}

func markSignInNeeded(account *session.Account, problem string, now time.Time) bool {
	changed := account.State != session.SignInNeeded || account.Problem != problem
	account.State, account.Problem, account.ProblemAt = session.SignInNeeded, problem, now.UTC()
	return changed
}
