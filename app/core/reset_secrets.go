package core

import (
	"context"
	"errors"
	"slices"

	"latchkey/session"
)

// secretItems say what becomes of the tokens: revoked and removed when the scope
// says so, else left alone, held for the backup of the session file.
func (c *Core) secretItems(ctx context.Context, remove, held bool) []ResetItem {
	owners := c.secretOwners(ctx, remove)
	var items []ResetItem
	for _, owner := range owners {
		name := owner.Email
		if name == "" {
			name = owner.ID
		}
		keyring := ResetItem{Kind: "keyring", What: ItemStoredSecrets, Account: name, AccountID: owner.ID, Path: owner.ID}
		switch {
		case remove:
			if owner.Provider != "" {
				items = append(items, ResetItem{
					Kind: "server", What: ItemServerSession, Account: name, AccountID: owner.ID, Path: owner.Issuer, Action: ActionRevoke,
				})
			}
			keyring.Action = ActionDelete
		case held:
			keyring.Action, keyring.Reversible, keyring.Note = ActionSkip, true, "held_for_backup"
		default:
			continue
		}
		items = append(items, keyring)
	}
	if remove && len(owners) == 0 {
		nothing := ResetItem{Kind: "keyring", What: ItemStoredSecrets, Action: ActionSkip, Note: "nothing_there"}
		if c.SessionFile.Inspect().State == session.FileNewer {
			nothing.Note, nothing.BlockedBy = session.FileNewer, session.FileNewer
		}
		items = append(items, nothing)
	}
	return items
}

// secretOwners are the accounts whose secrets lie in the keyring. The session
// file knows them; when everything is to be removed, or the file cannot be read,
// the backups and the keyring itself are asked too, of which the latter knows
// ids only.
func (c *Core) secretOwners(ctx context.Context, all bool) []session.Account {
	record, err := c.SessionFile.Read()
	if errors.Is(err, session.ErrNewer) {
		return nil
	}
	owners := slices.Clone(record.Accounts)
	add := func(account session.Account) {
		known := slices.ContainsFunc(owners, func(o session.Account) bool { return o.ID == account.ID })
		if !known {
			owners = append(owners, account)
		}
	}
	if all {
		backups, err := c.BackupStore.List()
		if err != nil {
			c.Log.Warn("list backups", "problem", err.Error())
		}
		for _, backup := range backups {
			for _, held := range backup.Held {
				add(session.Account{
					ID: held.Account, Generation: held.Generation,
					Provider: held.Provider, Issuer: held.Issuer, ClientID: held.ClientID,
				})
			}
		}
	}
	if all || err != nil && !errors.Is(err, session.ErrMissing) {
		for _, id := range c.storedAccounts(ctx) {
			add(session.Account{ID: id})
		}
	}
	return owners
}

// storedAccounts asks the keyring, as far as it answers.
func (c *Core) storedAccounts(ctx context.Context) []string {
	store, err := c.secrets()
	if err != nil {
		return nil
	}
	ids, err := store.Accounts(ctx)
	if err != nil {
		c.Log.Warn("list stored secrets", "problem", err.Error())
	}
	return ids
}
