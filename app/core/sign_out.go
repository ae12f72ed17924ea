package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/assets"
	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

// revokePatience bounds what a server may take to confirm a revocation; the
// local removal does not wait longer for it.
const revokePatience = 10 * time.Second

// SignOut revokes an account's tokens at the server, removes them from this
// computer, and says what the server confirmed. The removal happens whatever the
// server says.
//
// Errors: ErrNotSignedIn, *UnknownAccountError, and ErrPartlyDone together with
// the full answer when the server did not confirm.
func (c *Core) SignOut(ctx context.Context, o SignOutOptions) (SignOutAnswer, error) {
	answer, err := c.signOut(ctx, o)
	c.noteSignOut(answer, err)
	return answer, err
}

func (c *Core) signOut(ctx context.Context, o SignOutOptions) (SignOutAnswer, error) {
	record, err := c.readRecord()
	if err != nil {
		return SignOutAnswer{}, err
	}
	leaving := record.Accounts
	if !o.All || len(leaving) == 0 {
		i, err := findAccount(record, o.Account)
		if err != nil {
			return SignOutAnswer{}, err
		}
		leaving = record.Accounts[i : i+1]
	}
	answer := SignOutAnswer{Schema: "latchkey.sign-out/1", Accounts: []SignedOutAccount{}, BrowserSession: "not_asked"}
	partly := false
	for _, account := range leaving {
		if o.Browser {
			answer.BrowserSession = worse(answer.BrowserSession, c.browserSignOut(ctx, account))
		}
		result, err := c.signOutOne(ctx, account)
		if errors.Is(err, ErrNotSignedIn) && o.All {
			continue // another process was quicker
		}
		if err != nil {
			return answer, err
		}
		partly = partly || result.Revoked == "unreachable" || result.Revoked == "refused" || !result.Removed
		answer.Accounts = append(answer.Accounts, result)
	}
	if partly || answer.BrowserSession == "unreachable" {
		return answer, ErrPartlyDone
	}
	return answer, nil
}

// worse keeps the outcome that a person must know of.
func worse(a, b string) string {
	order := []string{"not_asked", "ended", "unsupported", "unreachable"}
	if slices.Index(order, a) > slices.Index(order, b) {
		return a
	}
	return b
}

// signOutOne works under the record lock, so that no refresh of another process
// brings a token back between revoking and removing. A keyring that does not
// answer ends it before anything changes: a sign-out that forgets the account
// and leaves its secrets behind would be a lie. For the same reason the session
// file forgets the account last, and not at all when something of it could not be
// removed: the sign-out can be done again, and finds what is left.
func (c *Core) signOutOne(ctx context.Context, account session.Account) (SignedOutAccount, error) {
	ctx, stop := outlasting(ctx)
	defer stop()
	result := SignedOutAccount{ID: account.ID, Email: account.Email}
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i := indexOf(*record, account.ID)
		if i < 0 {
			return false, ErrNotSignedIn
		}
		account = record.Accounts[i]
		if _, err := c.load(ctx, account); err != nil && !errors.Is(err, vault.ErrNotFound) && !errors.Is(err, vault.ErrDamaged) {
			return false, err
		}
		result.Revoked = c.revokeAll(ctx, account)
		if err := c.forgetPerson(ctx, account); err != nil {
			c.Log.Warn("sign out", "problem", err.Error())
			markSignInNeeded(&record.Accounts[i], "tokens_gone", c.Now())
			return true, nil
		}
		result.Removed = true
		record.Accounts = append(record.Accounts[:i:i], record.Accounts[i+1:]...)
		if record.Default == account.ID {
			record.Default = ""
			if len(record.Accounts) > 0 {
				record.Default = record.Accounts[0].ID
			}
		}
		return true, nil
	})
	if err != nil {
		return result, fmt.Errorf("sign out: %w", err)
	}
	return result, nil
}

// outlasting ignores that the time which was given ran out, say in the browser,
// and still honors Ctrl-C. What is done under it has bounds of its own.
func outlasting(ctx context.Context) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	pass := func() {
		if errors.Is(ctx.Err(), context.Canceled) {
			cancel()
		}
	}
	pass() // an AfterFunc comes a little later, and by then something may have been revoked
	unhook := context.AfterFunc(ctx, pass)
	return late, func() { unhook(); cancel() }
}

// forgetPerson removes what this computer keeps of an account beside the session
// file: the secrets, and what the server said about access rights.
func (c *Core) forgetPerson(ctx context.Context, account session.Account) error {
	return errors.Join(
		c.removeSecrets(ctx, account.ID), c.RightsCache.Forget(rightsKey(account)), c.Deps.RightsHistory.Forget(account.ID),
	)
}

// browserPatience bounds the way through the browser: a provider that does not
// send it back must not keep anybody from signing out.
const browserPatience = 2 * time.Minute

// browserSignOut ends the browser's single sign-on session while the ID token,
// which the provider wants as a hint, is still there.
func (c *Core) browserSignOut(ctx context.Context, account session.Account) string {
	ctx, cancel := context.WithTimeout(ctx, browserPatience)
	defer cancel()
	_, client, err := c.clientFor(account)
	if err == nil {
		err = c.endBrowserSession(ctx, account, client, "")
	}
	switch {
	case err == nil:
		return "ended"
	case errors.Is(err, auth.ErrUnsupported):
		return "unsupported"
	}
	c.Log.Warn("end browser session", "problem", err.Error())
	return "unreachable"
}

// endBrowserSession is RP-initiated logout through the person's browser.
func (c *Core) endBrowserSession(ctx context.Context, account session.Account, client *auth.Client, language string) error {
	tokens, err := c.load(ctx, account)
	if err != nil {
		return err
	}
	outcome, err := client.EndSession(ctx, auth.EndSessionRequest{
		IDTokenHint: tokens.ID, Open: c.Browser,
		Page: func(ok bool) []byte { return assets.SignedOutPage(language, ok) },
	})
	switch {
	case err != nil:
		return fmt.Errorf("end browser session: %w", err)
	case outcome == auth.EndSessionUnsupported:
		return auth.ErrUnsupported
	case outcome != auth.EndSessionEnded:
		return auth.ErrUnreachable
	}
	return nil
}
