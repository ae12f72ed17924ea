package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// Details makes the page of what is known about the access rights: what stands
// out, what ends soon, which invitations wait, and where the rights come from.
func Details(in RightsInput, now time.Time, w assets.Words) DetailsView {
	view := DetailsView{
		Header: Header{
			Title: w.Text("present.details.title"), Sentence: w.Text("present.details.sentence", "provider", in.Provider),
			Buttons: []Button{recheckPlain(in, w)},
		},
		FindingsHead: w.Text("present.findings"),
		Findings:     append(findingRows(withoutInvitations(in.Rights), in.Offline, w), warningRows(in.Rights.Warnings, now, w)...),
		PendingHead:  w.Text("present.details.pending"),
		Pending:      pendingRows(in, w),
		SourcesHead:  w.Text("present.details.sources"),
		More: LinkCard{Links: []Link{
			{
				Icon: "offline", Text: w.Text("present.prepare"), Caption: w.Text("present.prepare.caption"),
				Button: &Button{
					Text: w.Text("present.prepare.button"), Kind: KindSecondary, Action: DoPrepare, Disabled: in.Offline || !in.SignedIn,
				},
			},
			{
				Icon: "activity", Text: w.Text("present.history"), Caption: w.Text("present.history.caption"),
				Button: &Button{Text: w.Text("present.show"), Kind: KindSecondary, Action: DoShowHistory},
			},
		}},
	}
	for _, source := range in.Rights.Sources {
		view.Sources = append(view.Sources, sourceRow(source, now, w))
	}
	return view
}

func recheckPlain(in RightsInput, w assets.Words) Button {
	button := Button{Text: w.Text("present.recheck"), Icon: "refresh", Kind: KindAccent, Action: DoRecheck}
	if in.Offline || !in.SignedIn {
		button.Disabled, button.Kind = true, KindSecondary
	}
	return button
}

// mostWarnings is how many ends are told one by one.
const mostWarnings = 8

func warningRows(warnings []core.WarningAnswer, now time.Time, w assets.Words) []FindingRow {
	var rows []FindingRow
	for i, warning := range warnings {
		if i == mostWarnings {
			return append(rows, FindingRow{
				Sign: warningSign(warning), Text: w.Plural("present.warning.more", len(warnings)-mostWarnings),
			})
		}
		if line := WarningLine(warning, now, w); line != "" {
			rows = append(rows, FindingRow{Sign: warningSign(warning), Text: line})
		}
	}
	return rows
}

func pendingRows(in RightsInput, w assets.Words) []PendingRow {
	var rows []PendingRow
	for _, pending := range in.Rights.Pending {
		row := PendingRow{Name: OneLine(pending.Name), Caption: w.Text("present.pending")}
		if key := "present.pending." + pending.Kind; w.Has(key) {
			row.Caption = w.Text(key)
		}
		if pending.AcceptURL != "" {
			row.Button = &Button{
				Text: w.Text("present.open"), Icon: "external", Kind: KindSecondary, Action: DoOpenLink,
				Argument: pending.AcceptURL, Disabled: in.Offline,
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// sourcePills say how what a source told stands; none of them says denied.
var sourcePills = map[string]struct {
	key  string
	sign Sign
}{
	"fresh":   {"fresh", Sign{Icon: "state-good", Tone: ToneGood}},
	"stale":   {"stale", Sign{Icon: "state-warn", Tone: ToneWarn}},
	"offline": {"offline", Sign{Icon: "offline", Tone: ToneWarn}},
	"expired": {"expired", Sign{Icon: "state-expired", Tone: ToneWarn}},
	"none":    {"none", Sign{Icon: "state-unknown"}},
}

func sourceRow(source core.SourceAnswer, now time.Time, w assets.Words) SourceRow {
	look, known := sourcePills[source.State]
	if !known {
		look = sourcePills["none"]
	}
	row := SourceRow{Name: SourceName(source.Source, w), Pill: Pill{Sign: look.sign, Text: w.Text("present.source_state." + look.key)}}
	var facts []string
	if !source.CheckedAt.IsZero() {
		facts = append(facts, w.Plural("present.details.count", source.Count), w.Text("present.rights.checked", "age", Age(source.CheckedAt.Time, now, w)))
	}
	if !source.OfflineUntil.IsZero() {
		facts = append(facts, w.Text("present.details.offline", "when", Moment(source.OfflineUntil.Time, now, w)))
	}
	if source.Problem != "" {
		facts = append(facts, w.Text("present.details.problem", "problem", core.ProblemText(source.Problem, w).Title))
	}
	row.Caption = strings.Join(facts, " · ")
	return row
}
