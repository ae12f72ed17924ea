package auth

import (
	"net/http"
	"sync"
	"time"
)

// clockView compares this computer's clock with the server's. A difference does
// not end anything by itself: checks of time have five minutes of leeway, and
// when one of them fails all the same, the difference says why.
type clockView struct {
	mu    sync.Mutex
	last  offset // of the last answer
	posts offset // of the last answer to a POST
}

// offset is ours minus theirs.
type offset struct {
	skew  time.Duration
	known bool
}

// saw takes the Date of an answer that has just arrived. One that a cache has
// kept tells the time of the past.
func (v *clockView) saw(now time.Time, h http.Header, posted bool) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || h.Get("Age") != "" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.last = offset{now.Sub(date).Truncate(time.Second), true}
	if posted {
		v.posts = v.last
	}
}

// skewed is how far this computer's clock is ahead; false when no server has
// told the time yet.
func (v *clockView) skewed() (time.Duration, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.last.skew, v.last.known
}

// serverTime is the server's idea of a moment of ours, for what only the server
// looks at. Differences within a minute are left alone: the Date header has
// seconds only and is as old as the way it came.
func (v *clockView) serverTime(now time.Time) time.Time {
	if skew, known := v.skewed(); known && (skew > time.Minute || skew < -time.Minute) {
		return now.Add(-skew)
	}
	return now
}

// ClockSkew is how far this computer's clock is ahead of the provider's (behind
// when negative), as the last answer told; false before the first one.
func (c *Client) ClockSkew() (time.Duration, bool) { return c.clock.skewed() }

// ProvenSkew is [Client.ClockSkew] as the provider itself told it: only answers to
// a POST count, to the token endpoint and its like. No cache gives those (RFC 9111
// section 4), so their Date is of the moment, also behind a cache that hides
// itself. False before the first one.
func (c *Client) ProvenSkew() (time.Duration, bool) {
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	return c.clock.posts.skew, c.clock.posts.known
}
