package present

import (
	"cmp"
	"time"

	"latchkey/app/core"
	"latchkey/app/doctor"
	"latchkey/assets"
)

// WordChanged says of each thing how it was when it last worked, and how it is now.
func WordChanged(all []core.ChangedAnswer, now time.Time, w assets.Words) {
	for i := range all {
		changed := &all[i]
		pairs := []any{
			"before", changedValue(changed.BeforeValue, changed.Before, now, w),
			"after", changedValue(changed.AfterValue, changed.After, now, w),
			"since", Moment(changed.Since.Time, now, w),
		}
		key := changed.What
		if !w.Has("doctor.changed." + key) {
			key = "other"
			pairs = append(pairs, "what", OneLine(changed.What))
		}
		changed.Text = w.Text("doctor.changed."+key, pairs...)
	}
}

func changedValue(value doctor.Value, text string, now time.Time, w assets.Words) string {
	said := OneLine(text)
	if value.Text != "" {
		said = ValueText(value, now, w)
	}
	return cmp.Or(said, w.Text("doctor.changed.none"))
}
