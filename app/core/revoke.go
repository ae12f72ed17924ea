package core

import (
	"context"
	"errors"
	"slices"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

// revokeAll ends an account's sign-in, and those of it that backups hold: who
// signs out wants none left that an undo could bring back. Tokens that were
// stored and never committed belong to it: the server may know no others.
func (c *Core) revokeAll(ctx context.Context, account session.Account) string {
	outcome := c.revoke(ctx, account, account.Generation)
	held, err := c.heldGenerations(account.ID)
	if err != nil {
		c.Log.Warn("list held secrets", "problem", err.Error())
	}
	if newest := c.newest(ctx, account.ID); newest > account.Generation && !slices.Contains(held, newest) {
		held = append(held, newest)
	}
	for _, generation := range held {
		if generation == account.Generation {
			continue
		}
		if other := c.revoke(ctx, account, generation); other == "unreachable" || other == "refused" {
			outcome = other
		}
	}
	return outcome
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
		return string(auth.RevocationUnsupported)
	}
	if err != nil {
		c.Log.Warn("read tokens to revoke", "problem", err.Error())
		return string(auth.RevocationRefused)
	}
	client, err := c.revocationClient(account)
	if err != nil {
		c.Log.Warn("revoke tokens", "problem", err.Error())
		return string(auth.RevocationRefused)
	}
	return string(client.Revoke(ctx, tokens))
}

// revocationClient speaks to the issuer that the tokens came from, also when the
// provider's description is gone or names another one by now: what it takes to
// revoke is in the record.
func (c *Core) revocationClient(account session.Account) (*auth.Client, error) {
	if _, client, err := c.clientFor(account); err == nil {
		return client, nil
	}
	return c.client(Profile{ID: account.Provider, Name: account.Provider, Issuer: account.Issuer, ClientID: account.ClientID})
}

// removeSecrets removes every secret of an account, those held for backups too.
func (c *Core) removeSecrets(ctx context.Context, account string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	store, err := c.secrets()
	if err != nil {
		return err
	}
	return store.Prune(ctx, account)
}
