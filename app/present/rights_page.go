package present

import (
	"sort"
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
	if len(rows) == 0 {
		view.Empty = emptyRights(in, w)
		view.Header.Sentence = w.Text("present.rights.sentence_empty", "provider", in.Provider)
		return view
	}
	view.Count = w.Text("present.rights.of", "granted", granted, "count", len(rows)) + " " + w.Text("present.rights.granted")
	view.Banner = rightsBanner(in, now, w)
	return view
}

func rightRows(rights core.RightsAnswer, now time.Time, w assets.Words) (rows []RightRow, granted int) {
	rows = make([]RightRow, 0, len(rights.Rights))
	checked := None
	if !rights.CheckedAt.IsZero() {
		checked = checkedCell(rights.CheckedAt.Time, now, w)
	}
	for _, right := range rights.Rights {
		state, sign := RightState(right.State, w)
		row := RightRow{
			ID: right.ID, Name: RightName(right), Code: right.State, Sign: sign, State: state,
			Strong: right.State != "granted", From: Source(right.Source, w),
			Until: TableDate(right.Until.Time, now, w), Checked: checked,
			Reason: OneLine(right.Reason), Rank: rankOf(right.State),
		}
		if right.State == "granted" {
			granted++
		}
		rows = append(rows, row)
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].Rank < rows[j].Rank })
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

func rightsBanner(in RightsInput, now time.Time, w assets.Words) *Banner {
	summary := core.RightsSummary{OfflineUntil: in.Rights.OfflineUntil, State: in.Rights.State}
	switch {
	case in.Rights.State == "expired":
		return &Banner{
			Tone: ToneWarn, Icon: "state-expired", Strong: w.Text("present.rights.expired"),
			Text: w.Text("present.rights.expired_note"),
		}
	case in.Offline:
		return offlineBanner(summary, now, w)
	case in.Problem != "":
		return problemBanner(in.Problem, w)
	case len(in.Rights.Pending) == 0:
		return nil
	}
	pending := in.Rights.Pending[0]
	banner := &Banner{
		Tone: ToneInfo, Icon: "state-invited", Strong: w.Plural("present.rights.banner", len(in.Rights.Pending)),
		Text: w.Text("present.rights.banner.from", "name", OneLine(pending.Name)),
	}
	if key := "present.rights.banner.from_" + pending.Kind; w.Has(key) {
		banner.Text = w.Text(key, "name", OneLine(pending.Name))
	}
	if pending.AcceptURL != "" {
		banner.Button = &Button{
			Text: w.Text("present.rights.open_invitation"), Icon: "external", Kind: KindSecondary,
			Action: DoOpenLink, Argument: pending.AcceptURL,
		}
	}
	return banner
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
