package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

// PrepareOffline makes ready for a time without network: the session is renewed,
// every source is asked past all caches, and what ends before the person is back
// is listed. A source that does not answer keeps what it said, and the answer is
// not ready.
//
// Errors: *InputError for a time that has passed; those of Recheck.
func (c *Core) PrepareOffline(ctx context.Context, o PrepareOptions) (PrepareAnswer, error) {
	if !o.Until.After(c.Now()) {
		return PrepareAnswer{}, &InputError{Key: "until", Reason: "must be in the future"}
	}
	account, err := c.account(o.Account)
	if err != nil {
		return PrepareAnswer{}, err
	}
	begun := c.Now()
	answer, err := c.prepareAccount(ctx, account, o.Until)
	c.notePrepare(account, answer, err, begun)
	return answer, err
}

func (c *Core) prepareAccount(ctx context.Context, account session.Account, until time.Time) (PrepareAnswer, error) {
	profile, client, err := c.clientFor(account)
	if err != nil {
		return PrepareAnswer{}, err
	}
	begun := c.Now()
	account, tokens, err := c.longest(ctx, account)
	if err != nil {
		return PrepareAnswer{}, err
	}
	before := c.cachedRights(account)
	got, err := c.gather(ctx, asking{profile: profile, client: client, account: account, tokens: tokens, past: true, since: begun})
	if err != nil {
		return PrepareAnswer{}, err
	}
	if err := c.keepRights(account, got.snapshot); err != nil {
		return PrepareAnswer{}, err
	}
	got.snapshot.Grace = c.grace()
	if err := c.rememberRights(ctx, account.ID, got.snapshot); err != nil {
		return PrepareAnswer{}, fmt.Errorf("remember access rights: %w", err)
	}
	c.noteDifference(account, rights.Entry{
		Cause: CausePrepare, Fresh: got.fresh, First: len(before.Parts) == 0, Difference: rights.Compare(before, got.snapshot, c.rightsTime(got.snapshot).Time),
	}, got.snapshot)
	return c.prepared(account, until, got), nil
}

// longest gives tokens that were renewed just now, where they can be: with them
// the provider's own time for an idle session begins anew.
func (c *Core) longest(ctx context.Context, account session.Account) (session.Account, auth.Tokens, error) {
	if _, err := c.Token(ctx, TokenOptions{Account: account.ID}); err != nil {
		return account, auth.Tokens{}, err
	}
	account, err := c.account(account.ID)
	if err != nil {
		return account, auth.Tokens{}, err
	}
	tokens, err := c.load(ctx, account)
	if err != nil || !account.HasRefresh {
		return account, tokens, err
	}
	return c.renew(ctx, account.ID, func(t auth.Tokens) bool { return !t.Access.Equal(tokens.Access) })
}

func (c *Core) prepared(account session.Account, until time.Time, got gathered) PrepareAnswer {
	answer := PrepareAnswer{
		Schema: "latchkey.rights-prepare/1", Account: account.ID, Until: At(until), Fresh: got.fresh,
		Ends: c.endsBefore(account, got.snapshot, until), Rights: c.summary(got.snapshot, true),
		Sources: c.sourceAnswers(got.snapshot, got.failed), Evidence: got.evidence,
	}
	answer.Ready = len(got.failed) == 0 && len(answer.Ends) == 0
	return answer
}

// endsBefore lists what is granted now and is not any longer before a moment.
func (c *Core) endsBefore(account session.Account, snapshot rights.Snapshot, until time.Time) []PrepareEnd {
	now, ends := c.rightsTime(snapshot).Time, []PrepareEnd{}
	for part, right := range snapshot.Rights() {
		granted := snapshot.StateAt(part, right, now) == rights.Granted
		if granted && !right.Until.IsZero() && right.Until.Before(until) {
			ends = append(ends, PrepareEnd{Kind: "right", ID: right.ID, Name: right.Name, Until: At(right.Until)})
		}
	}
	for _, part := range snapshot.Parts {
		if end := part.EndsAt(snapshot.Grace); end.Before(until) {
			ends = append(ends, PrepareEnd{Kind: "offline", Name: part.Source, Until: At(end)})
		}
	}
	if end := account.AccessExpiresAt; !account.HasRefresh && !end.IsZero() && end.Before(until) {
		ends = append(ends, PrepareEnd{Kind: "session", Name: account.Email, Until: At(end)})
	}
	slices.SortStableFunc(ends, func(a, b PrepareEnd) int { return a.Until.Compare(b.Until.Time) })
	return ends
}
