package main

import (
	"math/rand/v2"
	"slices"
	"time"

	"latchkey/app/core"
)

// The morning that is simulated. All tokens ended in the night.
const (
	stations    = 100_000
	wokenByCall = 0.6              // share of the computers that the network wakes, all at 8:00:00
	spread      = 5 * time.Minute  // standard deviation of when people come
	farthest    = 10 * time.Minute // nobody comes earlier than this before 8:00, or wakes a computer later than this after it
	bucket      = 10 * time.Second
	hours       = 3
	lead        = farthest // the count begins this long before 8:00
)

// policy is when a computer renews by itself. Who needs a token gets one at once
// under each of them.
type policy struct {
	name string
	wake func(life time.Duration, chance float64) time.Duration
	next func(issued, expires time.Time, chance float64) time.Time
}

// policies are the one of core, which comes last, and others to compare.
func policies() []policy {
	inStep := func(issued, expires time.Time, _ float64) time.Time { return core.NextRenewal(issued, expires, 0.5) }
	within := func(longest time.Duration) func(time.Duration, float64) time.Duration {
		return func(_ time.Duration, chance float64) time.Duration { return time.Duration(chance * float64(longest)) }
	}
	wholeLife := func(life time.Duration, chance float64) time.Duration { return time.Duration(chance * float64(life)) }
	return []policy{
		{"no jitter at all", within(0), inStep},
		{"none after waking", within(0), core.NextRenewal},
		{"1 minute after waking", within(time.Minute), core.NextRenewal},
		{"5 minutes after waking", within(5 * time.Minute), core.NextRenewal},
		{"15 minutes after waking", within(15 * time.Minute), core.NextRenewal},
		{"a whole life after waking", wholeLife, core.NextRenewal},
		{"after waking, none later", core.WakeDelay, inStep},
		latchkey(),
	}
}

// latchkey is the policy that is used.
func latchkey() policy { return policy{"Latchkey", core.WakeDelay, core.NextRenewal} }

// eight is 8:00:00; which day does not matter.
var eight = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// simulate counts the renewals in each bucket, from lead before 8:00 on. clicking
// is the share of people who need a token the moment they come, life that of a
// token.
func simulate(p policy, life time.Duration, clicking float64, seed uint64) []int {
	//nolint:gosec // the same numbers each time are wanted
	random := rand.New(rand.NewPCG(seed, 8))
	counts := make([]int, (lead+hours*time.Hour)/bucket)
	end := eight.Add(hours * time.Hour)
	for range stations {
		wakes, comes := arrival(random)
		at := wakes.Add(p.wake(life, random.Float64()))
		if random.Float64() < clicking && comes.Before(at) {
			at = comes
		}
		for at.Before(end) {
			counts[at.Sub(eight.Add(-lead))/bucket]++
			at = p.next(at, at.Add(life), random.Float64())
		}
	}
	return counts
}

// arrival says when a computer wakes and when its person comes. One that the
// network wakes has nobody before it yet; every other is woken by its person.
func arrival(random *rand.Rand) (wakes, comes time.Time) {
	late := farthest + 1
	for late.Abs() > farthest {
		late = time.Duration(random.NormFloat64() * float64(spread))
	}
	if random.Float64() < wokenByCall {
		return eight, eight.Add(late.Abs())
	}
	return eight.Add(late), eight.Add(late)
}

// load is one hour: requests a second in its worst bucket and in the mean.
type load struct{ peak, mean float64 }

// ratio is peak over mean; 0 in an hour without requests.
func (l load) ratio() float64 {
	if l.mean == 0 {
		return 0
	}
	return l.peak / l.mean
}

// hour gives the load of the hour that begins n hours after 8:00.
func hour(counts []int, n int) load {
	first := int((lead + time.Duration(n)*time.Hour) / bucket)
	within := counts[first : first+int(time.Hour/bucket)]
	total := 0
	for _, count := range within {
		total += count
	}
	return load{float64(slices.Max(within)) / bucket.Seconds(), float64(total) / time.Hour.Seconds()}
}
