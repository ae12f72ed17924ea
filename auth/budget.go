package auth

import (
	"sync"
	"time"
)

const (
	budgetBurst = 5
	budgetEvery = 10 * time.Second
)

// budget bounds how often something is fetched: five times at once, and once
// more every ten seconds.
type budget struct {
	mu     sync.Mutex
	spent  int
	filled time.Time
}

// take says whether one more is within the budget, and takes it. A nil budget
// has no bounds.
func (b *budget) take(now time.Time) bool {
	if b == nil {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if gained := int(now.Sub(b.filled) / budgetEvery); gained != 0 {
		// A clock that went back must not stop the filling until it caught up.
		b.spent, b.filled = max(0, b.spent-max(gained, 0)), now
	}
	if b.spent >= budgetBurst {
		return false
	}
	b.spent++
	return true
}
