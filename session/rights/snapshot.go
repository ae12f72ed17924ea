package rights

import (
	"iter"
	"slices"
	"time"
)

// Part is what one of a provider's sources last said, with what is needed to judge and renew it.
type Part struct {
	Source     string // endpoint, claims, scim-me, authzen or uma
	Answer     Answer
	FetchedAt  time.Time // by this computer's clock
	ServerDate time.Time // the server's own time in that answer; zero when it told none
	ETag       string    // for If-None-Match; empty when the server gave none
}

// Snapshot is what is known of one person's rights, of every source that ever answered. The zero value means: never asked.
type Snapshot struct {
	Parts      []Part        // one for each source, in the order in which they are asked
	Generation uint64        // Cache.Generation as it was before the server was asked
	Grace      time.Duration // how much longer than valid-until counts where a source names no offline-until; never stored
}

// Part gives what a source last said.
func (s Snapshot) Part(source string) (Part, bool) {
	for _, part := range s.Parts {
		if part.Source == source {
			return part, true
		}
	}
	return Part{}, false
}

// With returns the snapshot in which a part stands in for the one of the same source, or comes last when there was none. What the other
// sources said keeps its age. The list of parts is a new one.
func (s Snapshot) With(part Part) Snapshot {
	// Clipped, so that whoever appends to a list later writes to one of its own.
	part.Answer.Rights, part.Answer.Pending = slices.Clip(part.Answer.Rights), slices.Clip(part.Answer.Pending)
	parts := make([]Part, len(s.Parts), len(s.Parts)+1)
	copy(parts, s.Parts)
	if i := slices.IndexFunc(parts, func(known Part) bool { return known.Source == part.Source }); i >= 0 {
		parts[i] = part
	} else {
		parts = append(parts, part)
	}
	s.Parts = parts
	return s
}

// Rights gives every right with the part that named it, in order. A right that two sources name comes twice.
func (s Snapshot) Rights() iter.Seq2[Part, Right] {
	return func(yield func(Part, Right) bool) {
		for _, part := range s.Parts {
			for _, right := range part.Answer.Rights {
				if !yield(part, right) {
					return
				}
			}
		}
	}
}

// Count is how many rights Rights gives.
func (s Snapshot) Count() int {
	count := 0
	for _, part := range s.Parts {
		count += len(part.Answer.Rights)
	}
	return count
}
