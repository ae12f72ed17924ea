package core

import (
	"context"
	"fmt"

	"latchkey/session"
	"latchkey/session/rights"
)

// What a difference was found by.
const (
	CauseSignIn  = "sign-in"
	CauseRecheck = "recheck"
	CausePrepare = "prepare"
)

// RightsHistory tells the last differences of an account's rights, newest first;
// of all accounts when none is named. Errors: *UnknownAccountError.
func (c *Core) RightsHistory(_ context.Context, wanted string) (RightsHistoryAnswer, error) {
	answer := RightsHistoryAnswer{Schema: "latchkey.rights-history/1", Differences: []DifferenceAnswer{}}
	id := ""
	if wanted != "" {
		account, err := c.account(wanted)
		if err != nil {
			return answer, err
		}
		id = account.ID
	}
	entries, err := c.Deps.RightsHistory.List()
	if err != nil {
		return answer, fmt.Errorf("read rights history: %w", err)
	}
	for _, entry := range entries {
		if id == "" || entry.Account == id {
			answer.Differences = append(answer.Differences, differenceAnswer(entry))
		}
	}
	return answer, nil
}

func differenceAnswer(entry rights.Entry) DifferenceAnswer {
	d := entry.Difference
	answer := DifferenceAnswer{
		At: At(entry.At), Account: entry.Account, Email: entry.Email, Cause: entry.Cause, Step: entry.Step, Fresh: entry.Fresh, First: entry.First,
		Granted: entry.Granted, Gained: entry.Gained, Lost: entry.Lost, Changed: entry.Changed, Changes: []ChangeAnswer{}, Organization: organizationChange(d),
	}
	for _, list := range [][]rights.Change{d.Gained, d.Lost, d.Changed} {
		for _, change := range list {
			answer.Changes = append(answer.Changes, ChangeAnswer{
				ID: change.ID, Name: change.Name, Before: asSaid(change.Before), After: asSaid(change.After),
			})
		}
	}
	return answer
}

// asSaid is a right as the server told it at that time.
func asSaid(right *rights.Right) *RightAnswer {
	if right == nil {
		return nil
	}
	return &RightAnswer{
		ID: right.ID, Name: right.Name, State: string(right.State), Source: right.Source, Until: At(right.Until), Reason: right.Reason,
	}
}

// noteDifference adds to the history what changed; after the first answer of all
// that is everything. A history that cannot be written keeps nobody from rights.
func (c *Core) noteDifference(account session.Account, entry rights.Entry, after rights.Snapshot) {
	entry.At, entry.Account, entry.Email, entry.Provider = c.Now().UTC(), account.ID, account.Email, account.Provider
	entry.Granted = c.summary(after, true).Granted
	if err := c.Deps.RightsHistory.Add(entry); err != nil {
		c.Log.Warn("keep rights history", "problem", err.Error())
	}
}
