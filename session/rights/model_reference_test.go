package rights_test

import (
	"time"

	"latchkey/session/rights"
)

const (
	slack    = 15 * time.Second // a Date may lag by 10 seconds and still agree
	rough    = 6 * minute       // clocks that differ by less count as the same
	unstored = 10 * minute      // what may pass without a record
)

// reference is what Latchkey can know at least, worked out from the true time in the plainest way.
type reference struct {
	isTrusted bool          // a server has told the time
	untouched bool          // this computer's clock was not set since
	forward   bool          // it was set forward since
	wasAhead  bool          // it was ahead when the server told, or since
	restarted bool          // the computer was, since
	known     time.Time     // a time that had come when it was recorded
	knownUp   time.Duration // how long the computer had been running then

	ended   map[string]time.Time // rights that were seen to have ended, and when that was
	unkept  map[string]bool      // of them, those that only this process saw
	last    time.Time            // the last reading
	isFresh bool                 // last can be compared: no server has told the time since
}

// trusted: a server told the true time.
func (w *world) trusted() {
	w.isTrusted, w.untouched, w.forward, w.restarted = true, true, false, false
	w.wasAhead = w.ahead > 0
	w.known, w.knownUp = w.now, w.uptime()
	clear(w.ended)
	w.unkept, w.isFresh = map[string]bool{}, false
}

// forgetTrust is how a story begins: nothing was recorded, and the clock is right.
func (w *world) forgetTrust() {
	w.trusted()
	w.isTrusted = false
	w.known = w.now
	w.clock.Observe(nil)
}

func (w *world) clockSet(by time.Duration) {
	w.untouched = w.untouched && by == 0
	w.forward = w.forward || by > 0
	w.wasAhead = w.wasAhead || w.ahead > 0
}

// processEnded: what could not be recorded is gone.
func (w *world) processEnded() {
	for id := range w.unkept {
		delete(w.ended, id)
	}
	w.unkept = map[string]bool{}
	if w.blocked {
		w.isFresh = false
	}
}

// least is a time that has come for certain, as far as the clocks that nobody sets and the servers show.
func (w *world) least() time.Time {
	least := w.known
	if !w.noUptime {
		if up := w.uptime(); up >= w.knownUp {
			least = least.Add(up - w.knownUp)
		} else {
			least = least.Add(up)
		}
	}
	if w.isTrusted && w.untouched {
		least = w.now
	}
	if !w.isTrusted && w.wall().After(least) {
		least = w.wall()
	}
	return least
}

// end is when a right stops counting, by the last answers; ok is false when none grants it.
func (w *world) end(id string) (end time.Time, ok bool) {
	for _, answer := range w.answers {
		for _, right := range answer.rights {
			if right.ID != id || right.State != rights.Granted {
				continue
			}
			own := answer.end
			if !right.Until.IsZero() && right.Until.Before(own) {
				own = right.Until
			}
			if !ok || own.After(end) {
				end, ok = own, true
			}
		}
	}
	return end, ok
}

// check looks at every right as a command would, and holds it against the reference.
func (w *world) check() {
	least := w.least()
	reading := w.clock.Observe(w.snapshot.Ends())
	w.checkReading(reading, least)
	for _, id := range modelIDs {
		granted := w.snapshot.GrantedAt(id, reading.Time)
		end, named := w.end(id)
		// A clock that was ahead and set back by most of that counts as right where nobody knows how long the computer was off.
		mayBeAhead := w.forward || (w.wasAhead && (!w.isTrusted || w.restarted || w.noUptime))
		switch {
		case !named && granted:
			w.fail(id, "is granted and nobody says so", reading, least)
		case !named:
			w.shown.unnamed++
		case granted && least.After(end.Add(slack)):
			w.fail(id, "is granted although it is known that it ended", reading, least)
		case granted && w.ended[id].Equal(end):
			w.fail(id, "is granted again after it was seen to have ended", reading, least)
		case !granted && w.now.Before(end.Add(-rough)) && !mayBeAhead:
			w.fail(id, "is denied before its end", reading, least)
		case !granted && w.wall().Before(end):
			w.shown.heldBack++
		case granted:
			w.shown.offline++
		}
		if named && !granted && reading.Time.After(end) {
			w.ended[id] = end
			w.unkept[id] = w.blocked
			if !w.blocked {
				delete(w.unkept, id)
			}
		}
	}
	if !w.blocked && least.Sub(w.known) > unstored {
		w.known, w.knownUp = least, w.uptime()
	}
}

// checkReading: time does not run backwards, but for what was not worth a record.
func (w *world) checkReading(reading rights.Reading, least time.Time) {
	if w.isFresh && reading.Time.Before(w.last.Add(-unstored)) {
		w.t.Errorf("seed %d step %d: %v, after %v", w.seed, w.step, reading.Time, w.last)
	}
	if reading.Time.Before(least.Add(-slack)) {
		w.t.Errorf("seed %d step %d: %v, and it is known to be at least %v", w.seed, w.step, reading.Time, least)
	}
	if reading.SetBack {
		w.shown.setBack++
	}
	w.last, w.isFresh = reading.Time, !w.blocked
}

func (w *world) fail(id, what string, reading rights.Reading, least time.Time) {
	end, _ := w.end(id)
	w.t.Errorf("seed %d step %d: %s %s: true time %v, end %v, at least %v, reading %+v", w.seed, w.step, id, what, w.now, end, least, reading)
}
