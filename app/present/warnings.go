package present

import (
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// soonDays is the level of a warning that needs the person now; the other one only tells.
const soonDays = 3

// WarningLine says in one sentence what ends soon, and when.
func WarningLine(warning core.WarningAnswer, now time.Time, w assets.Words) string {
	key := "present.warning." + warning.Kind
	if !w.Has(key + ".today") {
		return ""
	}
	name := OneLine(warning.Name)
	if name == "" {
		name = OneLine(warning.ID)
	}
	if name == "" {
		name = w.Text("present.warning.unnamed")
	}
	pairs := []any{"when", Moment(warning.Until.Time, now, w)}
	if warning.Kind == core.WarnRight {
		pairs = append(pairs, "name", name)
	}
	if daysBetween(warning.Until.Time, now) >= 0 {
		return w.Text(key+".today", pairs...)
	}
	return w.Plural(key, max(warning.Days, 1), pairs...)
}

// warningSign is amber in the last three days, blue before.
func warningSign(warning core.WarningAnswer) Sign {
	if warning.Level <= soonDays {
		return Sign{Icon: "state-warn", Tone: ToneWarn}
	}
	return Sign{Icon: "state-expired", Tone: ToneInfo}
}
