package core_test

import (
	"testing"
	"time"

	"latchkey/app/core"
)

const almostOne = 1 - 1e-12

func TestARenewalComesInTimeAndWithinAThirdOfALife(t *testing.T) {
	t.Parallel()
	issued := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	for _, life := range []time.Duration{2 * time.Minute, time.Hour, 24 * time.Hour} {
		expires := issued.Add(life)
		first, last := core.NextRenewal(issued, expires, 0), core.NextRenewal(issued, expires, almostOne)
		if first.Sub(issued) != life*6/10 || last.After(issued.Add(life*9/10)) || last.Sub(first) < life*29/100 {
			t.Errorf("a life of %v: from %v to %v", life, first.Sub(issued), last.Sub(issued))
		}
	}
}

func TestAWakeDelayIsHalfALifeAtMostAndHalfAnHour(t *testing.T) {
	t.Parallel()
	for life, longest := range map[time.Duration]time.Duration{
		5 * time.Minute: 150 * time.Second, time.Hour: 30 * time.Minute, 24 * time.Hour: 30 * time.Minute, 0: 0,
	} {
		if least := core.WakeDelay(life, 0); least != 0 {
			t.Errorf("a life of %v: at least %v", life, least)
		}
		if most := core.WakeDelay(life, almostOne); most > longest || most < longest-time.Second {
			t.Errorf("a life of %v: at most %v, want %v", life, most, longest)
		}
	}
}

func TestARetryWaitsLongerEachTimeAndNeverUndercutsTheProvider(t *testing.T) {
	t.Parallel()
	cases := []struct {
		failures    int
		asked       time.Duration
		least, most time.Duration
	}{
		{1, 0, 15 * time.Second, 30 * time.Second},
		{2, 0, 30 * time.Second, time.Minute},
		{6, 0, 8 * time.Minute, 16 * time.Minute},
		{7, 0, 15 * time.Minute, 30 * time.Minute},
		{1 << 40, 0, 15 * time.Minute, 30 * time.Minute},
		{1, 10 * time.Minute, 10 * time.Minute, 10*time.Minute + 15*time.Second},
		{9, 24 * time.Hour, 24 * time.Hour, 24*time.Hour + 15*time.Minute},
	}
	for _, c := range cases {
		least, most := core.RetryDelay(c.failures, c.asked, 0), core.RetryDelay(c.failures, c.asked, almostOne)
		if least != c.least || most > c.most || most < c.most-time.Second {
			t.Errorf("%d failures, asked for %v: from %v to %v, want %v to %v", c.failures, c.asked, least, most, c.least, c.most)
		}
	}
}
