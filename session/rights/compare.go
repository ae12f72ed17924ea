package rights

import (
	"cmp"
	"slices"
	"time"
)

// Change is one right that is not as it was. Before or After is nil when the right was, or is, not named at all.
type Change struct {
	ID, Name      string
	Before, After *Right
}

// Difference is what changed from one answer to the next. The lists are ordered by name, then id.
type Difference struct {
	Gained    []Change // became granted
	Lost      []Change // was granted; After is nil when the new answer does not name it
	Changed   []Change // any other difference in state, source, end or reason
	Unchanged int
}

// Compare tells two answers apart. now decides whether a granted right has ended in the meantime; the age of the answers is not looked
// at. A right that is named twice in one answer counts once, as granted when one of them is.
func Compare(before, after Answer, now time.Time) Difference {
	old, fresh := byID(before, now), byID(after, now)
	var d Difference
	for _, id := range ids(old, fresh) {
		change := Change{ID: id, Before: old[id], After: fresh[id]}
		change.Name = nameOf(change)
		had, has := change.Before.counts(now), change.After.counts(now)
		switch {
		case has && !had:
			d.Gained = append(d.Gained, change)
		case had && !has:
			d.Lost = append(d.Lost, change)
		case !sameRight(change.Before, change.After):
			d.Changed = append(d.Changed, change)
		default:
			d.Unchanged++
		}
	}
	for _, list := range [][]Change{d.Gained, d.Lost, d.Changed} {
		slices.SortStableFunc(list, func(a, b Change) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	return d
}

func byID(answer Answer, now time.Time) map[string]*Right {
	table := make(map[string]*Right, len(answer.Rights))
	for _, right := range answer.Rights {
		if known := table[right.ID]; known == nil || (right.grantedAt(now) && !known.grantedAt(now)) {
			table[right.ID] = &right
		}
	}
	return table
}

func ids(tables ...map[string]*Right) []string {
	var all []string
	for _, table := range tables {
		for id := range table {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func nameOf(change Change) string {
	right := change.After
	if right == nil {
		right = change.Before
	}
	return cmp.Or(right.Name, change.ID)
}

func (r *Right) counts(now time.Time) bool { return r != nil && r.grantedAt(now) }

func sameRight(a, b *Right) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.State == b.State && a.Source == b.Source && a.Until.Equal(b.Until) && a.Reason == b.Reason
}
