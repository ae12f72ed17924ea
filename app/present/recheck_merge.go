package present

import (
	"slices"

	"latchkey/app/core"
)

// Continue is the answer of a recheck that went on where an earlier one stopped:
// the rungs of both, and what is different since before the first one.
func Continue(earlier, later core.RecheckAnswer) core.RecheckAnswer {
	joined := later
	joined.Steps = joinSteps(earlier.Steps, later.Steps)
	joined.Before = earlier.Before
	changes := newChangeJoin()
	changes.add(earlier)
	changes.add(later)
	joined.Gained, joined.Lost, joined.Changed = changes.split()
	total := later.Unchanged + len(later.Gained) + len(later.Lost) + len(later.Changed)
	joined.Unchanged = max(total-len(joined.Gained)-len(joined.Lost)-len(joined.Changed), 0)
	joined.Organization = joinOrganization(earlier.Organization, later.Organization)
	return joined
}

// joinSteps takes each rung from the later climb, or from the earlier one where
// the later one left it out.
func joinSteps(earlier, later []core.RecheckStep) []core.RecheckStep {
	joined := slices.Clone(later)
	for i, step := range joined {
		if step.Result != "skipped" {
			continue
		}
		for _, old := range earlier {
			if old.Step == step.Step && old.Result != "skipped" {
				joined[i] = old
			}
		}
	}
	return joined
}

func joinOrganization(earlier, later *core.OrganizationChange) *core.OrganizationChange {
	switch {
	case earlier == nil:
		return later
	case later == nil:
		return earlier
	case earlier.Before == later.After:
		return nil
	}
	return &core.OrganizationChange{Before: earlier.Before, After: later.After}
}

// changeJoin keeps of every right what it was first and what it became last.
type changeJoin struct {
	order []string
	byID  map[string]core.ChangeAnswer
}

func newChangeJoin() *changeJoin { return &changeJoin{byID: map[string]core.ChangeAnswer{}} }

func (c *changeJoin) add(answer core.RecheckAnswer) {
	for _, group := range [][]core.ChangeAnswer{answer.Gained, answer.Lost, answer.Changed} {
		for _, change := range group {
			if known, seen := c.byID[change.ID]; seen {
				change.Before = known.Before
			} else {
				c.order = append(c.order, change.ID)
			}
			c.byID[change.ID] = change
		}
	}
}

func (c *changeJoin) split() (gained, lost, changed []core.ChangeAnswer) {
	granted := func(right *core.RightAnswer) bool { return right != nil && right.State == "granted" }
	for _, id := range c.order {
		change := c.byID[id]
		switch before, after := granted(change.Before), granted(change.After); {
		case sameRight(change.Before, change.After):
		case after && !before:
			gained = append(gained, change)
		case before && !after:
			lost = append(lost, change)
		default:
			changed = append(changed, change)
		}
	}
	return gained, lost, changed
}

func sameRight(a, b *core.RightAnswer) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.State == b.State && a.Until.Equal(b.Until.Time) && a.Source == b.Source && a.Origin == b.Origin
}
