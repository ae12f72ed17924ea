package rights_test

import (
	"errors"
	"path/filepath"
	"time"

	"latchkey/session/rights"
)

// start begins another process, which knows what is in files only. The former one goes on.
func (w *world) start() {
	w.say("another process")
	awake := new(time.Duration)
	w.other = w.process
	w.process = process{awake: awake, clock: rights.NewClock(filepath.Join(w.folder, "clock.json"), rights.ClockOptions{
		Now: w.wall, Wait: time.Minute,
		Monotonic: func() time.Duration { return *awake },
		Uptime: func() (time.Duration, error) {
			if w.noUptime {
				return 0, errors.New("not known")
			}
			return w.uptime(), nil
		},
	})}
	for _, part := range w.snapshot.Parts {
		w.clock.NotBefore(part.ServerDate)
	}
	w.processEnded()
}

// swap goes on in the process that was used before.
func (w *world) swap() {
	if w.other.clock != nil {
		w.say("the other process")
		w.process, w.other = w.other, w.process
		w.processEnded()
	}
}

func (w *world) pass(how string, d time.Duration) {
	w.say("%s: %v", how, d)
	w.now = w.now.Add(d)
	for _, p := range []process{w.process, w.other} {
		if p.awake != nil {
			*p.awake += d
		}
	}
}

func (w *world) sleep(d time.Duration) {
	w.say("asleep: %v", d)
	w.now = w.now.Add(d)
}

func (w *world) restart(off time.Duration) {
	w.say("off: %v", off)
	w.process, w.other = process{}, process{}
	w.now = w.now.Add(off)
	w.booted, w.restarted = w.now, true
	w.pass("starting", w.between(time.Second, minute))
	w.start()
}

// cheat waits until just after the next end, looks, sets the clock back and starts the computer again.
func (w *world) cheat() {
	next := time.Time{}
	for _, id := range modelIDs {
		if end, named := w.end(id); named && end.After(w.now) && (next.IsZero() || end.Before(next)) {
			next = end
		}
	}
	if next.IsZero() {
		return
	}
	w.pass("until an end is near", max(0, next.Sub(w.now)-w.between(minute, 9*minute)))
	w.check()
	w.pass("past it", next.Sub(w.now)+time.Second)
	w.check()
	w.setClock(-w.between(hour, 20*day))
	w.restart(0)
}

func (w *world) setClock(by time.Duration) {
	w.say("the clock is set by %v", by)
	w.ahead += by
	w.clockSet(by)
}
