package cli

import (
	"testing"
	"time"

	"latchkey/assets"
)

func TestADayIsReadAsUntilItsEndWhereThePersonIs(t *testing.T) {
	amsterdam := time.FixedZone("CET", 3600)
	now := time.Date(2026, time.November, 22, 10, 30, 0, 0, amsterdam) // a Sunday
	end := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 23, 59, 59, 0, amsterdam)
	}
	for text, want := range map[string]time.Time{
		"2026-11-27":           end(time.November, 27),
		" 2026-11-27 ":         end(time.November, 27),
		"friday":               end(time.November, 27),
		"Fri":                  end(time.November, 27),
		"vrijdag":              end(time.November, 27),
		"vr.":                  end(time.November, 27),
		"monday":               end(time.November, 23),
		"zondag":               end(time.November, 29), // today's name: next week's
		"sun":                  end(time.November, 29),
		"+5d":                  end(time.November, 27),
		"+0d":                  end(time.November, 22),
		"+2w":                  end(time.December, 6),
		"+36h":                 now.Add(36 * time.Hour),
		"2026-11-27T18:00:00Z": time.Date(2026, time.November, 27, 18, 0, 0, 0, time.UTC),
		"2026-11-27t18:00:00z": time.Date(2026, time.November, 27, 18, 0, 0, 0, time.UTC),
	} {
		if got, ok := readUntil(text, now, assets.In("nl")); !ok || !got.Equal(want) {
			t.Errorf("%q is read as %v (%t), want %v", text, got, ok, want)
		}
	}
}

func TestWhatIsNoDayIsRefused(t *testing.T) {
	now := time.Date(2026, time.November, 22, 10, 30, 0, 0, time.UTC)
	for _, text := range []string{
		"", "f", "fr1", "soon", "vrijdag", "27-11-2026", "2026-13-01", "2026-02-30", "5d", "+", "+d", "+-1d", "+1m", "+99999d", "+1.5d", "fridays",
	} {
		if got, ok := readUntil(text, now, assets.In("en")); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// A day in which the clock is set back has 25 hours, and ends at midnight all the same.
func TestADayOfSummerTimeEndsAtMidnight(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.October, 24, 12, 0, 0, 0, zone)
	got, ok := readUntil("+1d", now, assets.In("en"))
	if want := time.Date(2026, time.October, 25, 23, 59, 59, 0, zone); !ok || !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
