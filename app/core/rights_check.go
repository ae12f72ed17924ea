package core

import (
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/session/rights"
)

// CheckRights says whether all the named rights are granted now, for a script
// that starts an app. A right that is not in the cache is unknown, and unknown is
// never granted; nor is nothing at all. It reads no more of the cache than those.
// Errors: ErrRightMissing together with the full answer.
func (c *Core) CheckRights(_ context.Context, o CheckOptions, ids []string) (RightsCheckAnswer, error) {
	account, err := c.account(o.Account)
	if err != nil {
		return RightsCheckAnswer{}, err
	}
	snapshot, err := c.RightsCache.Look(rightsKey(account), ids)
	if err != nil && !errors.Is(err, rights.ErrNone) {
		c.Log.Warn("read cached rights", "problem", err.Error())
	}
	if err != nil {
		snapshot = rights.Snapshot{}
	}
	snapshot.Grace = c.grace()
	return c.checked(account.ID, snapshot, o.MaxAge, ids)
}

// checked judges the rights by the answers that grant them: another source's age
// makes none of them older.
func (c *Core) checked(account string, snapshot rights.Snapshot, maxAge time.Duration, ids []string) (RightsCheckAnswer, error) {
	reading := c.rightsTime(snapshot)
	young := youngerThan(snapshot, maxAge, reading.Time)
	answer := RightsCheckAnswer{
		Schema: "latchkey.rights-check/1", Account: account, Granted: len(ids) > 0,
		CheckedAt: At(young.Answer().CheckedAt), State: string(snapshot.FreshnessAt(reading.Time, true)),
		Rights: []CheckedRight{}, ClockSetBack: reading.SetBack, TooOld: len(young.Parts) == 0 && len(snapshot.Parts) > 0,
	}
	if answer.TooOld {
		answer.CheckedAt = At(snapshot.Answer().CheckedAt)
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	shown := c.shown(snapshot, wanted)
	for _, id := range ids {
		right := CheckedRight{ID: id, State: string(rights.Unknown)}
		if known := shown[id]; known != nil {
			right.State, right.Until = known.State, known.Until
		}
		right.Granted = young.GrantedAt(id, reading.Time)
		if !right.Granted && right.State == string(rights.Granted) {
			answer.TooOld, answer.CheckedAt = true, shown[id].CheckedAt
		}
		answer.Granted = answer.Granted && right.Granted
		answer.Rights = append(answer.Rights, right)
	}
	if !answer.Granted {
		return answer, ErrRightMissing
	}
	return answer, nil
}

// youngerThan leaves out the answers that are older than a script wants, 0 = none.
// One that dates itself in the future is as old as its arrival.
func youngerThan(snapshot rights.Snapshot, maxAge time.Duration, now time.Time) rights.Snapshot {
	if maxAge <= 0 {
		return snapshot
	}
	snapshot.Parts = slices.DeleteFunc(slices.Clone(snapshot.Parts), func(part rights.Part) bool {
		return now.Sub(part.Answer.CheckedAt) > maxAge || now.Sub(part.FetchedAt) > maxAge
	})
	return snapshot
}
