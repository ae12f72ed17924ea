package present

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/assets"
)

// Age says how long ago t was: "just now", "12 min ago", "3 h ago", and after a
// day the date. A time in the future (a clock that was set back) is given as a
// date, because an age would be a lie.
func Age(t, now time.Time, w assets.Words) string {
	return age(t, now, w, "present.age.")
}

// AgeInWords is Age spelled out: "12 minutes ago".
func AgeInWords(t, now time.Time, w assets.Words) string {
	return age(t, now, w, "present.age_long.")
}

func age(t, now time.Time, w assets.Words, prefix string) string {
	passed := now.Sub(t)
	switch {
	case t.IsZero():
		return w.Text("present.never")
	case passed < -time.Minute:
		return Moment(t, now, w)
	case passed < time.Minute:
		return w.Text("present.age.now")
	case passed < time.Hour:
		return w.Plural(prefix+"minutes", int(passed/time.Minute))
	case passed < 24*time.Hour:
		return w.Plural(prefix+"hours", int(passed/time.Hour))
	}
	return Moment(t, now, w)
}

// Date is a date in a sentence: "22 December", with the year when it is not this year's.
func Date(t, now time.Time, w assets.Words) string {
	t = t.In(now.Location())
	text := fmt.Sprintf("%d %s", t.Day(), w.Text(fmt.Sprintf("present.month.%d", int(t.Month()))))
	if t.Year() != now.Year() {
		text += fmt.Sprintf(" %d", t.Year())
	}
	return text
}

// TableDate is a date in a table: "31 Mar 2027"; an en dash when there is none.
func TableDate(t, now time.Time, w assets.Words) string {
	if t.IsZero() {
		return None
	}
	t = t.In(now.Location())
	return fmt.Sprintf("%d %s %d", t.Day(), w.Text(fmt.Sprintf("present.month_short.%d", int(t.Month()))), t.Year())
}

// None stands in a table where there is nothing.
const None = "–"

// Clock is the time of day, 24 h: "09:14".
func Clock(t, now time.Time) string { return t.In(now.Location()).Format("15:04") }

// ClockSeconds is the time of day with seconds, for evidence: "10:41:07".
func ClockSeconds(t, now time.Time) string { return t.In(now.Location()).Format("15:04:05") }

// Moment is a day and a time: "today, 09:14", "yesterday, 16:30", "22 December, 09:14".
func Moment(t, now time.Time, w assets.Words) string {
	if t.IsZero() {
		return w.Text("present.never")
	}
	day := Date(t, now, w)
	switch daysBetween(t, now) {
	case 0:
		day = w.Text("present.today")
	case 1:
		day = w.Text("present.yesterday")
	case -1:
		day = w.Text("present.tomorrow")
	}
	return w.Text("present.moment", "day", day, "time", Clock(t, now))
}

// MomentTitle is Moment at the start of a cell: "Today, 09:14".
func MomentTitle(t, now time.Time, w assets.Words) string { return Capital(Moment(t, now, w)) }

// MomentShort is Moment for a list, with the short month: "14 Nov, 16:30".
func MomentShort(t, now time.Time, w assets.Words) string {
	if days := daysBetween(t, now); t.IsZero() || (days >= -1 && days <= 1) {
		return MomentTitle(t, now, w)
	}
	day := TableDate(t, now, w)
	if local := t.In(now.Location()); local.Year() == now.Year() {
		day = strings.TrimSuffix(day, fmt.Sprintf(" %d", local.Year()))
	}
	return w.Text("present.moment", "day", day, "time", Clock(t, now))
}

// daysBetween counts calendar days from t to now in the zone of now.
func daysBetween(t, now time.Time) int {
	return int(midnight(now).Sub(midnight(t.In(now.Location()))) / (24 * time.Hour))
}

// midnight is the date alone, in UTC, so that a change of summer time moves no day.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// Elapsed is a stop watch: "0:23".
func Elapsed(d time.Duration) string {
	if d < 0 {
		d = 0
	}
	return fmt.Sprintf("%d:%02d", int(d/time.Minute), int(d/time.Second)%60)
}

// Took is a short duration at the right of a row: "0.2 s" below ten seconds, else "22 s".
func Took(d time.Duration, w assets.Words) string {
	if d < 10*time.Second {
		tenths := int(d / (100 * time.Millisecond))
		return w.Text("present.seconds", "n", fmt.Sprintf("%d%s%d", tenths/10, w.Text("present.decimal"), tenths%10))
	}
	return w.Text("present.seconds", "n", int(d/time.Second))
}

// Size is a file's size: "412 B", "4 KB", "1.2 MB".
func Size(bytes int64, w assets.Words) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d B", bytes)
	case bytes < 1000*1000:
		return fmt.Sprintf("%d KB", (bytes+999)/1000)
	}
	tenths := bytes / 100_000
	return fmt.Sprintf("%d%s%d MB", tenths/10, w.Text("present.decimal"), tenths%10)
}

// Capital gives the text with its first letter in upper case.
func Capital(text string) string {
	_, width := utf8.DecodeRuneInString(text)
	return strings.ToUpper(text[:width]) + text[width:]
}
