package rights_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	modelSeeds = flag.Int("model.seeds", 12, "how many stories the model of time tells")
	modelFirst = flag.Uint64("model.first", 1, "the seed of the first one")
	modelSteps = flag.Int("model.steps", 600, "how many steps a story has")
)

// Stories in which anything happens to the clocks, the sources and the processes, told again to a reference that knows the true time.
// What the stories have to show, or the invariants would hold for want of cases, is counted.
func TestRightsInAnyOrderOfEvents(t *testing.T) {
	var shown shown
	t.Run("stories", func(t *testing.T) {
		for i := range *modelSeeds {
			seed := *modelFirst + uint64(i)
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, seed)
				for w.step = range *modelSteps {
					w.happen()
					if w.chance(3, 4) {
						w.check()
					}
					if t.Failed() {
						w.tell()
						return
					}
				}
				shown.add(w.shown)
			})
		}
	})
	if *modelSeeds < 8 {
		return
	}
	for name, count := range map[string]int{
		"a right that the clock of this computer would still grant": shown.heldBack, "a right that counts offline": shown.offline,
		"a right that nobody names": shown.unnamed, "an answer after which everything is right": shown.right,
		"a clock that is told to be set back": shown.setBack,
	} {
		if count < 20 {
			t.Errorf("%s came up %d times only", name, count)
		}
	}
}

// happen changes one thing in the world.
func (w *world) happen() {
	switch w.random.IntN(18) {
	case 0, 1, 2:
		w.pass("a while", w.between(time.Second, 20*minute))
	case 3, 4:
		w.pass("long", w.between(hour, 4*day))
	case 5:
		w.sleep(w.between(minute, 3*day))
	case 6:
		w.restart(w.between(0, 5*day))
	case 7:
		w.start()
	case 8:
		w.setClock(-w.between(time.Second, 60*day))
	case 9:
		if w.chance(1, 3) {
			w.setClock(w.between(time.Second, 20*day))
		}
	case 10:
		w.setClock(-w.ahead)
	case 11:
		w.changeMinds()
	case 12:
		w.store()
	case 13:
		w.block()
	case 14:
		w.swap()
	case 15:
		w.cheat()
	default:
		w.ask()
	}
}

func (w *world) chance(of, all int) bool { return w.random.IntN(all) < of }

// between gives whole seconds, because a Date does.
func (w *world) between(least, most time.Duration) time.Duration {
	return (least + time.Duration(w.random.Int64N(int64(most-least)+1))).Truncate(time.Second)
}

func (w *world) say(format string, args ...any) {
	w.story = append(w.story, fmt.Sprintf("%4d %s ahead %v: ", w.step, w.now.Format(time.DateTime), w.ahead)+fmt.Sprintf(format, args...))
}

// tell gives what a failing story needs to be understood and told again.
func (w *world) tell() {
	from := max(0, len(w.story)-60)
	for _, line := range w.story[from:] {
		w.t.Log(line)
	}
	w.t.Logf("tell it again: -run %s -model.first %d -model.seeds 1", "TestRightsInAnyOrderOfEvents", w.seed)
}

// newWorld starts with a clock that is right.
func newWorld(t *testing.T, seed uint64) *world {
	w := &world{
		t: t, seed: seed, random: rand.New(rand.NewPCG(seed, 1)), folder: t.TempDir(), now: today, booted: today.Add(-hour),
		servers: map[string]*server{}, answers: map[string]answer{},
	}
	w.ended, w.unkept = map[string]time.Time{}, map[string]bool{}
	w.noUptime = w.chance(1, 5)
	w.snapshot.Grace = w.between(0, 3*day)
	for _, source := range []string{"endpoint", "claims", "scim-me"}[:1+w.random.IntN(3)] {
		w.sources = append(w.sources, source)
		w.servers[source] = &server{}
	}
	w.changeMinds()
	w.start()
	w.forgetTrust()
	return w
}
