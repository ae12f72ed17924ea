package core

import (
	"context"
	"errors"
	"fmt"
	"time"

	"latchkey/session"
	"latchkey/session/rights"
)

func rightsKey(account session.Account) rights.Key {
	return rights.Key{
		Issuer: account.Issuer, Subject: account.Subject,
		Organization: account.Organization.ID, ClientID: account.ClientID,
	}
}

// cachedRights gives what is known, and an empty snapshot when nothing is or the
// cache cannot be trusted: it is a copy of what the server said, so the remedy
// is to ask again.
func (c *Core) cachedRights(account session.Account) rights.Snapshot {
	snapshot, err := c.RightsCache.Load(rightsKey(account))
	if err != nil {
		if !errors.Is(err, rights.ErrNone) {
			c.Log.Warn("read cached rights", "problem", err.Error())
		}
		return rights.Snapshot{}
	}
	snapshot.Grace = c.grace()
	return snapshot
}

// grace is how long rights count offline where the provider names no limit.
func (c *Core) grace() time.Duration {
	settings, err := c.Settings()
	if err != nil {
		return 0 // a mistake in the settings lengthens nothing
	}
	return time.Duration(settings.Rights.GraceDays) * 24 * time.Hour
}

func (c *Core) keepRights(account session.Account, snapshot rights.Snapshot) error {
	if err := c.RightsCache.Save(rightsKey(account), snapshot); err != nil {
		return fmt.Errorf("keep access rights: %w", err)
	}
	return nil
}

// rightsTime is what time it is for these rights: never before a time that was
// seen, whatever the clock of this computer says by now.
func (c *Core) rightsTime(snapshot rights.Snapshot) rights.Reading {
	for _, part := range snapshot.Parts {
		c.RightsClock.NotBefore(part.ServerDate)
	}
	return c.RightsClock.Observe(snapshot.Ends())
}

// rememberRights puts the short form into the record, so that status needs one file.
func (c *Core) rememberRights(ctx context.Context, id string, snapshot rights.Snapshot) error {
	return c.withRecord(ctx, func(record *session.Record) (bool, error) {
		i := indexOf(*record, id)
		if i < 0 {
			return false, nil
		}
		short := c.summary(snapshot, true)
		record.Accounts[i].Rights = session.RightsSummary{
			Count: short.Count, Granted: short.Granted, CheckedAt: short.CheckedAt.Time,
			ValidUntil: short.ValidUntil.Time, OfflineUntil: short.OfflineUntil.Time,
		}
		return true, nil
	})
}

func (c *Core) summary(snapshot rights.Snapshot, reachable bool) RightsSummary {
	now := c.rightsTime(snapshot).Time
	merged := snapshot.Answer()
	summary := RightsSummary{
		Count: len(merged.Rights), Pending: len(merged.Pending), CheckedAt: At(merged.CheckedAt),
		ValidUntil: At(merged.ValidUntil), OfflineUntil: At(merged.OfflineUntil),
		State: string(snapshot.FreshnessAt(now, reachable)),
	}
	for part, right := range snapshot.Rights() {
		if snapshot.StateAt(part, right, now) == rights.Granted {
			summary.Granted++
		}
	}
	return summary
}

// shortSummary is summary for one who needs no more than the numbers: it reads
// the head of what is cached, and the rights only when one has ended since they
// were counted.
func (c *Core) shortSummary(account session.Account) RightsSummary {
	head, err := c.RightsCache.Summary(rightsKey(account))
	if err != nil {
		return c.summary(c.cachedRights(account), true)
	}
	head.Grace = c.grace()
	for _, part := range head.Parts {
		c.RightsClock.NotBefore(part.ServerDate)
	}
	now := c.RightsClock.Observe(head.Ends()).Time
	granted, exact := head.GrantedAt(now)
	if !exact {
		return c.summary(c.cachedRights(account), true)
	}
	merged := head.Snapshot().Answer()
	summary := RightsSummary{
		Granted: granted, CheckedAt: At(merged.CheckedAt), ValidUntil: At(merged.ValidUntil),
		OfflineUntil: At(merged.OfflineUntil), State: string(head.FreshnessAt(now, true)),
	}
	for _, part := range head.Parts {
		summary.Count, summary.Pending = summary.Count+part.Count, summary.Pending+part.Pending
	}
	return summary
}
