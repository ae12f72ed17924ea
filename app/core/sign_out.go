package core

import (
	"context"
	"errors"
	"fmt"
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
			answer.BrowserSession = c.browserSignOut(ctx, account)
		}
		result, err := c.signOutOne(ctx, account)
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

// signOutOne works under the record lock, so that no refresh of another process
// brings a token back between revoking and removing.
func (c *Core) signOutOne(ctx context.Context, account session.Account) (SignedOutAccount, error) {
	result := SignedOutAccount{ID: account.ID, Email: account.Email}
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i := indexOf(*record, account.ID)
		if i < 0 {
			return false, ErrNotSignedIn
		}
		result.Revoked = c.revoke(ctx, record.Accounts[i], record.Accounts[i].Generation)
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
	result.Removed = c.removeSecrets(ctx, account.ID) == nil
	if err := c.RightsCache.Forget(rightsKey(account)); err != nil {
		c.Log.Warn("forget access rights", "problem", err.Error())
	}
	return result, nil
}

// revoke ends one generation's tokens at the server (RFC 7009) and says how that
// went: confirmed, unsupported, unreachable or refused. Tokens that are gone count
// as unsupported: there is nothing to revoke, and nobody to wait for.
func (c *Core) revoke(ctx context.Context, account session.Account, generation uint64) string {
	ctx, cancel := context.WithTimeout(ctx, revokePatience)
	defer cancel()
	account.Generation = generation
	tokens, err := c.load(ctx, account)
	if errors.Is(err, vault.ErrNotFound) {
		return string(auth.RevocationUnsupported) // nothing is left that could be revoked
	}
	if err != nil {
		c.Log.Warn("read tokens to revoke", "problem", err.Error())
		return string(auth.RevocationRefused)
	}
	_, client, err := c.clientFor(account)
	if err != nil {
		c.Log.Warn("revoke tokens", "problem", err.Error())
		return string(auth.RevocationUnsupported)
	}
	return string(client.Revoke(ctx, tokens))
}

// removeSecrets removes an account's secrets, save those held for a backup.
func (c *Core) removeSecrets(ctx context.Context, account string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	store, err := c.secrets()
	if err != nil {
		return err
	}
	held, err := c.heldGenerations(account)
	if err != nil {
		return err
	}
	return store.Prune(ctx, account, held...)
}

// browserSignOut ends the browser's single sign-on session while the ID token,
// which the provider wants as a hint, is still there.
func (c *Core) browserSignOut(ctx context.Context, account session.Account) string {
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
