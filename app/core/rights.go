package core

import (
	"context"
	"fmt"
	"time"

	"latchkey/session"
	"latchkey/session/rights"
)

// Rights gives the cached access rights with their age, what of it ends soon, and
// what Latchkey recognized in it. It never asks the server.
func (c *Core) Rights(_ context.Context, wanted string) (RightsAnswer, error) {
	account, err := c.account(wanted)
	if err != nil {
		return RightsAnswer{}, err
	}
	return c.rightsAnswer(account, c.cachedRights(account)), nil
}

func (c *Core) rightsAnswer(account session.Account, snapshot rights.Snapshot) RightsAnswer {
	known, reading := snapshot.Answer(), c.rightsTime(snapshot)
	organization := Organization(known.Organization)
	if organization.ID == "" && organization.Name == "" {
		organization = Organization(account.Organization)
	}
	answer := RightsAnswer{
		Schema: "latchkey.rights/1", Account: account.ID, CheckedAt: At(known.CheckedAt),
		ValidUntil: At(known.ValidUntil), OfflineUntil: At(known.OfflineUntil),
		State: string(snapshot.FreshnessAt(reading.Time, true)), Organization: organization,
		Rights: make([]RightAnswer, 0, len(known.Rights)), Pending: []PendingAnswer{},
		Sources: c.sourceAnswers(snapshot, nil), Warnings: warnings(snapshot, reading.Time),
		ClockSetBack: reading.SetBack,
	}
	for part, right := range snapshot.Rights() {
		answer.Rights = append(answer.Rights, rightAnswer(snapshot, part, right, reading.Time))
	}
	for _, pending := range known.Pending {
		answer.Pending = append(answer.Pending, PendingAnswer{
			Kind: pending.Kind, Name: pending.Name, AcceptURL: safeLink(pending.AcceptURL),
		})
	}
	answer.Findings = c.findings(account, snapshot, nil)
	return answer
}

// rightAnswer shows a right as it is now: one whose own end has passed is
// expired, whatever the server said when it was asked.
func rightAnswer(snapshot rights.Snapshot, part rights.Part, right rights.Right, now time.Time) RightAnswer {
	return RightAnswer{
		ID: right.ID, Name: right.Name, State: string(snapshot.StateAt(part, right, now)), Source: right.Source,
		Until: At(right.Until), Reason: right.Reason, Origin: part.Source, CheckedAt: At(part.Answer.CheckedAt),
	}
}

// sourceAnswers tell how old what each source said is; failed are those that gave
// no answer this time.
func (c *Core) sourceAnswers(snapshot rights.Snapshot, failed map[string]error) []SourceAnswer {
	now := c.rightsTime(snapshot).Time
	answers := []SourceAnswer{}
	for _, part := range snapshot.Parts {
		answer := SourceAnswer{
			Source: part.Source, State: string(part.FreshnessAt(now, failed[part.Source] == nil, snapshot.Grace)),
			Count: len(part.Answer.Rights), CheckedAt: At(part.Answer.CheckedAt),
			ValidUntil: At(part.Answer.ValidUntil), OfflineUntil: At(part.Answer.OfflineUntil),
		}
		if err := failed[part.Source]; err != nil {
			answer.Problem = Code(err)
		}
		answers = append(answers, answer)
	}
	for _, source := range RightsSources() {
		if _, known := snapshot.Part(source); failed[source] != nil && !known {
			answers = append(answers, SourceAnswer{Source: source, State: string(rights.NoneYet), Problem: Code(failed[source])})
		}
	}
	return answers
}

// safeLink drops an address that a browser must not be sent to.
func safeLink(address string) string {
	if !secureAddress(address) {
		return ""
	}
	return address
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
	c.noteDone(err, EventRightsCleared, "", map[string]int{"removed": answer.Removed})
	if err != nil {
		return RightsClearAnswer{}, err
	}
	return answer, nil
}
