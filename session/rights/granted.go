package rights

import (
	"iter"
	"time"
)

// GrantedAt reports whether a right counts as granted at a moment: one of the sources said granted, the right's own end there has not
// come, and that source's answer is not out of date. What is unknown is not granted.
func (s Snapshot) GrantedAt(id string, now time.Time) bool {
	for _, part := range s.Parts {
		if !part.countsAt(now, s.Grace) {
			continue
		}
		for i := range part.Answer.Rights {
			if right := &part.Answer.Rights[i]; right.ID == id && right.grantedAt(now) {
				return true
			}
		}
	}
	return false
}

// StateAt is the state to show for a right that a part names: one that was granted and whose end has come, its own or the part's,
// is Expired. The other states are what the server said.
func (s Snapshot) StateAt(part Part, right Right, now time.Time) State {
	isOver := !right.grantedAt(now) || !part.countsAt(now, s.Grace)
	if right.State == Granted && isOver {
		return Expired
	}
	return right.State
}

// Ends gives every moment at which something stops counting as granted, in no order: the own ends of granted rights, and the end of each
// part. Clock.Observe needs them.
func (s Snapshot) Ends() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for _, part := range s.Parts {
			if !yield(part.EndsAt(s.Grace)) {
				return
			}
			for i := range part.Answer.Rights {
				right := &part.Answer.Rights[i]
				if right.State == Granted && !right.Until.IsZero() && !yield(right.Until) {
					return
				}
			}
		}
	}
}

// countsAt reports whether what the part grants may be relied on at all.
func (p Part) countsAt(now time.Time, grace time.Duration) bool {
	switch p.FreshnessAt(now, false, grace) {
	case NoneYet, OutOfDate:
		return false
	default:
		return true
	}
}

// grantedAt counts the named moment itself in: a day that is named as the end lasts until its last second.
func (r *Right) grantedAt(now time.Time) bool {
	return r.State == Granted && (r.Until.IsZero() || !now.After(r.Until))
}
