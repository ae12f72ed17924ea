package rights_test

import (
	"time"

	"latchkey/session/rights"
)

// ask fetches from every source that is up, as core does: what comes replaces that source's part, and the server's date sets the clock.
func (w *world) ask() {
	w.free() // whether a server's date was recorded is told apart elsewhere
	up := 0
	for _, source := range w.sources {
		if w.chance(1, 3) {
			w.say("%s is down", source)
			continue
		}
		up++
		part := w.servers[source].part(source, w.now, w.wall(), w.chance(1, 2))
		if err := w.clock.TrustPart(part); err != nil {
			w.t.Errorf("seed %d: trust: %v", w.seed, err)
		}
		w.snapshot = w.snapshot.With(part)
		w.answers[source] = answer{rights: part.Answer.Rights, end: w.servers[source].end(w.now, w.snapshot.Grace)}
		w.say("%s answers, until %v", source, w.answers[source].end)
	}
	if up == 0 {
		return
	}
	w.trusted()
	if up == len(w.sources) {
		w.checkRight()
	}
}

// part is the answer as a server gives it at a true time.
func (s *server) part(source string, now, wall time.Time, isDated bool) rights.Part {
	part := rights.Part{Source: source, FetchedAt: wall, ServerDate: now, Answer: rights.Answer{
		Version: 1, Rights: append([]rights.Right{}, s.rights...), Pending: []rights.Pending{},
	}}
	if isDated {
		part.Answer.CheckedAt = now
	}
	if s.valid > 0 {
		part.Answer.ValidUntil = now.Add(s.valid)
	}
	if s.offline > 0 {
		part.Answer.OfflineUntil = now.Add(s.offline)
	}
	return part
}

// end is when nothing of an answer counts any more: section "Rights in time" of the command line's contract, in its own words.
func (s *server) end(now time.Time, grace time.Duration) time.Time {
	valid := s.valid
	if valid == 0 {
		valid = 24 * hour
	}
	if s.offline == 0 {
		return now.Add(valid + grace)
	}
	return now.Add(max(valid, s.offline))
}

// checkRight: when every source has just answered, everything is as the servers say, whatever the clocks show.
func (w *world) checkRight() {
	reading := w.clock.Observe(w.snapshot.Ends())
	for _, id := range modelIDs {
		want := false
		near := false
		for _, s := range w.servers {
			for _, right := range s.rights {
				if right.ID == id && right.State == rights.Granted {
					want = want || right.Until.IsZero() || !w.now.After(right.Until)
					near = near || (!right.Until.IsZero() && right.Until.Sub(w.now).Abs() <= slack)
				}
			}
		}
		if got := w.snapshot.GrantedAt(id, reading.Time); got != want && !near {
			w.t.Errorf("seed %d step %d: every source has answered, and %s is granted: %v, want %v, at %v", w.seed, w.step, id, got, want, reading.Time)
		}
		w.shown.right++
	}
}
