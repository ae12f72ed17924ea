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
	clockTolerance  = 5 * time.Minute // how far ahead a server's clock may be
)

// Snapshot is one answer with what is needed to judge and renew it. The zero value means: never asked.
type Snapshot struct {
	Answer     Answer
	FetchedAt  time.Time // by this computer's clock
	ETag       string    // for If-None-Match; empty when the server gave none
	Generation uint64    // Cache.Generation as it was before the server was asked
}

// FreshnessAt judges the snapshot at a moment. An answer that is dated more than 5 minutes in the future, by the server or by
// this computer, is not fresh: one of the clocks was wrong, and nobody knows which.
func (s Snapshot) FreshnessAt(now time.Time, reachable bool) Freshness {
	base, valid, offline := s.times()
	limit := now.Add(clockTolerance)
	isFuture := base.After(limit) || s.FetchedAt.After(limit)
	switch {
	case base.IsZero():
		return NoneYet
	case !isFuture && now.Before(valid):
		return Fresh
	case !now.Before(valid) && !now.Before(offline):
		return OutOfDate
	case reachable:
		return Stale
	default:
		return Offline
	}
}

// GrantedAt reports whether a right counts as granted at a moment: the server said granted, the right's own end has not come,
// and the snapshot is not out of date. What is unknown is not granted. A right that is named twice (from two sources) is granted when
// one of them is.
func (s Snapshot) GrantedAt(id string, now time.Time) bool {
	switch s.FreshnessAt(now, false) {
	case NoneYet, OutOfDate:
		return false
	}
	for _, right := range s.Answer.Rights {
		if right.ID == id && right.grantedAt(now) {
			return true
		}
	}
	return false
}

func (r Right) grantedAt(now time.Time) bool {
	return r.State == Granted && (r.Until.IsZero() || !now.After(r.Until))
}

func (s Snapshot) times() (base, valid, offline time.Time) {
	base = s.Answer.CheckedAt
	if base.IsZero() {
		base = s.FetchedAt
	}
	valid = s.Answer.ValidUntil
	if valid.IsZero() {
		valid = base.Add(defaultValidity)
	}
	offline = s.Answer.OfflineUntil
	if offline.IsZero() {
		offline = valid
	}
	return base, valid, offline
}
