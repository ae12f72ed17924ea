package present

import (
	"slices"

	"latchkey/app/core"
	"latchkey/assets"
)

// UndoNeedsAsking says whether an undo does more than put files back: something
// newer stands in a place, or an app that runs keeps a file from it.
func UndoNeedsAsking(answer core.UndoAnswer) bool {
	for _, item := range answer.Plan {
		if item.Standing == "newer" || item.Standing == "other" || undoBlocked(item) {
			return true
		}
	}
	return false
}

// undoBlocked says whether a file is not put back although it could be.
func undoBlocked(item core.UndoItem) bool {
	return item.BlockedBy != "" && item.BlockedBy != "left" && item.BlockedBy != "restored"
}

// UndoPlan makes the dialog that confirms an undo: what goes back, what that puts
// aside, and what stays.
func UndoPlan(answer core.UndoAnswer, w assets.Words) PlanView {
	var back, aside, left []PlanItem
	var blocked []string
	for _, item := range answer.Plan {
		name := AppItemName(item.What, item.Label, w)
		if item.Action == core.ActionSkip {
			left = append(left, undoLeft(item, name, w))
			if undoBlocked(item) {
				blocked = append(blocked, OneLine(item.BlockedBy))
			}
			continue
		}
		back = append(back, PlanItem{Name: name, Path: item.Path, Size: Size(item.Size, w)})
		if key := "present.undo.standing." + item.Standing; item.Standing != "" && w.Has(key) {
			aside = append(aside, PlanItem{Name: name, Text: w.Text(key)})
		}
	}
	verb := w.Plural("present.undo.verb", len(back))
	view := PlanView{
		Title: w.Text("present.plan.question", "verb", verb), Sentence: w.Text("present.undo.sentence"),
		Cancel:  Button{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel},
		Confirm: Button{Text: verb, Kind: KindAccent, Action: DoUndo},
		Nothing: len(back) == 0, Blocked: len(blocked) > 0,
	}
	if view.Nothing {
		view.Title, view.Sentence = w.Text("present.undo.nothing"), w.Text("present.undo.nothing.sentence")
		if view.Blocked {
			view.Title = w.Text("present.plan.close", "apps", Names(unique(blocked), w))
			view.Sentence = w.Text("present.undo.close.sentence")
		}
	}
	add := func(group PlanGroup) {
		if len(group.Items) > 0 {
			view.Groups = append(view.Groups, group)
		}
	}
	add(undoable(PlanGroup{Icon: "undo", Title: w.Plural("present.undo.back", len(back)), Items: back}, w))
	add(undoable(PlanGroup{Icon: "backup", Title: w.Text("present.undo.aside"), Items: aside}, w))
	add(PlanGroup{Icon: "shield", Title: w.Text("present.plan.leave"), Items: left})
	return view
}

func undoLeft(item core.UndoItem, name string, w assets.Words) PlanItem {
	row := PlanItem{Name: name}
	switch {
	case undoBlocked(item):
		row.Strong = w.Text("present.plan.running")
		row.Text = w.Text("present.undo.close", "app", OneLine(item.BlockedBy))
	case item.BlockedBy != "":
		row.Text = w.Text("present.undo." + item.BlockedBy)
	case w.Has("present.undo.standing." + item.Standing):
		row.Text = w.Text("present.undo.standing." + item.Standing)
	default:
		row.Path = item.Path
	}
	return row
}

func unique(names []string) []string {
	var kept []string
	for _, name := range names {
		if !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}
