package cli

import (
	"strconv"
	"strings"
	"time"

	"latchkey/assets"
)

// readUntil reads until when a person will be away: "2026-11-27", "friday",
// "+5d", "+2w", "+36h", or a time as RFC 3339 has it. A day means until its end
// where the person is (the zone of now); the name of today means the one of
// next week, because too long costs nothing and too short strands somebody.
func readUntil(text string, now time.Time, w assets.Words) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if moment, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return moment, true
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return endOfDay(day), true
	}
	if ahead, ok := strings.CutPrefix(text, "+"); ok {
		return after(ahead, now)
	}
	for _, names := range []string{w.Text("cli.prepare.weekdays"), assets.In(assets.DefaultLanguage).Text("cli.prepare.weekdays")} {
		if weekday, ok := weekdayOf(text, strings.Fields(names)); ok {
			days := (int(weekday-now.Weekday())+6)%7 + 1
			return endOfDay(now.AddDate(0, 0, days)), true
		}
	}
	return time.Time{}, false
}

// endOfDay is the last second of a day; its length is the calendar's business.
func endOfDay(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, day.Location()).Add(-time.Second)
}

// mostAhead bounds +N, whatever its unit, far beyond any journey.
const mostAhead = 9999

func after(ahead string, now time.Time) (time.Time, bool) {
	if len(ahead) < 2 {
		return time.Time{}, false
	}
	count, unit := ahead[:len(ahead)-1], ahead[len(ahead)-1]
	n, err := strconv.ParseUint(count, 10, 16)
	if err != nil || n > mostAhead {
		return time.Time{}, false
	}
	switch unit {
	case 'h':
		return now.Add(time.Duration(n) * time.Hour), true
	case 'd':
		return endOfDay(now.AddDate(0, 0, int(n))), true
	case 'w':
		return endOfDay(now.AddDate(0, 0, 7*int(n))), true
	}
	return time.Time{}, false
}

// weekdayOf takes a name, Sunday first in names, or its first two letters or more.
func weekdayOf(text string, names []string) (time.Weekday, bool) {
	text = strings.TrimSuffix(strings.ToLower(text), ".")
	for i, name := range names {
		if len(text) >= 2 && strings.HasPrefix(name, text) {
			return time.Weekday(i), true
		}
	}
	return 0, false
}
