package rights_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"latchkey/session/internal/filelock"
	"latchkey/session/rights"
)

const minute, hour, day = time.Minute, time.Hour, 24 * time.Hour

// computer is one whose clocks are set by the test.
type computer struct {
	wall    time.Time
	uptime  time.Duration
	running time.Duration // of the process
	noBoot  bool          // nobody knows how long the computer has been running
}

func newComputer() *computer { return &computer{wall: today, uptime: 3 * hour, running: minute} }

func (c *computer) clock(file string) *rights.Clock {
	return rights.NewClock(file, rights.ClockOptions{
		Now:       func() time.Time { return c.wall },
		Monotonic: func() time.Duration { return c.running },
		Wait:      time.Second,
		Uptime: func() (time.Duration, error) {
			if c.noBoot {
				return 0, errors.New("not known")
			}
			return c.uptime, nil
		},
	})
}

func (c *computer) pass(d time.Duration) {
	c.wall, c.uptime, c.running = c.wall.Add(d), c.uptime+d, c.running+d
}

func (c *computer) restart(off time.Duration) {
	c.wall, c.uptime, c.running = c.wall.Add(off+minute), minute, 0
}

func wantReading(t *testing.T, what string, got rights.Reading, want time.Time, setBack bool) {
	t.Helper()
	if !got.Time.Equal(want) || got.SetBack != setBack {
		t.Errorf("%s: got %v (set back: %v), want %v (%v)", what, got.Time, got.SetBack, want, setBack)
	}
}

func TestTheClockRunsWithTheComputers(t *testing.T) {
	c := newComputer()
	clock := c.clock(filepath.Join(t.TempDir(), "clock.json"))
	wantReading(t, "at first", clock.Observe(nil), today, false)
	c.pass(5 * day)
	wantReading(t, "later", clock.Observe(nil), today.Add(5*day), false)
	c.restart(9 * day)
	wantReading(t, "after a restart", clock.Observe(nil), c.wall, false)
}

func TestSettingTheClockBackDoesNotTurnBackTime(t *testing.T) {
	for name, change := range map[string]func(c *computer){
		"in the same process":             func(*computer) {},
		"with no uptime":                  func(c *computer) { c.noBoot = true },
		"in a process that goes on alone": func(c *computer) { c.noBoot = true; c.uptime = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			c := newComputer()
			change(c)
			clock := c.clock(filepath.Join(t.TempDir(), "clock.json"))
			clock.Observe(nil)
			c.wall = c.wall.Add(-40 * day)
			wantReading(t, "set back", clock.Read(), today, true)
			c.pass(7 * hour)
			wantReading(t, "and hours later", clock.Observe(nil), today.Add(7*hour), true)
			c.pass(7 * hour)
			wantReading(t, "once more", clock.Observe(nil), today.Add(14*hour), true)
			c.wall = today.Add(14 * hour)
			wantReading(t, "put right", clock.Observe(nil), today.Add(14*hour), false)
		})
	}
}

func TestSettingTheClockBackDoesNotHelpInTheNextProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	c := newComputer()
	c.clock(file).Observe(nil)
	c.wall = c.wall.Add(-40 * day)
	c.pass(7 * hour)
	wantReading(t, "another process", c.clock(file).Observe(nil), today.Add(7*hour), true)
	c.restart(2 * day)
	wantReading(t, "after a restart: this computer's clock shows how long it was off",
		c.clock(file).Observe(nil), today.Add(7*hour+2*day+minute), true)
	c.wall = c.wall.Add(-100 * day)
	c.restart(0)
	wantReading(t, "set back while it was off", c.clock(file).Observe(nil), today.Add(7*hour+2*day+minute), true)
	c.pass(hour)
	wantReading(t, "and running on", c.clock(file).Observe(nil), today.Add(7*hour+2*day+hour+minute), true)
	if info, err := os.Stat(file); err != nil || (os.PathSeparator == '/' && info.Mode().Perm() != 0o600) {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestAnEndThatWasSeenIsRecorded(t *testing.T) {
	end := today.Add(3 * minute)
	for name, c := range map[string]struct {
		ends  []time.Time
		after time.Duration
		kept  bool
	}{
		"nothing ends":      {nil, 4 * minute, false},
		"it ended":          {[]time.Time{today.Add(day), end}, 4 * minute, true},
		"it ends now":       {[]time.Time{end}, 3 * minute, true},
		"not yet":           {[]time.Time{end}, 3*minute - 1, false},
		"ended long before": {[]time.Time{today.Add(-hour)}, 4 * minute, false},
		"at the record":     {[]time.Time{today}, 1, true},
		"an old record":     {nil, 10*minute + 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "clock.json")
			pc := newComputer()
			pc.clock(file).Observe(nil)
			pc.pass(c.after)
			if got := pc.clock(file).Observe(slices.Values(c.ends)); !got.Time.Equal(today.Add(c.after)) {
				t.Errorf("got %v", got)
			}
			pc.wall, pc.uptime = today.Add(-day), 0
			want := today
			if c.kept {
				want = today.Add(c.after)
			}
			wantReading(t, "in the next process", pc.clock(file).Read(), want, true)
		})
	}
}

func TestTimeHoldsWhereNothingCanBeRecorded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := newComputer()
	clock := c.clock(filepath.Join(file, "clock.json")) // a file is no folder
	wantReading(t, "at first", clock.Observe(nil), today, false)
	c.pass(hour)
	clock.Observe(slices.Values([]time.Time{today.Add(minute)}))
	c.wall = today.Add(-day)
	wantReading(t, "set back", clock.Observe(nil), today.Add(hour), true)
	if err := clock.Trust(today.Add(-2 * day)); err == nil || errors.Is(err, rights.ErrOldDate) {
		t.Errorf("got %v", err)
	}
	wantReading(t, "a server", clock.Read(), today.Add(-2*day), false)
}

func TestABusyRecordIsNoFailureOfAReading(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	lock, err := filelock.Acquire(t.Context(), file+".lock", true)
	if err != nil || lock == nil {
		t.Fatal(err)
	}
	clock := rights.NewClock(file, rights.ClockOptions{Now: func() time.Time { return today }, Wait: time.Millisecond})
	wantReading(t, "busy", clock.Observe(nil), today, false)
	if err := clock.Trust(today); !errors.Is(err, rights.ErrBusy) {
		t.Errorf("got %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestManyProcessesNeverLowerTheRecord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	pc := newComputer()
	pc.noBoot = true
	pc.clock(file).Observe(nil)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			own := computer{wall: today.Add(time.Duration(i) * day), noBoot: true}
			clock := own.clock(file)
			last := time.Time{}
			for range 20 {
				own.wall = own.wall.Add(11 * minute)
				got := clock.Observe(nil)
				if got.Time.Before(last) || got.Time.Before(own.wall) {
					t.Errorf("got %v after %v, at %v", got.Time, last, own.wall)
				}
				last = got.Time
			}
		})
	}
	group.Wait()
	latest := today.Add(7*day + 20*11*minute)
	if got := pc.clock(file).Read(); got.Time.Before(latest) {
		t.Errorf("the record was lowered to %v, from %v", got.Time, latest)
	}
}

func TestTheSystemsOwnClocks(t *testing.T) {
	clock := rights.NewClock(filepath.Join(t.TempDir(), "clock.json"), rights.ClockOptions{})
	before := time.Now()
	first, second := clock.Observe(nil), clock.Read()
	if first.Time.Before(before.Add(-minute)) || second.Time.Before(first.Time) || first.SetBack || second.SetBack {
		t.Errorf("at %v: %+v, %+v", before, first, second)
	}
}
