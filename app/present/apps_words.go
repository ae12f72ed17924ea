package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// appState says in a sentence how an app's sign-in is. The file is never read, so
// nothing more is said of it than how old it is.
func appState(app core.AppAnswer, now time.Time, w assets.Words) string {
	switch app.Reset {
	case resetInApp, resetByWeb:
		return w.Text("present.app." + app.Reset)
	}
	shown := leadingPath(app)
	switch {
	case shown == nil || !shown.Exists:
		return absentState(app, now, w)
	case app.Resettable && app.Running:
		return w.Text("present.app.close", "app", AppLabel(app))
	case app.Resettable && isLocked(app):
		return w.Text("present.app.locked.sentence")
	case !app.Resettable && shown.Refused != "":
		return w.Text("present.app.refused", "reason", OneLine(core.ReasonText(shown.Refused, w)))
	}
	return w.Text("present.app.file_from", "age", ageInDays(shown.ModifiedAt.Time, now, w))
}

// absentState is that of an app without a file: nobody is signed in, perhaps
// because of a reset.
func absentState(app core.AppAnswer, now time.Time, w assets.Words) string {
	if isAfterReset(app) {
		return w.Text("present.app.reset_at", "time", Moment(app.LastReset.At.Time, now, w))
	}
	return w.Text("present.app.signed_out")
}

// ageInDays is AgeInWords with days up to a month: of a file's age the days count,
// not the clock.
func ageInDays(t, now time.Time, w assets.Words) string {
	days := daysBetween(t, now)
	if passed := now.Sub(t); passed >= -time.Minute && passed < time.Minute {
		return w.Text("present.age_long.now")
	}
	if t.IsZero() || now.Sub(t) < 24*time.Hour || days > 30 {
		return AgeInWords(t, now, w)
	}
	return w.Plural("present.age_long.days", days)
}

// ownRow is Latchkey's own session.
func ownRow(status core.StatusAnswer, ticks Ticks, now time.Time, w assets.Words) AppRow {
	_, can := ticks[core.ScopeSession]
	row := AppRow{
		ID: core.ScopeSession, Name: "Latchkey", Status: SessionPill(status.State, false, w),
		Tick: ticks.of(core.ScopeSession), Locked: !can, Full: ticks[core.ScopeSession], Scopes: []string{core.ScopeSession},
	}
	if status.SessionFile.State != "missing" {
		row.Path = status.SessionFile.Path
	}
	row.State = w.Text("present.apps.own." + string(status.State))
	if account := MainAccount(status.Accounts); account != nil && status.State == core.StateSignedIn {
		row.State = w.Text("present.apps.signed_in_at", "time", Moment(account.SignedInAt.Time, now, w))
		row.Status.Text = w.Text("present.pill.signed_in")
	}
	return row
}

// Names joins what things are called: "SketchUp 2024, Blender 4.2 and Latchkey".
// Of more than four the rest is counted.
func Names(names []string, w assets.Words) string {
	const most = 4
	if len(names) > most {
		rest := w.Plural("present.names.more", len(names)-most+1)
		names = append(append([]string(nil), names[:most-1]...), rest)
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	last := len(names) - 1
	return w.Text("present.names.and", "names", strings.Join(names[:last], ", "), "last", names[last])
}

// Stop ends a sentence with a full stop.
func Stop(text string) string {
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
