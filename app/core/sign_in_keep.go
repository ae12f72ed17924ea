package core

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"latchkey/auth"
	"latchkey/session"
)

// keep stores a grant: the bundle as a new generation first, the record last,
// because the record is what says that it counts. A crash in between leaves the
// old session, and a generation that the next Prune removes.
func (c *Core) keep(ctx context.Context, profile Profile, grant auth.Grant) (session.Account, error) {
	vault, err := c.secrets()
	if err != nil {
		return session.Account{}, err
	}
	account := c.newAccount(profile, grant)
	var previous uint64
	err = c.withRecord(ctx, func(record *session.Record) (bool, error) {
		// The lock was waited for with the person's patience; what follows is
		// short and is carried through.
		saving, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
		defer cancel()
		generation, err := vault.Save(saving, account.ID, grant.Tokens.Encode())
		if err != nil {
			return false, fmt.Errorf("store tokens: %w", err)
		}
		account.Generation = generation
		previous = putAccount(record, account)
		return true, nil
	}, func(err error) {
		switch {
		case err == nil:
			c.prune(ctx, vault, account.ID, account.Generation)
		case account.Generation != 0 && !c.names(account.ID, account.Generation):
			c.prune(ctx, vault, account.ID, previous)
		}
	})
	return account, err
}

// names says whether the session file names a generation of an account all the
// same: a disk can report a failure after the file has taken its place.
func (c *Core) names(id string, generation uint64) bool {
	record, err := c.readRecord()
	i := indexOf(record, id)
	return err == nil && i >= 0 && record.Accounts[i].Generation == generation
}

func (c *Core) newAccount(profile Profile, grant auth.Grant) session.Account {
	identity, now := grant.Identity, c.Now().UTC()
	said, isSaid := identity.Claims["email_verified"]
	return session.Account{
		ID:       session.AccountID(identity.Issuer, identity.Subject, profile.ClientID),
		Provider: profile.ID, Issuer: identity.Issuer, ClientID: profile.ClientID, Subject: identity.Subject,
		Email: strings.ToLower(identity.Email), EmailVerified: identity.EmailVerified,
		EmailUnverified: isSaid && said != nil && !identity.EmailVerified, SocialIssuer: socialIssuer(identity.Claims), Name: identity.Name,
		Organization: session.Organization(identity.Organization),
		SignedInAt:   now, RenewedAt: now, AccessExpiresAt: grant.Tokens.ExpiresAt.UTC(),
		HasRefresh: !grant.Tokens.Refresh.IsZero(), State: session.SignedIn,
	}
}

// putAccount adds or replaces an account and gives the generation it replaces.
func putAccount(record *session.Record, account session.Account) (previous uint64) {
	if i := indexOf(*record, account.ID); i >= 0 {
		previous = record.Accounts[i].Generation
		record.Accounts[i] = account
	} else {
		record.Accounts = append(record.Accounts, account)
	}
	if i := indexOf(*record, record.Default); i < 0 || isSuperseded(record.Accounts[i], account) {
		record.Default = account.ID
	}
	return previous
}

// isSuperseded says that an account can be used no longer, because its provider is
// another one by now, at which somebody has just signed in.
func isSuperseded(old, fresh session.Account) bool {
	return old.Provider == fresh.Provider && (old.Issuer != fresh.Issuer || old.ClientID != fresh.ClientID)
}

// prune removes an account's older generations, save those that a backup holds.
// Failing is harmless: the next one removes them.
func (c *Core) prune(ctx context.Context, vault Secrets, account string, keep ...uint64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	held, err := c.heldGenerations(account)
	if err != nil {
		c.Log.Warn("keep older secrets", "problem", err.Error())
		return
	}
	if err := vault.Prune(ctx, account, append(held, keep...)...); err != nil {
		c.Log.Warn("remove older secrets", "problem", err.Error())
	}
}

// discard tells the server that tokens which could not be kept are not wanted.
// After Ctrl-C it has what is left of the second in which the program must end.
func (c *Core) discard(ctx context.Context, client *auth.Client, tokens auth.Tokens) {
	patience := savePatience
	if ctx.Err() != nil {
		patience = 700 * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	client.Revoke(ctx, tokens)
}

// socialIssuer is the login of somebody else that the person came through, as far
// as the provider tells it: by a claim that has no standard name, or by the method
// "fed" (RFC 8176 has none for it, and several providers write that).
func socialIssuer(claims map[string]any) string {
	for _, name := range []string{"idp", "identity_provider"} {
		if text, ok := claims[name].(string); ok && text != "local" && isShortText(text) {
			return text
		}
	}
	methods, _ := claims["amr"].([]any)
	if slices.Contains(methods, any("fed")) {
		return "fed"
	}
	return ""
}

// isShortText says whether a server's text can be kept and shown as it is.
func isShortText(text string) bool {
	hides := func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError
	}
	return text != "" && len(text) <= 200 && !strings.ContainsFunc(text, hides)
}
