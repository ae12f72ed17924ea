package rights

import "time"

// mark is a moment at which the time was known: by this computer's clock alone, by an earlier mark, or by a server.
type mark struct {
	Schema   string        `json:"schema"`
	Base     time.Time     `json:"base"`      // the time for access rights
	Wall     time.Time     `json:"wall"`      // this computer's clock then
	Uptime   time.Duration `json:"uptime_ns"` // since the computer was started; 0: not known
	Ahead    time.Duration `json:"ahead_ns"`  // of the server's clock over this computer's when it was last heard
	Server   time.Time     `json:"server,omitzero"`
	Trusted  uint64        `json:"trusted"` // how often a server has set the clock
	Checksum string        `json:"checksum"`

	monotonic time.Duration // of this process
	isOwn     bool          // monotonic can be compared
}

// read works out the time from what the file says and what this process itself knows, and gives the mark that would record it. It
// forgets what this process knows when a server has told another process the time since.
func (c *Clock) read(stored *mark) (Reading, mark) {
	now := c.sense()
	var known []*mark
	switch {
	case c.held == nil && stored == nil:
	case c.held == nil || (stored != nil && stored.Trusted > c.held.Trusted):
		known, c.held = []*mark{stored}, nil
	case stored == nil || stored.Trusted < c.held.Trusted:
		known = []*mark{c.held}
	default:
		known = []*mark{stored, c.held}
	}
	now.Base = now.Wall
	for i, m := range known {
		now.Server, now.Trusted = m.Server, m.Trusted
		if at, ahead := m.timeAt(now); i == 0 || at.After(now.Base) {
			now.Base, now.Ahead = at, ahead
		}
	}
	if now.Trusted == 0 && c.floor.After(now.Base) {
		now.Base = c.floor
	}
	behind := now.Base.Sub(now.Wall.Add(now.Ahead))
	return Reading{Time: now.Base, SetBack: behind > setBackAfter}, now
}

// sense asks this computer.
func (c *Clock) sense() mark {
	now := mark{Schema: clockSchema, Wall: c.opts.Now().UTC().Round(0), monotonic: c.opts.Monotonic(), isOwn: true}
	if uptime, err := c.opts.Uptime(); err == nil && uptime > 0 {
		now.Uptime = uptime
	}
	return now
}

// timeAt is the time now, from what a mark says, and by how much that is ahead of this computer's clock. That clock, put right by
// what a server said, is believed as long as it is not behind what has passed by the clocks that nobody sets. Once it is
// behind, it still shows how much time passed while the computer was off.
func (m *mark) timeAt(now mark) (time.Time, time.Duration) {
	passed := m.uptimePassed(now)
	if m.isOwn && now.isOwn {
		passed = max(passed, now.monotonic-m.monotonic)
	}
	least, ahead := m.Base.Add(passed), m.Ahead
	if ahead < 0 && m.isPutRight(now, passed) {
		ahead = 0
	}
	wall := now.Wall.Add(ahead)
	if !wall.Before(least) {
		return wall, ahead
	}
	return m.Base.Add(max(passed, now.Wall.Sub(m.Wall))), ahead
}

// isPutRight reports whether a clock that was wrongly ahead has been set back to the right time: to about what has passed or, where
// the computer was off for nobody knows how long, to a time that leaves less of the lead than was taken away.
func (m *mark) isPutRight(now mark, passed time.Duration) bool {
	taken, left := m.Wall.Add(passed).Sub(now.Wall), now.Wall.Sub(m.Base.Add(passed))
	wasOff := now.Uptime < m.Uptime || now.Uptime == 0
	return left >= 0 && left < taken && (wasOff || left <= clockTolerance)
}

// uptimePassed is never more than what has passed. A computer that has been running for a shorter time than before was
// started since, so at least that long ago.
func (m *mark) uptimePassed(now mark) time.Duration {
	switch {
	case m.Uptime == 0 || now.Uptime == 0:
		return 0
	case now.Uptime < m.Uptime:
		return now.Uptime
	default:
		return now.Uptime - m.Uptime
	}
}
