package conformance_test

import (
	"sync"
	"testing"
	"time"
)

// clock is the time of the program and of the provider. It moves when a test moves
// it, and by waits that are no longer than jumps: those are over at once.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	jumps time.Duration
	waits []wait
	begun chan time.Duration
}

type wait struct {
	ends time.Time
	over chan time.Time
}

func newClock() *clock {
	return &clock{now: time.Date(2026, 11, 22, 13, 15, 0, 0, time.UTC), jumps: time.Second, begun: make(chan time.Duration, 64)}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := wait{c.now.Add(d), make(chan time.Time, 1)}
	if d <= c.jumps {
		c.now = w.ends
		w.over <- c.now
		return w.over
	}
	c.waits = append(c.waits, w)
	select {
	case c.begun <- d:
	default:
	}
	return w.over
}

// jump lets waits of this length and shorter ones be over at once.
func (c *clock) jump(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.jumps = d
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	var left []wait
	for _, w := range c.waits {
		if w.ends.After(c.now) {
			left = append(left, w)
			continue
		}
		w.over <- c.now
	}
	c.waits = left
}

// wantWait waits until somebody waits, and wants it to be that long.
func (c *clock) wantWait(t *testing.T, want time.Duration) {
	t.Helper()
	if got := receive(t, c.begun); got != want {
		t.Errorf("waits %v, want %v", got, want)
	}
}
