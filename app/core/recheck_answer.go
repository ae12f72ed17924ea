package core

import "latchkey/session/rights"

// answer tells the whole climb.
func (r *recheck) answer(difference rights.Difference) RecheckAnswer {
	c, after := r.core, r.after.snapshot
	answer := RecheckAnswer{
		Schema: "latchkey.recheck/1", Account: r.account.ID,
		Fresh: r.after.fresh && after.FreshnessAt(c.rightsTime(after).Time, true) == rights.Fresh,
		Steps: r.steps, Unchanged: difference.Unchanged,
		Before: c.summary(r.before, true), After: c.summary(after, true), Sources: c.sourceAnswers(after, r.after.failed),
		Organization: organizationChange(difference),
	}
	answer.Gained, answer.Lost, answer.Changed = c.changes(difference, r.before, after)
	answer.Findings = c.findings(r.account, after, answer.Organization)
	return answer
}

func organizationChange(d rights.Difference) *OrganizationChange {
	if d.Organization == nil {
		return nil
	}
	return &OrganizationChange{Before: Organization(d.Organization.Before), After: Organization(d.Organization.After)}
}

// changes tells each side of a difference as a face shows that right.
func (c *Core) changes(d rights.Difference, before, after rights.Snapshot) (gained, lost, changed []ChangeAnswer) {
	wanted := map[string]bool{}
	for _, list := range [][]rights.Change{d.Gained, d.Lost, d.Changed} {
		for _, change := range list {
			wanted[change.ID] = true
		}
	}
	old, fresh := c.shown(before, wanted), c.shown(after, wanted)
	tell := func(list []rights.Change) []ChangeAnswer {
		answers := []ChangeAnswer{}
		for _, change := range list {
			answers = append(answers, ChangeAnswer{ID: change.ID, Name: change.Name, Before: old[change.ID], After: fresh[change.ID]})
		}
		return answers
	}
	return tell(d.Gained), tell(d.Lost), tell(d.Changed)
}

// shown finds some rights as a face shows them; one that is named twice counts as
// granted when one of them is.
func (c *Core) shown(snapshot rights.Snapshot, wanted map[string]bool) map[string]*RightAnswer {
	found := map[string]*RightAnswer{}
	if len(wanted) == 0 {
		return found
	}
	now := c.rightsTime(snapshot).Time
	for part, right := range snapshot.Rights() {
		if !wanted[right.ID] {
			continue
		}
		answer := rightAnswer(snapshot, part, right, now)
		if known := found[right.ID]; known == nil || answer.State == string(rights.Granted) && known.State != answer.State {
			found[right.ID] = &answer
		}
	}
	return found
}
