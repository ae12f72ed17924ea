package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// usualDaysOffline is what the question proposes.
const usualDaysOffline = 5

// Prepare is the question until when the person will be offline.
func Prepare(now time.Time, w assets.Words) PrepareView {
	return PrepareView{
		Title: w.Text("present.prepare.title"), Sentence: w.Text("present.prepare.sentence"), Field: w.Text("present.prepare.field"),
		Value:  now.AddDate(0, 0, usualDaysOffline).Format(time.DateOnly),
		Cancel: w.Text("present.cancel"), Confirm: w.Text("present.prepare.confirm"),
	}
}

// PrepareUntil reads the date that was typed: the end of that day, in the zone of
// now. said repeats it in words, or says what is wrong; ok tells which.
func PrepareUntil(typed string, now time.Time, w assets.Words) (until time.Time, said string, ok bool) {
	date, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(typed), now.Location())
	if err != nil {
		return time.Time{}, w.Text("present.prepare.not_a_date"), false
	}
	until = time.Date(date.Year(), date.Month(), date.Day(), 23, 59, 59, 0, now.Location())
	if !until.After(now) {
		return time.Time{}, w.Text("present.prepare.past"), false
	}
	weekday := w.Text("present.weekday." + strings.ToLower(date.Weekday().String()))
	return until, w.Text("present.prepare.until", "weekday", weekday, "date", Date(date, now, w)), true
}

// Prepared makes the page after everything was read for a time offline.
func Prepared(answer core.PrepareAnswer, now time.Time, w assets.Words) PreparedView {
	until := Date(answer.Until.Time, now, w)
	view := PreparedView{
		Header: Header{
			Sign: &Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text("present.prepared.ready", "date", until),
			Sentence: w.Text("present.prepared.ready.sentence"),
			Buttons:  []Button{{Text: w.Text("present.recheck.show_all"), Kind: KindAccent, Action: DoShowRights}},
		},
		Head: w.Text("present.prepared.head"), Note: w.Text("present.prepared.nothing", "date", until),
		Foot: w.Text("present.rights.of", "granted", answer.Rights.Granted, "count", answer.Rights.Count) + " " + w.Text("present.rights.granted"),
	}
	if !answer.Ready {
		view.Header.Sign = &Sign{Icon: "state-warn", Tone: ToneWarn}
		view.Header.Title, view.Header.Sentence = w.Text("present.prepared.not_ready", "date", until), w.Text("present.prepared.not_ready.sentence")
		if len(answer.Ends) == 0 {
			view.Header.Sentence, view.Note = w.Text("present.prepared.unanswered"), ""
		}
	}
	for i, end := range answer.Ends {
		if i == mostNamed {
			view.Rows = append(view.Rows, RightsLine{Sign: Sign{Icon: "state-expired", Tone: ToneWarn}, Text: w.Plural("present.warning.more", len(answer.Ends)-mostNamed)})
			break
		}
		view.Rows = append(view.Rows, RightsLine{Sign: Sign{Icon: "state-expired", Tone: ToneWarn}, Text: EndLine(end, now, w)})
	}
	view.Proof = recheckProof(core.RecheckAnswer{Fresh: answer.Fresh, Steps: []core.RecheckStep{{Evidence: answer.Evidence}}}, now, w)
	return view
}

// EndLine says in one sentence what ends before the person is back.
func EndLine(end core.PrepareEnd, now time.Time, w assets.Words) string {
	name := OneLine(end.Name)
	if name == "" {
		name = OneLine(end.ID)
	}
	pairs := []any{"when", Moment(end.Until.Time, now, w)}
	switch end.Kind {
	case "offline":
		if source := SourceName(end.Name, w); source != "" {
			return w.Text("present.end.offline_of", append(pairs, "source", source)...)
		}
		return w.Text("present.end.offline", pairs...)
	case "session":
		return w.Text("present.end.session", pairs...)
	}
	return w.Text("present.end.right", append(pairs, "name", name)...)
}
