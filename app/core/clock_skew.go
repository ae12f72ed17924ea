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
	ahead map[string]time.Duration
}

// note takes what a client has seen.
func (s *skews) note(issuer string, client *auth.Client) {
	ahead, proven := client.ProvenSkew()
	if !proven {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ahead == nil {
		s.ahead = map[string]time.Duration{}
	}
	s.ahead[issuer] = ahead
}

// of is the difference to an issuer's clock; false when nothing proved it yet.
func (s *skews) of(issuer string) (ahead time.Duration, proven bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ahead, proven = s.ahead[issuer]
	return ahead, proven
}

// serverTime is what time it is for an issuer, as far as that is known.
func (c *Core) serverTime(issuer string) time.Time {
	ahead, _ := c.skews.of(issuer)
	return c.Now().Add(-ahead).UTC()
}
