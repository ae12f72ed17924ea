package demoidp

import (
	"net/http"
	"strconv"
	"time"
)

// seenAddresses bounds what the cache of FaultRightsCached remembers.
const seenAddresses = 10_000

// moment is when an answer about rights is from.
type moment struct {
	at     time.Time
	date   time.Time // the Date header
	signIn bool      // the rights are those of the sign-in
	cached bool      // a cache gives it
}

// moment is now, or what a fault of time makes of it.
func (s *Server) moment(r *http.Request) moment {
	now := s.now()
	m := moment{at: now, date: now}
	switch {
	case s.fault(FaultRightsClockAhead):
		m.at, m.date = now.Add(anHour), now.Add(anHour)
	case s.fault(FaultRightsClockBehind):
		m.at, m.date = now.Add(-anHour), now.Add(-anHour)
	case s.fault(FaultRightsCached) && !s.newAddress(r.URL.RawQuery):
		m = moment{at: now.Add(-anHour), date: now.Add(-anHour), signIn: true, cached: true}
	case s.fault(FaultRightsOld):
		m.at, m.signIn = now.Add(-anHour), true
	}
	return m
}

// newAddress tells whether nobody has asked with this query before. A cache that
// looks at nothing but the address has the one without a query long since.
func (s *Server) newAddress(query string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if query == "" || s.book.addresses[query] || len(s.book.addresses) >= seenAddresses {
		return false
	}
	s.book.addresses[query] = true
	return true
}

// write tells what the headers say of the moment.
func (m moment) write(h http.Header) {
	h.Set("Date", m.date.UTC().Format(http.TimeFormat))
	if m.cached {
		h.Set("Age", strconv.Itoa(int(anHour.Seconds())))
		h.Set("X-Cache", "HIT")
	}
}
