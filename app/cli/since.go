package cli

import (
	"strconv"
	"strings"
	"time"

	"latchkey/app/present"
	"latchkey/assets"
)

// readSince reads from when on: "7d", "24h", "2w" ago, "2026-11-20", "monday",
// or a time as RFC 3339 has it. A day means from its beginning, where the person
// is (the zone of now); the name of a day means the last one, today included.
func readSince(text string, now time.Time, w assets.Words) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if moment, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return moment, true
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return day, true
	}
	for _, names := range []string{w.Text("cli.prepare.weekdays"), assets.In(assets.DefaultLanguage).Text("cli.prepare.weekdays")} {
		if weekday, ok := weekdayOf(text, strings.Fields(names)); ok {
			return startOfDay(now.AddDate(0, 0, -(int(now.Weekday()-weekday)+7)%7)), true
		}
	}
	return before(strings.TrimPrefix(text, "-"), now)
}

// startOfDay is the first moment of a day, whatever its length.
func startOfDay(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, day.Location())
}

// before is so many hours, days or weeks ago, to the second.
func before(ago string, now time.Time) (time.Time, bool) {
	if len(ago) < 2 {
		return time.Time{}, false
	}
	n, err := strconv.ParseUint(ago[:len(ago)-1], 10, 16)
	if err != nil || n > mostAhead {
		return time.Time{}, false
	}
	switch ago[len(ago)-1] {
	case 'h':
		return now.Add(-time.Duration(n) * time.Hour), true
	case 'd':
		return now.AddDate(0, 0, -int(n)), true
	case 'w':
		return now.AddDate(0, 0, -7*int(n)), true
	}
	return time.Time{}, false
}

// dayTitle heads the events of a day: "Today", "22 November".
func dayTitle(day, now time.Time, w assets.Words) string {
	switch day.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return present.Capital(w.Text("present.today"))
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return present.Capital(w.Text("present.yesterday"))
	}
	return present.Date(day, now, w)
}
