package core

import (
	"context"
	"fmt"

	"latchkey/session"
	"latchkey/session/rights"
)

// Rights gives the cached access rights with their age. It never asks the server.
func (c *Core) Rights(_ context.Context, wanted string) (RightsAnswer, error) {
	account, err := c.account(wanted)
	if err != nil {
		return RightsAnswer{}, err
	}
	return c.rightsAnswer(account, c.cachedRights(account)), nil
}

func (c *Core) rightsAnswer(account session.Account, snapshot rights.Snapshot) RightsAnswer {
	known := snapshot.Answer
	organization := Organization(known.Organization)
	if organization.ID == "" && organization.Name == "" {
		organization = Organization(account.Organization)
	}
	answer := RightsAnswer{
		Schema: "latchkey.rights/1", Account: account.ID, CheckedAt: At(known.CheckedAt),
		ValidUntil: At(known.ValidUntil), OfflineUntil: At(known.OfflineUntil),
		State: string(snapshot.FreshnessAt(c.Now(), true)), Organization: organization,
		Rights: []RightAnswer{}, Pending: []PendingAnswer{},
	}
	for _, right := range known.Rights {
		answer.Rights = append(answer.Rights, c.rightAnswer(right, snapshot))
	}
	for _, pending := range known.Pending {
		answer.Pending = append(answer.Pending, PendingAnswer{
			Kind: pending.Kind, Name: pending.Name, AcceptURL: safeLink(pending.AcceptURL),
		})
	}
	return answer
}

// rightAnswer shows a right as it is now: one whose own end has passed is
// expired, whatever the server said when it was asked.
func (c *Core) rightAnswer(right rights.Right, snapshot rights.Snapshot) RightAnswer {
	state := right.State
	if state == rights.Granted && !snapshot.GrantedAt(right.ID, c.Now()) {
		state = rights.Expired
	}
	return RightAnswer{
		ID: right.ID, Name: right.Name, State: string(state), Source: right.Source,
		Until: At(right.Until), Reason: right.Reason,
	}
}

// safeLink drops an address that a browser must not be sent to.
func safeLink(address string) string {
	if !secureAddress(address) {
		return ""
	}
	return address
}

// CheckRights says whether all the named rights are granted now. A right that is
// not in the cache is unknown, and unknown is never granted; nor is nothing at all.
// Errors: ErrRightMissing together with the full answer.
func (c *Core) CheckRights(_ context.Context, wanted string, ids []string) (RightsCheckAnswer, error) {
	account, err := c.account(wanted)
	if err != nil {
		return RightsCheckAnswer{}, err
	}
	snapshot := c.cachedRights(account)
	answer := RightsCheckAnswer{
		Schema: "latchkey.rights-check/1", Account: account.ID, Granted: len(ids) > 0,
		CheckedAt: At(snapshot.Answer.CheckedAt), State: string(snapshot.FreshnessAt(c.Now(), true)),
		Rights: []CheckedRight{},
	}
	states := map[string]string{}
	for _, right := range snapshot.Answer.Rights {
		states[right.ID] = c.rightAnswer(right, snapshot).State
	}
	for _, id := range ids {
		checked := CheckedRight{ID: id, State: string(rights.Unknown), Granted: snapshot.GrantedAt(id, c.Now())}
		if state, known := states[id]; known {
			checked.State = state
		}
		answer.Granted = answer.Granted && checked.Granted
		answer.Rights = append(answer.Rights, checked)
	}
	if !answer.Granted {
		return answer, ErrRightMissing
	}
	return answer, nil
}

// ClearRights drops the cached access rights of every account, under a new
// generation, so that a request still on its way cannot bring them back. Nothing
// is dropped while another process holds the record: session.ErrBusy.
func (c *Core) ClearRights(ctx context.Context) (RightsClearAnswer, error) {
	answer := RightsClearAnswer{Schema: "latchkey.rights-clear/1"}
	err := c.withRecord(ctx, func(record *session.Record) (bool, error) {
		removed, err := c.RightsCache.Clear()
		if err != nil {
			return false, fmt.Errorf("clear access rights: %w", err)
		}
		answer.Removed = len(removed)
		for i := range record.Accounts {
			record.Accounts[i].Rights = session.RightsSummary{}
		}
		return len(record.Accounts) > 0, nil
	})
	if err != nil {
		return RightsClearAnswer{}, err
	}
	return answer, nil
}
