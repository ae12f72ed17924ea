package core

import (
	"context"
	"time"

	"latchkey/session/vault"
)

// finish ends the tokens that were not carried, and removes the old copy. From
// here on nothing fails any more: what is left over is removed the next time.
func (m *move) finish(ctx context.Context) {
	c, from := m.core, m.plan.From
	if m.plan.To.Kind == string(vault.Memory) {
		for _, owner := range c.secretOwners(ctx, true) {
			c.revokeAll(ctx, owner)
		}
	}
	if !m.carries() {
		c.forgetUncarried()
	}
	c.reached("ended")
	c.main.take(m.target, m.plan.To)
	c.network.doubt()
	if m.plan.Unreachable && !m.plan.SignInNeeded && m.plan.Backups == 0 {
		c.removeJournal() // nothing was ever kept there
		return
	}
	ctx, cancel := context.WithTimeout(ctx, savePatience)
	defer cancel()
	err := c.clearPlace(ctx, from)
	if from.Kind == string(vault.Memory) {
		err = clearVault(ctx, m.source.Vault)
	}
	if err != nil {
		m.answer.OldRemoved = false
		c.Log.Warn("remove the old copy of the secrets", "problem", err.Error())
		return
	}
	closeVault(m.source.Vault)
	c.reached("cleared")
	c.removeJournal()
}

// forgetUncarried keeps the session file truthful where nothing was carried: its
// accounts must sign in again. The record lock is held.
func (c *Core) forgetUncarried() {
	record, err := c.SessionFile.Read()
	if err != nil || len(record.Accounts) == 0 {
		return
	}
	for i := range record.Accounts {
		markSignInNeeded(&record.Accounts[i], "tokens_gone", c.Now())
	}
	if err := c.SessionFile.Write(record); err != nil {
		c.Log.Warn("write session", "problem", err.Error())
	}
}

// takeBackPatience keeps Ctrl-C ending the command within a second.
const takeBackPatience = 700 * time.Millisecond

// takeBack clears the new place after a failure. When that fails too, the journal
// stays, and the next job does it.
func (m *move) takeBack(ctx context.Context) {
	if !m.touched {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), takeBackPatience)
	defer cancel()
	if err := m.core.clearTarget(ctx, m.journal); err != nil {
		m.core.Log.Warn("take an unfinished move of secrets back", "problem", err.Error())
		return
	}
	closeVault(m.target.Vault)
	m.core.removeJournal()
}
