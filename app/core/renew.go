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
	end := c.flights.share(ctx, id, good, func() renewed { return c.renewAlone(ctx, id, good) })
	if end.err != nil {
		return session.Account{}, auth.Tokens{}, fmt.Errorf("renew session: %w", end.err)
	}
	return end.account, end.tokens, nil
}

// renewAlone keeps other processes out while it renews.
func (c *Core) renewAlone(ctx context.Context, id string, good func(auth.Tokens) bool) renewed {
	store, err := c.secrets()
	if err != nil {
		return renewed{err: err}
	}
	r := renewal{core: c, store: store, good: good}
	var end renewed
	begun, ended := c.Now(), false
	err = c.withRecord(ctx, func(record *session.Record) (write bool, err error) {
		i := indexOf(*record, id)
		if i < 0 {
			return false, ErrNotSignedIn
		}
		r.record, r.account = record, &record.Accounts[i]
		end.tokens, end.err = r.run(ctx)
		if problem, meaning := r.lost(end.err); problem != "" {
			end.err = fmt.Errorf("%w: %w", meaning, end.err)
			ended = markSignInNeeded(r.account, problem, c.Now())
			r.changed = r.changed || ended
		}
		end.account = *r.account
		return r.changed, nil // a failure is written too, and told afterwards
	}, func(err error) {
		if err == nil && end.err == nil {
			c.prune(ctx, store, end.account.ID, end.account.Generation)
		}
	})
	end.err = errors.Join(err, end.err)
	c.noteRenewal(end, r.fresh, ended, begun)
	return end
}

// lost gives the problem code and the meaning of an error that only a new
// sign-in mends.
func (r *renewal) lost(err error) (problem string, meaning error) {
	switch {
	case errors.Is(err, vault.ErrNotFound):
		return "tokens_gone", ErrSignInNeeded
	case errors.Is(err, auth.ErrSignInNeeded) && r.interrupted:
		return renewalInterrupted, ErrRenewalInterrupted
	case errors.Is(err, auth.ErrSignInNeeded), errors.Is(err, auth.ErrNoRefreshToken):
		return "sign_in_needed", ErrSignInNeeded
	}
	return "", nil
}

// renewalInterrupted is the problem code of ErrRenewalInterrupted.
const renewalInterrupted = "renewal_interrupted"

// signInNeeded is what a renewal said of an account whose record says that it
// needs a sign-in.
func signInNeeded(account session.Account) error {
	if account.Problem == renewalInterrupted {
		return ErrRenewalInterrupted
	}
	return ErrSignInNeeded
}

// adoptNewest takes up tokens that were stored and never committed, because the
// process ended in between: the server has forgotten the older ones. What a
// backup holds is another session, and stays its own.
func (c *Core) adoptNewest(ctx context.Context, store Vault, account *session.Account) bool {
	newest, err := store.Newest(ctx, account.ID)
	if err != nil || newest <= account.Generation {
		return false
	}
	if held, err := c.heldGenerations(account.ID); err != nil || slices.Contains(held, newest) {
		return false
	}
	c.Log.Warn("take up renewed tokens that were not committed", "account", account.ID)
	// Kept by name: the next Save removes what a killed one has not completed.
	c.prune(ctx, store, account.ID, account.Generation, newest)
	account.Generation = newest
	account.RenewingSince = time.Time{} // its answer is here
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

// saveRenewed stores rotated tokens. From here on the old refresh token is dead
// at the server, so cancelling no longer counts.
func (c *Core) saveRenewed(ctx context.Context, account *session.Account, tokens auth.Tokens) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	store, err := c.secrets()
	if err != nil {
		return err
	}
	generation, err := store.Save(ctx, account.ID, tokens.Encode())
	if err != nil {
		// They exist nowhere else: a disk or a keyring that stumbled gets a second chance.
		c.Log.Warn("store renewed tokens, again", "problem", err.Error())
		generation, err = store.Save(ctx, account.ID, tokens.Encode())
	}
	if err != nil {
		return fmt.Errorf("store renewed tokens: %w", err)
	}
	account.Generation = generation
	account.RenewedAt, account.RenewingSince = c.Now().UTC(), time.Time{}
	account.AccessExpiresAt = tokens.ExpiresAt.UTC()
	account.HasRefresh = !tokens.Refresh.IsZero()
	account.State, account.Problem, account.ProblemAt = session.SignedIn, "", time.Time{}
	return nil
}

func markSignInNeeded(account *session.Account, problem string, now time.Time) bool {
	changed := account.State != session.SignInNeeded || account.Problem != problem
	account.State, account.Problem, account.ProblemAt = session.SignInNeeded, problem, now.UTC()
	account.RenewingSince = time.Time{}
	return changed
}
