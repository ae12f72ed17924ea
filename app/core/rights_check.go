package core

import (
	"context"
	"errors"

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
	reading := c.rightsTime(snapshot)
	checked := snapshot.Answer().CheckedAt
	answer := RightsCheckAnswer{
		Schema: "latchkey.rights-check/1", Account: account.ID, Granted: len(ids) > 0,
		CheckedAt: At(checked), State: string(snapshot.FreshnessAt(reading.Time, true)),
		Rights: []CheckedRight{}, ClockSetBack: reading.SetBack,
		TooOld: o.MaxAge > 0 && reading.Time.Sub(checked) > o.MaxAge,
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
		right.Granted = right.State == string(rights.Granted) && !answer.TooOld
		answer.Granted = answer.Granted && right.Granted
		answer.Rights = append(answer.Rights, right)
	}
	if !answer.Granted {
		return answer, ErrRightMissing
	}
	return answer, nil
}
