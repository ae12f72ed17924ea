package rights

import "time"

// Freshness says how far a cached answer can be relied on.
type Freshness string

// The values of Freshness, as the command line prints them.
const (
	Fresh     Freshness = "fresh"   // until the answer's valid-until
	Stale     Freshness = "stale"   // after it, when the server could be asked
	Offline   Freshness = "offline" // after it, when the server could not be asked
	OutOfDate Freshness = "expired" // past the answer's offline-until; nothing counts as granted
	NoneYet   Freshness = "none"    // before the first answer
)

const (
	defaultValidity = 24 * time.Hour  // when the server names no valid-until
	clockTolerance  = 5 * time.Minute // how far apart the clocks of a server and of this computer may be
)

// FreshnessAt judges what all sources said at a moment: as the worst of them, of fresh, stale and offline. It is expired only when
// every part is; one that is expired beside others that are not makes the whole stale or offline. It is none without parts.
func (s Snapshot) FreshnessAt(now time.Time, reachable bool) Freshness {
	states := make([]Freshness, 0, len(s.Parts))
	for _, part := range s.Parts {
		states = append(states, part.FreshnessAt(now, reachable, s.Grace))
	}
	return worst(states, reachable)
}

// worst leaves out parts that never answered.
func worst(states []Freshness, reachable bool) Freshness {
	asked, expired, isFresh := 0, 0, true
	for _, state := range states {
		if state == NoneYet {
			continue
		}
		asked++
		isFresh = isFresh && state == Fresh
		if state == OutOfDate {
			expired++
		}
	}
	switch {
	case asked == 0:
		return NoneYet
	case expired == asked:
		return OutOfDate
	case isFresh:
		return Fresh
	default:
		return old(reachable)
	}
}

// FreshnessAt judges one source's answer at a moment. An answer that is dated more than 5 minutes in the future, by the server or by
// this computer, is not fresh: one of the clocks was wrong, and nobody knows which. grace makes an answer last longer where
// the server named no offline-until itself; a negative one counts as none.
func (p Part) FreshnessAt(now time.Time, reachable bool, grace time.Duration) Freshness {
	return p.times(grace).freshnessAt(now, reachable)
}

// EndsAt is the moment from which nothing in a part counts as granted: offline-until, or valid-until where the server names an earlier
// offline-until, because an answer may be used for as long as it is valid.
func (p Part) EndsAt(grace time.Duration) time.Time { return p.times(grace).end() }

// times are the moments that an answer's freshness depends on, with the defaults filled in.
type times struct{ base, fetched, valid, offline time.Time }

func (p Part) times(grace time.Duration) times {
	t := times{base: p.Answer.CheckedAt, fetched: p.FetchedAt, valid: p.Answer.ValidUntil, offline: p.Answer.OfflineUntil}
	if t.base.IsZero() {
		t.base = p.ServerDate // this computer's clock may be far ahead
	}
	if t.base.IsZero() {
		t.base = p.FetchedAt
	}
	if t.valid.IsZero() {
		t.valid = t.base.Add(defaultValidity)
	}
	if t.offline.IsZero() {
		t.offline = t.valid.Add(max(grace, 0))
	}
	return t
}

func (t times) end() time.Time {
	if t.offline.Before(t.valid) {
		return t.valid
	}
	return t.offline
}

func (t times) freshnessAt(now time.Time, reachable bool) Freshness {
	limit := now.Add(clockTolerance)
	isFuture := t.base.After(limit) || t.fetched.After(limit)
	switch {
	case t.base.IsZero():
		return NoneYet
	case !isFuture && now.Before(t.valid):
		return Fresh
	case !now.Before(t.end()):
		return OutOfDate
	default:
		return old(reachable)
	}
}

func old(reachable bool) Freshness {
	if reachable {
		return Stale
	}
	return Offline
}
