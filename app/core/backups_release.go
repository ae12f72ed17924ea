package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/session"
	"latchkey/session/vault"
)

// releaseHeld revokes and removes entries that nothing but the backup refers to. One
// that the session file uses again, because the backup was put back, stays; an
// older one of the same sign-in is removed and not revoked, because revoking it
// would end the whole family of tokens (RFC 9700 section 4.14.2). That sign-in may
// by now be in another backup: put back from this one, and reset again.
func (c *Core) releaseHeld(ctx context.Context, record session.Record, backup session.Backup) {
	for _, entry := range backup.Held {
		keep, err := c.heldBeside(entry.Account, backup.ID)
		if err != nil || slices.Contains(keep, entry.Generation) {
			continue
		}
		elsewhere := len(keep) > 0 && !keepsSession(backup)
		if i := indexOf(record, entry.Account); i >= 0 {
			if record.Accounts[i].Generation == entry.Generation {
				continue
			}
			keep = append(keep, record.Accounts[i].Generation)
			elsewhere = elsewhere || !keepsSession(backup) && record.Accounts[i].SignedInAt.Before(backup.CreatedAt)
		}
		if elsewhere {
			c.pruneExactly(ctx, entry.Account, keep)
			continue
		}
		c.revoke(ctx, session.Account{
			ID: entry.Account, Provider: entry.Provider, Issuer: entry.Issuer, ClientID: entry.ClientID,
		}, entry.Generation)
		c.pruneExactly(ctx, entry.Account, keep)
	}
}

// keepsSession says that the session file lies in the backup: what is held for
// it is another sign-in than the one in use.
func keepsSession(backup session.Backup) bool {
	return backup.Complete && slices.ContainsFunc(backup.Items, func(i session.BackupItem) bool {
		return i.What == ItemSessionFile && i.State == session.ItemStored
	})
}

func (c *Core) pruneExactly(ctx context.Context, account string, keep []uint64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	store, err := c.secrets()
	if err == nil {
		err = store.Prune(ctx, account, keep...)
	}
	if err != nil {
		c.Log.Warn("remove held secrets", "problem", err.Error())
	}
}

// heldGenerations are an account's keyring entries that backups hold. A backup
// that cannot be read is an error, beside what the others hold: what it holds is
// unknown, so nothing may be removed in passing.
func (c *Core) heldGenerations(account string) ([]uint64, error) {
	return c.heldBeside(account, "")
}

// heldBeside leaves one backup out, which is about to go.
func (c *Core) heldBeside(account, without string) ([]uint64, error) {
	backups, err := c.BackupStore.List()
	if err != nil {
		err = fmt.Errorf("list backups: %w", err)
	}
	var held []uint64
	for _, backup := range backups {
		for _, entry := range backup.Held {
			if entry.Account == account && backup.ID != without {
				held = append(held, entry.Generation)
			}
		}
	}
	return held, err
}

// expiryPatience bounds how long a reset stays for the sake of expired backups.
const expiryPatience = 5 * time.Second

// expireBackups removes what is older than the rule, and never the backup that
// was just made, whatever the clock says; failing is harmless. A backup that holds
// secrets goes only with them: it stays for another time when the reset has nothing
// to do with the keyring, when that does not answer, and when time is up.
func (c *Core) expireBackups(ctx context.Context, made *BackupReference, secretsToo bool) {
	age, count := c.backupLimits()
	ctx, cancel := context.WithTimeout(ctx, expiryPatience)
	defer cancel()
	for _, backup := range c.BackupStore.Expired(c.Now(), age, count) {
		if ctx.Err() != nil {
			return
		}
		if made != nil && backup.ID == made.ID {
			continue
		}
		if len(backup.Held) > 0 && (!secretsToo || !c.answers(ctx)) {
			continue
		}
		if _, err := c.removeBackup(ctx, backup.ID); err != nil && !errors.Is(err, session.ErrNoBackup) {
			c.Log.Warn("remove expired backup", "backup", backup.ID, "problem", err.Error())
		}
	}
}

// answers says whether the place for secrets does what it is asked now.
func (c *Core) answers(ctx context.Context) bool {
	store, err := c.secrets()
	return err == nil && store.State(ctx) == vault.StateOK
}
