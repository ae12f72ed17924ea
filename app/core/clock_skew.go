package core

import (
	"sync"
	"time"

	"latchkey/auth"
)

// skews remember how far this computer's clock was seen to be ahead of each
// issuer's, by answers that no cache gives. A renewal speaks through another
// client than the question after it.
type skews struct {
	mu    sync.Mutex
	ahead map[string]skew
}

type skew struct {
	ahead time.Duration
	at    time.Time // when it was noted
}

// skewHolds is how long a difference counts after it was noted: the clock may be
// set while the window stays open.
const skewHolds = 10 * time.Minute

// note takes what a client has seen.
func (s *skews) note(issuer string, client *auth.Client, now time.Time) {
	ahead, proven := client.ProvenSkew()
	if !proven {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ahead == nil {
		s.ahead = map[string]skew{}
	}
	s.ahead[issuer] = skew{ahead, now}
}

// of is the difference to an issuer's clock; false when nothing proves it now. A
// clock that was set since then shows in the difference between the time of day
// alone, which Round leaves of a time, and the clock that nobody sets.
func (s *skews) of(issuer string, now time.Time) (ahead time.Duration, proven bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, noted := s.ahead[issuer]
	passed := now.Round(0).Sub(known.at.Round(0))
	isSet := (passed - now.Sub(known.at)).Abs() > time.Second
	if !noted || isSet || passed < 0 || passed > skewHolds {
		return 0, false
	}
	return known.ahead, true
}

// serverTime is what time it is for an issuer, as far as that is known.
func (c *Core) serverTime(issuer string) time.Time {
	now := c.Now()
	ahead, _ := c.skews.of(issuer, now)
	return now.Add(-ahead).UTC()
}
