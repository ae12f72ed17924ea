package present

import (
	"cmp"
	"fmt"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// Differences are what is different: the organization, then the rights, gained
// first, then lost, then changed.
func Differences(answer core.RecheckAnswer, now time.Time, w assets.Words) []DifferenceRow {
	rows := []DifferenceRow{}
	if change := answer.Organization; change != nil {
		rows = append(rows, organizationRow(*change, w))
	}
	for _, group := range []struct {
		kind    string
		sign    Sign
		changes []core.ChangeAnswer
	}{
		{"gained", Sign{Icon: "diff-gained", Tone: ToneGood}, answer.Gained},
		{"lost", Sign{Icon: "diff-lost", Tone: ToneBad}, answer.Lost},
		{"changed", Sign{Icon: "diff-changed", Tone: ToneWarn}, answer.Changed},
	} {
		for _, change := range group.changes {
			rows = append(rows, differenceRow(group.kind, group.sign, change, now, w))
		}
	}
	return rows
}

func organizationRow(change core.OrganizationChange, w assets.Words) DifferenceRow {
	before, after := OrganizationNames(change)
	return DifferenceRow{
		Kind: "changed", Sign: Sign{Icon: "diff-changed", Tone: ToneWarn}, Name: w.Text("present.organization"),
		Before: cmp.Or(before, w.Text("present.organization.not_named")), After: cmp.Or(after, w.Text("present.organization.not_named")),
	}
}

func differenceRow(kind string, sign Sign, change core.ChangeAnswer, now time.Time, w assets.Words) DifferenceRow {
	name := OneLine(change.Name)
	if name == "" {
		name = OneLine(change.ID)
	}
	row := DifferenceRow{Kind: kind, Sign: sign, Name: name}
	before, after := change.Before, change.After
	sameState := before != nil && after != nil && before.State == after.State
	row.Before, row.After = sideOf(before, sameState, false, now, w), sideOf(after, sameState, true, now, w)
	if after != nil {
		row.Reason = OneLine(after.Reason)
	}
	return row
}

// sideOf is one side of a difference; between two equal states it names the
// date, which is what differs then, else the date belongs to the new side only.
func sideOf(right *core.RightAnswer, sameState, isNew bool, now time.Time, w assets.Words) string {
	if right == nil {
		return w.Text("present.diff.not_listed")
	}
	state, _ := RightState(right.State, w)
	until := TableDate(right.Until.Time, now, w)
	switch {
	case sameState && right.Until.IsZero():
		return w.Text("present.diff.no_end")
	case sameState:
		return w.Text("present.diff.until", "date", until)
	case isNew && right.State == "granted" && !right.Until.IsZero():
		return w.Text("present.diff.granted_until", "date", until)
	}
	return state
}

// DifferenceLines are the differences as plain text, one line each, with a sign
// that needs no color.
func DifferenceLines(answer core.RecheckAnswer, now time.Time, w assets.Words) []string {
	signs := map[string]string{"gained": "+", "lost": "-", "changed": "~"}
	lines := []string{}
	for _, row := range Differences(answer, now, w) {
		line := fmt.Sprintf("%s %s: %s → %s", signs[row.Kind], row.Name, row.Before, row.After)
		if row.Reason != "" {
			line += " (" + row.Reason + ")"
		}
		lines = append(lines, line)
	}
	return append(lines, "= "+w.Plural("present.diff.unchanged", answer.Unchanged))
}

// How many rights of each kind of difference are shown on a page, and copied as
// text; a page of many thousand rows would stand still.
const (
	shownDifferences  = 50
	copiedDifferences = 1000
)

// shortened is an answer with at most so many differences of each kind, and how
// many were left out.
func shortened(answer core.RecheckAnswer, most int) (core.RecheckAnswer, int) {
	left := 0
	for _, list := range []*[]core.ChangeAnswer{&answer.Gained, &answer.Lost, &answer.Changed} {
		if more := len(*list) - most; more > 0 {
			left += more
			*list = (*list)[:most]
		}
	}
	return answer, left
}

// copiedLines are the differences as they are copied.
func copiedLines(answer core.RecheckAnswer, now time.Time, w assets.Words) []string {
	short, left := shortened(answer, copiedDifferences)
	lines := DifferenceLines(short, now, w)
	if left > 0 {
		lines = append(lines, "… "+w.Plural("present.history.more", left))
	}
	return lines
}
