package core

import (
	"math"
	"slices"
	"time"

	"latchkey/session/rights"
)

// warnAt are the days before an end at which a person is told, the nearer first.
func warnAt() [2]int { return [2]int{3, 7} }

// warnings are what ends within a week: granted rights with an end of their own,
// and the time until which what is known may be relied on offline. What ends
// first comes first.
func warnings(snapshot rights.Snapshot, now time.Time) []WarningAnswer {
	found := []WarningAnswer{}
	add := func(kind, id, name string, until time.Time) {
		if warning, soon := warningOf(kind, id, name, until, now); soon {
			found = append(found, warning)
		}
	}
	for part, right := range snapshot.Rights() {
		if !right.Until.IsZero() && snapshot.StateAt(part, right, now) == rights.Granted {
			add(WarnRight, right.ID, right.Name, right.Until)
		}
	}
	for _, part := range snapshot.Parts {
		// One that is renewed every day ends within a week always: only the end of
		// a longer permission is worth a word.
		until := part.Answer.OfflineUntil
		if until.Sub(part.Answer.CheckedAt) > time.Duration(warnAt()[1])*24*time.Hour {
			add(WarnOffline, "", part.Source, until)
		}
	}
	slices.SortStableFunc(found, func(a, b WarningAnswer) int { return a.Until.Compare(b.Until.Time) })
	return found
}

func warningOf(kind, id, name string, until, now time.Time) (WarningAnswer, bool) {
	left := until.Sub(now)
	for _, days := range warnAt() {
		if left >= 0 && left <= time.Duration(days)*24*time.Hour {
			return WarningAnswer{
				Kind: kind, ID: id, Name: name, Until: At(until), Level: days, Days: int(math.Ceil(left.Hours() / 24)),
			}, true
		}
	}
	return WarningAnswer{}, false
}
