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
	at    time.Time // when it was measured
}

const (
	// provenFor is how long a measured difference proves something: in a program that
	// stays open, somebody sets the clock meanwhile.
	provenFor = 10 * time.Minute
	// mostTravel is how long an answer may take that proves a difference: its Date is
	// of some moment between the question and its arrival.
	mostTravel = 5 * time.Second
	// setBy is what two clocks of one computer differ by within provenFor when nobody
	// sets one of them.
	setBy = time.Second
)

// provenOffset is the difference that an answer proves; false when it took too long.
// Of what is possible it takes none, if it can, and else the one that makes the
// server's now the latest: a copy must not pass for new.
func provenOffset(sent, received, date time.Time) (offset, bool) {
	least, most := sent.Sub(date)-time.Second, received.Sub(date) // a Date is cut to seconds
	switch {
	case least <= 0 && most >= 0:
		return offset{known: true, at: received}, true
	case received.Sub(sent) > mostTravel:
		return offset{}, false
	}
	return offset{sent.Sub(date).Truncate(time.Second), true, received}, true
}

// holds says whether a measured difference still proves something.
func (o offset) holds(now time.Time) bool {
	passed := now.Round(0).Sub(o.at.Round(0)) // without what the clock that nobody sets says
	isSet := (passed - now.Sub(o.at)).Abs() > setBy
	return o.known && !isSet && passed >= 0 && passed <= provenFor
}

// saw takes the Date of an answer that has just arrived. One that a cache has
// kept tells the time of the past.
func (v *clockView) saw(sent, now time.Time, h http.Header, posted bool) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || h.Get("Age") != "" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.last = offset{now.Sub(date).Truncate(time.Second), true, now}
	if measured, proven := provenOffset(sent, now, date); posted && proven {
		v.posts = measured
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
// itself. False before the first one, ten minutes after the last, and when this
// computer's clock has been set since.
func (c *Client) ProvenSkew() (time.Duration, bool) {
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	return c.clock.posts.skew, c.clock.posts.holds(c.now())
}
