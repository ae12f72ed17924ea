package rights

import (
	"iter"
	"sync"
	"time"
)

const (
	setBackAfter = 2 * time.Minute  // how far this computer's clock may lag before it is said
	recordEvery  = 10 * time.Minute // how old the record may become while nothing ends
)

// ClockOptions are the parts of the world that a Clock uses. The zero value is usable.
type ClockOptions struct {
	Now       func() time.Time              // this computer's clock; default time.Now
	Uptime    func() (time.Duration, error) // since the computer was started, time asleep included; default as the system says
	Monotonic func() time.Duration          // since some moment in this process, never set; default Go's monotonic clock
	Wait      time.Duration                 // how long to wait for another process; default 1 second
}

// Clock never lets time run backwards for access rights. What it read, and what servers said, is kept in a file, so that setting
// this computer's clock back does not bring rights back: not in this process, not in the next one and not after a restart. It does not
// correct anything else, and is not a source of the exact time. It may be used by several goroutines and processes at once.
type Clock struct {
	file string
	opts ClockOptions

	mutex sync.Mutex
	held  *mark     // what this process itself knows, also when the file cannot be written
	floor time.Time // see NotBefore
}

// Reading is a moment for access rights.
type Reading struct {
	Time    time.Time // UTC; never before what was recorded
	SetBack bool      // this computer's clock stands more than 2 minutes before what is known to have passed
}

// NewClock returns the clock that is kept in a file of its own. Nothing is touched until it is used.
func NewClock(file string, opts ClockOptions) *Clock {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Uptime == nil {
		opts.Uptime = systemUptime
	}
	if opts.Monotonic == nil {
		started := time.Now()
		opts.Monotonic = func() time.Duration { return time.Since(started) }
	}
	if opts.Wait <= 0 {
		opts.Wait = time.Second
	}
	return &Clock{file: file, opts: opts}
}

// Read gives the time, and records nothing.
func (c *Clock) Read() Reading {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	reading, now := c.read(c.load())
	if c.held == nil {
		c.held = &now
	}
	return reading
}

// Observe is Read for a caller that acts on the answer: it records the reading when one of ends lies between what was recorded last and
// now, or the record is older than 10 minutes. A record that cannot be written is no failure of the reading, which still holds in
// this process. ends may be nil.
func (c *Clock) Observe(ends iter.Seq[time.Time]) Reading {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	stored := c.load()
	reading, now := c.read(stored)
	if !c.isDue(stored, reading.Time, ends) {
		return reading
	}
	c.held = &now
	_ = c.locked(func() error {
		// Once more: another process may have recorded later, or been told the time by a server.
		reading, now = c.read(c.load())
		c.held = &now
		return c.store(now)
	})
	return reading
}

// NotBefore gives a time that has certainly come, such as when what is cached was fetched. The clock goes by it for as long as its record
// is missing, damaged, or was never set by a server.
func (c *Clock) NotBefore(t time.Time) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if t.After(c.floor) {
		c.floor = t.UTC().Round(0)
	}
}

// isDue counts the recorded moment itself as not yet passed, because a right still counts at its own end.
func (c *Clock) isDue(stored *mark, now time.Time, ends iter.Seq[time.Time]) bool {
	if stored == nil || now.Sub(stored.Base) > recordEvery || (c.held != nil && c.held.Trusted > stored.Trusted) {
		return true
	}
	if ends == nil || !now.After(stored.Base) {
		return false
	}
	for end := range ends {
		if !end.Before(stored.Base) && !end.After(now) {
			return true
		}
	}
	return false
}
