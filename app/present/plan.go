package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// Plan makes the dialog that confirms a reset: what moves to a backup, what ends
// for good, what is left alone. A group never mixes what can be undone with what cannot.
func Plan(plan core.ResetPlan, w assets.Words) PlanView {
	view := PlanView{
		Sentence: w.Text("present.plan.sentence." + planKind(plan.Scopes)),
		Note:     w.Text("present.plan.kept"),
		Cancel:   Button{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel},
	}
	verb := w.Text("present.plan.verb." + planKind(plan.Scopes))
	view.Title = w.Text("present.plan.question", "verb", verb)
	view.Confirm = Button{Text: verb, Kind: KindAccent, Action: DoApplyReset}
	groups := splitPlan(plan.Items, w)
	if moves := groups.moves; len(moves) > 0 {
		view.Groups = append(view.Groups, undoable(PlanGroup{
			Icon: "backup", Title: w.Plural("present.plan.move", len(moves)), Items: moves,
		}, w))
	} else {
		view.Note = ""
	}
	if len(groups.dropped) > 0 {
		view.Groups = append(view.Groups, undoable(PlanGroup{
			Icon: "remove", Title: w.Text("present.plan.drop"), Items: groups.dropped,
		}, w))
	}
	if len(groups.ends) > 0 {
		view.Groups = append(view.Groups, PlanGroup{
			Icon: "sign-out", Title: w.Text("present.plan.end"), Items: groups.ends,
			Undo: w.Text("present.plan.cannot_undo"), UndoSign: Sign{Icon: "state-warn", Tone: ToneWarn},
		})
	}
	view.Nothing = len(view.Groups) == 0
	view.Groups = append(view.Groups, PlanGroup{
		Icon: "shield", Title: w.Text("present.plan.leave"),
		Items: append(groups.left, PlanItem{
			Name: w.Text("present.plan.licenses"), Text: w.Text("present.plan.never"),
		}),
	})
	if view.Nothing {
		view.Title, view.Sentence = w.Text("present.plan.nothing"), w.Text("present.plan.nothing.sentence")
	}
	return view
}

// planKind picks the words: rights alone are cleared, everything else is reset.
func planKind(scopes []string) string {
	if len(scopes) == 1 {
		switch scopes[0] {
		case core.ScopeRights, core.ScopeTokens, core.ScopeAll:
			return scopes[0]
		}
	}
	return core.ScopeSession
}

func undoable(group PlanGroup, w assets.Words) PlanGroup {
	group.Undo, group.UndoSign = w.Text("present.plan.can_undo"), Sign{Icon: "undo", Tone: ToneGood}
	return group
}

type planSplit struct{ moves, dropped, ends, left []PlanItem }

func splitPlan(items []core.ResetItem, w assets.Words) planSplit {
	var split planSplit
	for _, item := range items {
		row := planItem(item, w)
		switch {
		case item.Action == "skip":
			split.left = append(split.left, row)
		case item.Action == "move_to_backup":
			split.moves = append(split.moves, row)
		case item.Reversible:
			split.dropped = append(split.dropped, row)
		default:
			split.ends = append(split.ends, row)
		}
	}
	return split
}

func planItem(item core.ResetItem, w assets.Words) PlanItem {
	row := PlanItem{Name: ItemName(item.What, w)}
	if item.Account != "" && item.Kind != "file" {
		row.Name += " (" + OneLine(item.Account) + ")"
	}
	consequence := "present.item." + item.What + "." + item.Action
	switch {
	case item.BlockedBy != "" && w.Has("present.blocked."+item.BlockedBy):
		row.Text = w.Text("present.blocked." + item.BlockedBy)
	case item.BlockedBy != "":
		row.Strong = w.Text("present.plan.in_use")
		row.Text = w.Text("present.plan.in_use.by", "program", OneLine(item.BlockedBy))
	case item.Note != "" && w.Has("present.note."+item.Note):
		row.Text = w.Text("present.note." + item.Note)
	case item.Path != "" && item.Action != "skip":
		row.Path, row.Size = item.Path, Size(item.Size, w)
		if key := "present.file_note." + item.Note; item.Note != "" && w.Has(key) {
			row.Strong = w.Text(key)
		}
	case w.Has(consequence):
		row.Text = w.Text(consequence)
	default:
		row.Path = item.Path
	}
	return row
}

// ItemName is what a part of a reset is called; a name that this version does
// not know is shown as it is.
func ItemName(what string, w assets.Words) string {
	if key := "present.item." + what; w.Has(key) {
		return w.Text(key)
	}
	return what
}
