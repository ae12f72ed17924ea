package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// shownChanges is how many changes of one entry are shown.
const shownChanges = 20

// History makes the page of the last changes, newest first.
func History(answer core.RightsHistoryAnswer, now time.Time, w assets.Words) HistoryView {
	view := HistoryView{Header: Header{Title: w.Text("present.history.title"), Sentence: w.Text("present.history.sentence")}}
	for _, difference := range answer.Differences {
		view.Entries = append(view.Entries, historyRow(difference, now, w))
	}
	if len(view.Entries) == 0 {
		view.Empty = &Empty{Sign: Sign{Icon: "diff-same"}, Title: w.Text("present.history.empty"), Text: w.Text("present.history.empty.text")}
	}
	return view
}

func historyRow(difference core.DifferenceAnswer, now time.Time, w assets.Words) HistoryRow {
	var row HistoryRow
	when, why := MomentTitle(difference.At.Time, now, w), []string{Capital(CauseName(difference, w))}
	if email := OneLine(difference.Email); email != "" {
		why = append(why, email)
	}
	if difference.First { // everything is new then, and no change
		row.Title, row.Caption = when+" · "+w.Plural("present.history.first", difference.Granted), strings.Join(why, " · ")
		return row
	}
	if difference.Organization != nil {
		why = append(why, w.Text("present.history.organization"))
		row.Rows = append(row.Rows, organizationRow(*difference.Organization, w))
	}
	row.Title, row.Caption = strings.Join(append([]string{when}, differenceCounts(difference, w)...), " · "), strings.Join(why, " · ")
	for i, change := range difference.Changes {
		if i == shownChanges {
			break
		}
		kind, sign := changeKind(change)
		row.Rows = append(row.Rows, differenceRow(kind, sign, change, now, w))
	}
	all := difference.Gained + difference.Lost + difference.Changed
	if more := all - min(len(difference.Changes), shownChanges); more > 0 {
		row.More = w.Plural("present.history.more", more)
	}
	return row
}

// differenceCounts are how many rights were gained, lost and changed, in words.
func differenceCounts(difference core.DifferenceAnswer, w assets.Words) []string {
	var counts []string
	for _, part := range []struct {
		key string
		n   int
	}{{"present.history.gained", difference.Gained}, {"present.history.lost", difference.Lost}, {"present.history.changed", difference.Changed}} {
		if part.n > 0 {
			counts = append(counts, w.Plural(part.key, part.n))
		}
	}
	return counts
}

// CauseName says what brought a difference: a sign-in, a recheck with its step, or
// getting ready for a time offline.
func CauseName(difference core.DifferenceAnswer, w assets.Words) string {
	if number := rungNumber(difference.Step); number > 0 && difference.Cause == "recheck" {
		return w.Text("present.cause.recheck_step", "n", number)
	}
	if key := "present.cause." + difference.Cause; difference.Cause != "" && w.Has(key) {
		return w.Text(key)
	}
	return OneLine(difference.Cause)
}

// changeKind sorts a change by what it means for the person.
func changeKind(change core.ChangeAnswer) (string, Sign) {
	granted := func(right *core.RightAnswer) bool { return right != nil && right.State == "granted" }
	switch before, after := granted(change.Before), granted(change.After); {
	case after && !before:
		return "gained", Sign{Icon: "diff-gained", Tone: ToneGood}
	case before && !after:
		return "lost", Sign{Icon: "diff-lost", Tone: ToneBad}
	}
	return "changed", Sign{Icon: "diff-changed", Tone: ToneWarn}
}
