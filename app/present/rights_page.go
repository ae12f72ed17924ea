package present

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// RightsInput is what the page Access rights knows.
type RightsInput struct {
	Rights   core.RightsAnswer
	Provider string // what the provider is called
	SignedIn bool
	Offline  bool
	Problem  string // code of the last failed recheck, or empty
}

// Rights makes the page Access rights; the rows are sorted, what isn't granted first.
func Rights(in RightsInput, now time.Time, w assets.Words) RightsView {
	rows, granted := rightRows(in.Rights, now, w)
	view := RightsView{
		Header: Header{
			Title: w.Text("present.rights.title"), Sentence: w.Text("present.rights.sentence", "provider", in.Provider),
			Buttons: []Button{{Text: w.Text("present.recheck"), Icon: "refresh", Kind: KindAccent, Action: DoRecheck}},
		},
		FilterHint: w.Text("present.rights.filter"),
		States:     StateChoices(w),
		Clear:      Button{Text: w.Text("present.rights.clear"), Kind: KindSecondary, Action: DoResetRights},
		Columns: [5]string{
			w.Text("present.rights.column.right"), w.Text("present.rights.column.state"), w.Text("present.rights.column.from"),
			w.Text("present.rights.column.until"), w.Text("present.rights.column.checked"),
		},
		Rows:    rows,
		NoMatch: w.Text("present.rights.no_match"),
	}
	if in.Offline || !in.SignedIn {
		view.Header.Buttons[0].Disabled, view.Header.Buttons[0].Kind = true, KindSecondary
	}
	if in.SignedIn {
		view.Header.Buttons = append([]Button{detailsButton(in, w)}, view.Header.Buttons...)
	}
	if len(rows) == 0 {
		view.Empty = emptyRights(in, w)
		view.Header.Sentence = w.Text("present.rights.sentence_empty", "provider", in.Provider)
		return view
	}
	view.Count = w.Text("present.rights.of", "granted", granted, "count", len(rows)) + " " + w.Text("present.rights.granted")
	view.Banner = rightsBanner(in, now, w)
	return view
}

// rightRows makes the rows, those that are not granted first, each state in the
// order of the answer. Of 100,000 rights most share their words, so each word and
// date is made once, and the rows are put in their places and not sorted.
func rightRows(rights core.RightsAnswer, now time.Time, w assets.Words) (rows []RightRow, granted int) {
	rows = make([]RightRow, len(rights.Rights))
	cells := newRightCells(rights, now, w)
	var next [len(rightLooks) + 1]int // where the next row of a rank goes
	for i := range rights.Rights {
		next[cells.state(rights.Rights[i].State).rank+1]++
	}
	granted = next[rankOf("granted")+1]
	for rank := 1; rank < len(next); rank++ {
		next[rank] += next[rank-1]
	}
	for i := range rights.Rights {
		right := &rights.Rights[i]
		state := cells.state(right.State)
		rows[next[state.rank]] = RightRow{
			ID: right.ID, Name: RightName(*right), Code: right.State, Sign: state.sign, State: state.text,
			Strong: right.State != "granted", From: cells.from(right.Source), Until: cells.date(right.Until.Time),
			Checked: cells.checked(right.CheckedAt), Reason: OneLine(right.Reason), Rank: state.rank, Ends: right.Until.Time,
		}
		next[state.rank]++
	}
	return rows, granted
}

// RightName is what a right is called.
func RightName(right core.RightAnswer) string {
	if name := OneLine(right.Name); name != "" {
		return name
	}
	return OneLine(right.ID)
}

// checkedCell is the time today, else the date.
func checkedCell(t, now time.Time, w assets.Words) string {
	if daysBetween(t, now) == 0 {
		return Clock(t, now)
	}
	text := TableDate(t, now, w)
	return strings.TrimSuffix(text, now.Format(" 2006"))
}

// detailsButton leads to all that is known beside the list, and counts what stands
// out there: findings, ends, invitations, and sources that are old.
func detailsButton(in RightsInput, w assets.Words) Button {
	button := Button{Text: w.Text("present.details"), Kind: KindSecondary, Action: DoShowDetails}
	notable := len(findingRows(withoutInvitations(in.Rights), in.Offline, w)) + len(in.Rights.Warnings) + len(in.Rights.Pending)
	for _, source := range in.Rights.Sources {
		if source.State != "fresh" {
			notable++
		}
	}
	if notable > 1 {
		button.Text = w.Text("present.details.more", "n", fewOf(notable))
	}
	return button
}

// withoutInvitations are the findings that the list of invitations does not tell.
func withoutInvitations(rights core.RightsAnswer) []core.FindingAnswer {
	if len(rights.Pending) == 0 {
		return rights.Findings
	}
	return slices.DeleteFunc(slices.Clone(rights.Findings), func(f core.FindingAnswer) bool { return f.Code == core.FindingInvitation })
}

// emptyRights tells apart an empty list, no list yet, no network and no answer:
// none of them says that a right is denied.
func emptyRights(in RightsInput, w assets.Words) *Empty {
	key, sign := "present.rights.empty", Sign{Icon: "rights"}
	button := &Button{Text: w.Text("present.recheck"), Kind: KindSecondary, Action: DoRecheck}
	switch {
	case !in.SignedIn:
		key, sign = "present.rights.signed_out", Sign{Icon: "sign-in"}
		button = &Button{Text: w.Text("present.sign_in"), Kind: KindSecondary, Action: DoSignIn}
	case in.Offline:
		key, sign = "present.rights.offline", Sign{Icon: "offline", Tone: ToneWarn}
		button = &Button{Text: w.Text("present.try_now"), Kind: KindSecondary, Action: DoTryAgain}
	case in.Problem != "":
		problem := core.ProblemText(in.Problem, w)
		return &Empty{
			Sign: Sign{Icon: "state-bad", Tone: ToneBad}, Title: Capital(problem.Title), Text: Capital(problem.Detail),
			Button: problemButton(problem.Action, w),
		}
	case in.Rights.CheckedAt.IsZero():
		key = "present.rights.none_yet"
	}
	return &Empty{Sign: sign, Title: w.Text(key), Text: w.Text(key+".text", "provider", in.Provider), Button: button}
}

// fewOf is a count on a button, where no more than two digits have room.
func fewOf(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}
