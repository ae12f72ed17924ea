package formats

import (
	"strings"
	"time"
)

const errTime = flaw("a time is not RFC 3339")

// parseTime reads RFC 3339; an empty text is no time. Times before 1970 are refused: the zero time means "no end" in package
// rights, and must not come from a server.
func parseTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || !isStrict(text) {
		return time.Time{}, errTime
	}
	return within(at.UTC())
}

// isStrict looks for what time.Parse takes although RFC 3339 has no such form: an hour of one digit, a comma, a zone of 24 hours or
// 60 minutes.
func isStrict(text string) bool {
	if len(text) < len("2006-01-02T15:04:05Z") || text[13] != ':' || strings.Contains(text, ",") {
		return false
	}
	zone := text[len(text)-len("+01:00"):]
	return strings.HasSuffix(text, "Z") || (zone[1:3] <= "23" && zone[4:] <= "59")
}

// parseEnd also takes a day, which lasts until its last second, UTC.
func parseEnd(text string) (time.Time, error) {
	if len(text) != len(time.DateOnly) {
		return parseTime(text)
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, errTime
	}
	return within(day.Add(24*time.Hour - time.Second))
}

func within(at time.Time) (time.Time, error) {
	if at.Year() < 1970 || at.Year() > 9999 {
		return time.Time{}, errTime
	}
	return at, nil
}
