package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

// renew gets a new access token: lock, read again, and only when good still says
// no, refresh and save before unlocking. Twenty callers at once send one
// request, because nineteen find the new token after their wait.
// A refresh token is sent under the lock or not at all: with rotation a second
// use of an old one ends the whole session (RFC 9700 section 4.14.2).
func (c *Core) renew(ctx context.Context, id string, good func(auth.Tokens) bool) (session.Account, auth.Tokens, error) {
	store, err := c.secrets()
	if err != nil {
		return session.Account{}, auth.Tokens{}, err
	}
	var account session.Account
	var tokens auth.Tokens
	var refused error
	err = c.withRecord(ctx, func(record *session.Record) (write bool, err error) {
		i := indexOf(*record, id)
		if i < 0 {
			return false, ErrNotSignedIn
		}
		tokens, write, err = c.renewLocked(ctx, store, record, i, good)
		if problem := lost(err); problem != "" {
			refused = fmt.Errorf("%w: %w", ErrSignInNeeded, err)
			return markSignInNeeded(&record.Accounts[i], problem, c.Now()), nil
		}
		account = record.Accounts[i]
		return write, err
	}, func(err error) {
		if err == nil && refused == nil {
			c.prune(ctx, store, account.ID, account.Generation)
		}
	})
	if err = errors.Join(err, refused); err != nil {
		return session.Account{}, auth.Tokens{}, fmt.Errorf("renew session: %w", err)
	}
	return account, tokens, nil
}

// lost gives the problem code of an error that only a new sign-in mends.
func lost(err error) string {
	switch {
	case errors.Is(err, vault.ErrNotFound):
		return "tokens_gone"
	case errors.Is(err, auth.ErrSignInNeeded), errors.Is(err, auth.ErrNoRefreshToken):
		return "sign_in_needed"
	}
	return ""
}

// renewLocked works under the record lock, on the record as it is now.
func (c *Core) renewLocked(ctx context.Context, store Vault, record *session.Record, i int, good func(auth.Tokens) bool) (auth.Tokens, bool, error) {
	account := &record.Accounts[i]
	adopted := c.adoptNewest(ctx, store, account)
	tokens, err := c.load(ctx, *account)
	if err != nil {
		return auth.Tokens{}, false, err
	}
	if good(tokens) {
		account.AccessExpiresAt = tokens.ExpiresAt.UTC()
		return tokens, adopted, nil
	}
	if tokens.Refresh.IsZero() {
		return auth.Tokens{}, false, auth.ErrNoRefreshToken
	}
	// What the server rotates must find its place: both are proven before the
	// old refresh token is spent.
	if err := c.SessionFile.Write(*record); err != nil {
		return auth.Tokens{}, false, fmt.Errorf("prove session file: %w", err)
	}
	if err := store.Probe(ctx, len(tokens.Encode())); err != nil {
		return auth.Tokens{}, false, fmt.Errorf("prove storage: %w", err)
	}
	late, stop := graceful(ctx)
	defer stop()
	fresh, err := c.refresh(late, *account, tokens)
	if err != nil {
		return auth.Tokens{}, false, err
	}
	return fresh, true, c.saveRenewed(context.WithoutCancel(ctx), account, fresh)
}

// adoptNewest takes up tokens that were stored and never committed, because the
// process ended in between: the server has forgotten the older ones. What a
// backup holds is another session, and stays its own.
func (c *Core) adoptNewest(ctx context.Context, store SecretHistory, account *session.Account) bool {
	newest, err := store.Newest(ctx, account.ID)
	if err != nil || newest <= account.Generation {
		return false
	}
	if held, err := c.heldGenerations(account.ID); err != nil || slices.Contains(held, newest) {
		return false
	}
	c.Log.Warn("take up renewed tokens that were not committed", "account", account.ID)
	account.Generation = newest
	return true
}

// grace is how long a refresh that is on its way may still be answered after
// Ctrl-C: the answer holds the only tokens that the server still knows. The
// program ends within a second all the same.
const grace = 900 * time.Millisecond

func graceful(ctx context.Context) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	unhook := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return late, func() { unhook(); cancel() }
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
