package cli

import (
	"testing"
	"time"

	"latchkey/assets"
)

func TestSinceReadsWhatPeopleSay(t *testing.T) {
	zone := time.FixedZone("two east", 2*60*60)
	now := time.Date(2026, 11, 25, 14, 30, 0, 0, zone) // a Wednesday
	for text, want := range map[string]time.Time{
		"7d":                        time.Date(2026, 11, 18, 14, 30, 0, 0, zone),
		"-7d":                       time.Date(2026, 11, 18, 14, 30, 0, 0, zone),
		"24h":                       time.Date(2026, 11, 24, 14, 30, 0, 0, zone),
		"2w":                        time.Date(2026, 11, 11, 14, 30, 0, 0, zone),
		"2026-11-20":                time.Date(2026, 11, 20, 0, 0, 0, 0, zone),
		" 2026-11-20 ":              time.Date(2026, 11, 20, 0, 0, 0, 0, zone),
		"2026-11-20T08:00:00Z":      time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
		"2026-11-20t08:00:00+02:00": time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC),
		"monday":                    time.Date(2026, 11, 23, 0, 0, 0, 0, zone),
		"Wed":                       time.Date(2026, 11, 25, 0, 0, 0, 0, zone),
		"donderdag":                 time.Date(2026, 11, 19, 0, 0, 0, 0, zone),
	} {
		got, ok := readSince(text, now, assets.In("nl"))
		if !ok || !got.Equal(want) {
			t.Errorf("%q: %s %t, want %s", text, got, ok, want)
		}
	}
}

func TestSinceRefusesWhatIsNoTime(t *testing.T) {
	now := time.Date(2026, 11, 25, 14, 30, 0, 0, time.UTC)
	for _, text := range []string{"", "d", "7", "7m", "-d", "--7d", "10000d", "99999999999999999999d", "lately", "2026-13-01", "20-11-2026", "1.5h"} {
		if got, ok := readSince(text, now, assets.In("en")); ok {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
}

func TestDaysAreHeadedAsPeopleCallThem(t *testing.T) {
	now := time.Date(2026, 11, 25, 0, 30, 0, 0, time.UTC)
	for day, want := range map[time.Time]string{
		now:                            "Today",
		now.Add(-time.Hour):            "Yesterday",
		now.AddDate(0, 0, -5):          "20 November",
		now.AddDate(-1, 0, 0):          "25 November 2025",
		now.Add(-25 * time.Hour):       "23 November",
		now.Add(23 * time.Hour):        "Today",
		now.AddDate(0, 0, 1):           "26 November",
		now.Add(-30 * time.Minute):     "Today",
		now.Add(-30*time.Minute - 1e9): "Yesterday",
	} {
		if got := dayTitle(day, now, assets.In("en")); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}
