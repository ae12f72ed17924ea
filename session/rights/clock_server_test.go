package rights_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/session/rights"
)

func TestAServerMendsAClockThatWasAhead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	c := newComputer()
	other := c.clock(file)
	other.Observe(nil)
	c.wall = c.wall.Add(4 * 365 * day)
	wantReading(t, "ahead", other.Observe(nil), c.wall, false)
	if err := c.clock(file).Trust(today.Add(minute)); err != nil {
		t.Fatal(err)
	}
	wantReading(t, "in the process that did not ask", other.Observe(nil), today.Add(minute), false)
	c.pass(hour)
	wantReading(t, "and it goes on", other.Read(), today.Add(hour+minute), false)
	c.wall = today.Add(hour + 2*minute)
	wantReading(t, "put right", other.Read(), today.Add(hour+2*minute), false)
	c.restart(5 * day)
	wantReading(t, "and after days off", c.clock(file).Read(), c.wall, false)
}

func TestAServerPutsRightAClockThatIsBehind(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	c := newComputer()
	if err := c.clock(file).Trust(today.Add(20 * day)); err != nil {
		t.Fatal(err)
	}
	wantReading(t, "told", c.clock(file).Read(), today.Add(20*day), false)
	c.restart(3 * day)
	wantReading(t, "after a restart", c.clock(file).Observe(nil), today.Add(23*day+minute), false)
	c.wall = c.wall.Add(-hour)
	c.pass(minute)
	wantReading(t, "set back further", c.clock(file).Read(), today.Add(23*day+2*minute), true)
}

func TestASlowAnswerDoesNotTurnBackTime(t *testing.T) {
	c := newComputer()
	clock := c.clock(filepath.Join(t.TempDir(), "clock.json"))
	clock.Observe(nil)
	if err := clock.Trust(today.Add(-9 * time.Second)); err != nil {
		t.Fatal(err)
	}
	wantReading(t, "it agrees", clock.Read(), today, false)
	if err := clock.Trust(today.Add(-11 * time.Second)); err != nil {
		t.Fatal(err)
	}
	wantReading(t, "it does not", clock.Read(), today.Add(-11*time.Second), false)
}

func TestAnOldDateIsNotBelieved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "clock.json")
	c := newComputer()
	clock := c.clock(file)
	if err := clock.Trust(today.Add(day)); err != nil {
		t.Fatal(err)
	}
	for name, date := range map[string]time.Time{
		"before another": today.Add(12 * hour), "zero": {}, "a server that lost its clock": time.Unix(100, 0), "out of range": time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		if err := clock.Trust(date); !errors.Is(err, rights.ErrOldDate) {
			t.Errorf("%s: %v", name, err)
		}
	}
	part := rights.Part{ServerDate: today.Add(2 * day), Answer: rights.Answer{CheckedAt: today.Add(2*day + 6*minute)}}
	if err := clock.TrustPart(part); !errors.Is(err, rights.ErrOldDate) {
		t.Errorf("older than its answer: %v", err)
	}
	wantReading(t, "afterwards", clock.Read(), today.Add(day), false)
	if err := clock.TrustPart(rights.Part{}); err != nil {
		t.Errorf("no date: %v", err)
	}
	part.Answer.CheckedAt = part.ServerDate
	if err := clock.TrustPart(part); err != nil {
		t.Error(err)
	}
	wantReading(t, "a later date", clock.Read(), today.Add(2*day), false)
	if err := clock.Trust(today.Add(minute)); err != nil {
		t.Errorf("a date that this computer's clock agrees with: %v", err)
	}
	wantReading(t, "two witnesses", clock.Read(), today.Add(minute), false)
}

func TestWithoutARecordTimeStartsFromWhatIsKnown(t *testing.T) {
	for name, content := range map[string]string{"missing": "", "damaged": "{}", "cut off": `{"schema":"latchkey.rights-clock/1"`} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "clock.json")
			if content != "" {
				if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c := newComputer()
			clock := c.clock(file)
			clock.NotBefore(today.Add(10 * day))
			clock.NotBefore(today.Add(9 * day))
			wantReading(t, "the floor", clock.Observe(nil), today.Add(10*day), true)
			c.pass(hour)
			wantReading(t, "in the next process", c.clock(file).Read(), today.Add(10*day+hour), true)
			if err := clock.Trust(c.wall); err != nil {
				t.Fatal(err)
			}
			wantReading(t, "a server knows better", clock.Read(), c.wall, false)
		})
	}
}
