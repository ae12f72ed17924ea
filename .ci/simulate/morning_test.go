package main

import (
	"testing"
	"time"
)

// limit is what peak over mean must stay under.
const limit = 3

func TestAnOfficeThatWakesAtOnceDoesNotAskAtOnce(t *testing.T) {
	t.Parallel()
	counts := simulate(latchkey(), time.Hour, 0.1, 1)
	for n := range hours {
		if l := hour(counts, n); l.ratio() >= limit {
			t.Errorf("hour %d: peak %.1f over mean %.1f is %.2f, want under %d", n+1, l.peak, l.mean, l.ratio(), limit)
		}
	}
	if l := hour(simulate(policies()[0], time.Hour, 0.1, 1), 0); l.ratio() < 10*limit {
		t.Errorf("without jitter the ratio is %.2f only: the simulation shows nothing", l.ratio())
	}
}

func TestThePeakStaysLowForOtherLivesAndLuck(t *testing.T) {
	t.Parallel()
	for i, life := range lives() {
		if l := hour(simulate(latchkey(), life, 0.1, uint64(i)+2), 0); l.ratio() >= limit {
			t.Errorf("tokens of %v: peak %.1f over mean %.1f is %.2f, want under %d", life, l.peak, l.mean, l.ratio(), limit)
		}
	}
}

func TestTheSameSeedGivesTheSameMorning(t *testing.T) {
	t.Parallel()
	first, second := hour(simulate(latchkey(), time.Hour, 0.1, 7), 0), hour(simulate(latchkey(), time.Hour, 0.1, 7), 0)
	if first != second {
		t.Errorf("%+v and %+v", first, second)
	}
}
