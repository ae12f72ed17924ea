package rights

import (
	"cmp"
	"slices"
	"time"
)

// Change is one right that is not as it was. Before or After is nil when the right was, or is, not named at all; BeforePart and AfterPart
// are the sources (Part.Source) that named it.
type Change struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Before     *Right `json:"before"`
	After      *Right `json:"after"`
	BeforePart string `json:"before_part"`
	AfterPart  string `json:"after_part"`
}

// OrganizationChange is whose rights they were and are. Either may be empty.
type OrganizationChange struct {
	Before Organization `json:"before"`
	After  Organization `json:"after"`
}

// Difference is what changed from one snapshot to the next. The lists are ordered by name, then id.
type Difference struct {
	Gained       []Change            `json:"gained"`  // became granted
	Lost         []Change            `json:"lost"`    // was granted; After is nil when no source names it any more
	Changed      []Change            `json:"changed"` // any other difference in state, source, end or reason
	Unchanged    int                 `json:"unchanged"`
	Organization *OrganizationChange `json:"organization"` // nil unless another one is named
}

// IsEmpty reports that nothing changed.
func (d Difference) IsEmpty() bool {
	return d.count() == 0 && d.Organization == nil
}

// Compare tells two snapshots apart. now decides whether a granted right has ended in the meantime; the age of the answers is not looked
// at, so a part that is kept because its source was down makes no difference. A right that is named several times in one snapshot
// counts once, as granted when one of them is.
func Compare(before, after Snapshot, now time.Time) Difference {
	var d Difference
	for _, pair := range pairs(before, after, now) {
		had, has := pair.before.counts(now), pair.after.counts(now)
		switch {
		case has && !had:
			d.Gained = append(d.Gained, pair.change())
		case had && !has:
			d.Lost = append(d.Lost, pair.change())
		case !sameRight(pair.before.right, pair.after.right):
			d.Changed = append(d.Changed, pair.change())
		default:
			d.Unchanged++
		}
	}
	for _, list := range [][]Change{d.Gained, d.Lost, d.Changed} {
		slices.SortFunc(list, func(a, b Change) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
	}
	d.Organization = compareOrganizations(before, after)
	return d
}

// found is where a right is named; a nil right is not named.
type found struct {
	right *Right
	part  *Part
}

type pair struct{ before, after found }

// pairs matches the rights of two snapshots by id, in one pass over each.
func pairs(before, after Snapshot, now time.Time) []pair {
	size := max(before.Count(), after.Count())
	all := make([]pair, 0, size)
	index := make(map[string]int32, size)
	add := func(s Snapshot, side func(*pair) *found) {
		for p := range s.Parts {
			list := s.Parts[p].Answer.Rights
			for r := range list {
				at, known := index[list[r].ID]
				if !known {
					at = int32(len(all)) //nolint:gosec // G115: the sources are limited to far fewer rights
					index[list[r].ID] = at
					all = append(all, pair{})
				}
				if of := side(&all[at]); of.right == nil || (list[r].grantedAt(now) && !of.counts(now)) {
					*of = found{right: &list[r], part: &s.Parts[p]}
				}
			}
		}
	}
	add(before, func(p *pair) *found { return &p.before })
	add(after, func(p *pair) *found { return &p.after })
	return all
}

func (f found) counts(now time.Time) bool { return f.right != nil && f.right.grantedAt(now) }

// change copies the rights, so that a short list of changes does not keep two long lists in memory.
func (p pair) change() Change {
	var c Change
	if p.before.right != nil {
		right := *p.before.right
		c.ID, c.Name, c.Before, c.BeforePart = right.ID, right.Name, &right, p.before.part.Source
	}
	if p.after.right != nil {
		right := *p.after.right
		c.ID, c.Name, c.After, c.AfterPart = right.ID, right.Name, &right, p.after.part.Source
	}
	c.Name = cmp.Or(c.Name, c.ID)
	return c
}

func sameRight(a, b *Right) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.State == b.State && a.Source == b.Source && a.Until.Equal(b.Until) && a.Reason == b.Reason
}

// compareOrganizations says nothing about the first answer, and takes an organization that only has a new name for the same one.
func compareOrganizations(before, after Snapshot) *OrganizationChange {
	if len(before.Parts) == 0 || len(after.Parts) == 0 {
		return nil
	}
	was, is := before.organization(), after.organization()
	same := was == is
	if was.ID != "" && is.ID != "" {
		same = was.ID == is.ID
	}
	if same {
		return nil
	}
	return &OrganizationChange{Before: was, After: is}
}

func (s Snapshot) organization() Organization {
	for _, part := range s.Parts {
		if part.Answer.Organization != (Organization{}) {
			return part.Answer.Organization
		}
	}
	return Organization{}
}
