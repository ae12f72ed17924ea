package rights

import (
	"iter"
	"time"
)

// Snapshot gives what the summary knows as a snapshot without rights: ages, organization and merged times are the same.
func (s Summary) Snapshot() Snapshot {
	snapshot := Snapshot{Generation: s.Generation, Grace: s.Grace}
	for _, part := range s.Parts {
		snapshot.Parts = append(snapshot.Parts, part.Part())
	}
	return snapshot
}

// Part gives what the summary knows of a part: all but its rights and invitations.
func (p PartSummary) Part() Part {
	return Part{
		Source: p.Source, FetchedAt: p.FetchedAt, ServerDate: p.ServerDate, ETag: p.ETag,
		Answer: Answer{
			Version: 1, Organization: p.Organization,
			CheckedAt: p.CheckedAt, ValidUntil: p.ValidUntil, OfflineUntil: p.OfflineUntil,
			Rights: []Right{}, Pending: []Pending{},
		},
	}
}

// FreshnessAt is that of the snapshot.
func (s Summary) FreshnessAt(now time.Time, reachable bool) Freshness {
	return s.Snapshot().FreshnessAt(now, reachable)
}

// GrantedAt is how many rights count as granted at a moment, of the parts that are not out of date. exact is false when a right has ended
// since they were counted, or the moment is before that: then Load and count.
func (s Summary) GrantedAt(now time.Time) (granted int, exact bool) {
	exact = true
	for _, part := range s.Parts {
		if !part.Part().countsAt(now, s.Grace) {
			continue
		}
		granted += part.Granted
		hasEnded := !part.NextEnd.IsZero() && now.After(part.NextEnd)
		exact = exact && !hasEnded && !now.Before(s.CountedAt)
	}
	return granted, exact
}

// Ends gives what Snapshot.Ends does, as far as a summary knows: of the rights only the next end.
func (s Summary) Ends() iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		for _, part := range s.Parts {
			if !yield(part.Part().EndsAt(s.Grace)) {
				return
			}
			if !part.NextEnd.IsZero() && !yield(part.NextEnd) {
				return
			}
		}
	}
}
