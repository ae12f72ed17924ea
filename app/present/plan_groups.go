package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

type planSplit struct{ moves, dropped, ends, left []PlanItem }

func splitPlan(items []core.ResetItem, w assets.Words) planSplit {
	var split planSplit
	for _, item := range items {
		row := planItem(item, w)
		switch {
		case item.Action == core.ActionSkip:
			split.left = append(split.left, row)
		case item.Action == core.ActionMove:
			split.moves = append(split.moves, row)
		case item.Reversible:
			split.dropped = append(split.dropped, row)
		default:
			split.ends = append(split.ends, row)
		}
	}
	return split
}

// acting are the groups in which something happens.
func (s planSplit) acting(w assets.Words) []PlanGroup {
	var groups []PlanGroup
	if len(s.moves) > 0 {
		groups = append(groups, undoable(PlanGroup{
			Icon: "backup", Title: w.Plural("present.plan.move", len(s.moves)), Items: s.moves,
		}, w))
	}
	if len(s.dropped) > 0 {
		groups = append(groups, undoable(PlanGroup{Icon: "remove", Title: w.Text("present.plan.drop"), Items: s.dropped}, w))
	}
	if len(s.ends) > 0 {
		groups = append(groups, PlanGroup{
			Icon: "sign-out", Title: w.Text("present.plan.end"), Items: s.ends,
			Undo: w.Text("present.plan.cannot_undo"), UndoSign: Sign{Icon: "state-warn", Tone: ToneWarn},
		})
	}
	return groups
}

func undoable(group PlanGroup, w assets.Words) PlanGroup {
	group.Undo, group.UndoSign = w.Text("present.plan.can_undo"), Sign{Icon: "undo", Tone: ToneGood}
	return group
}

func planItem(item core.ResetItem, w assets.Words) PlanItem {
	switch {
	case item.App != "":
		return appPlanItem(item, w)
	case ofBrowser(item.What):
		return browserPlanItem(item, w)
	}
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
	case item.Path != "" && item.Action != core.ActionSkip:
		row.fileOf(item, w)
	case w.Has(consequence):
		row.Text = w.Text(consequence)
	default:
		row.Path = item.Path
	}
	return row
}

// fileOf shows the file of an item, with what is special about it.
func (p *PlanItem) fileOf(item core.ResetItem, w assets.Words) {
	p.Path, p.Size = item.Path, Size(item.Size, w)
	if key := "present.file_note." + item.Note; item.Note != "" && w.Has(key) {
		p.Strong = w.Text(key)
	}
}

// appPlanItem is a file of a modeling app, or the app when nothing is done to it.
func appPlanItem(item core.ResetItem, w assets.Words) PlanItem {
	if item.Action != core.ActionSkip {
		row := PlanItem{Name: AppItemName(item.What, item.Label, w)}
		row.fileOf(item, w)
		return row
	}
	row := PlanItem{Name: OneLine(item.Label)}
	switch {
	case item.BlockedBy == "locked":
		row.Strong, row.Text = w.Text("present.plan.in_use"), w.Text("present.plan.locked")
	case item.BlockedBy != "":
		row.Strong, row.Text = w.Text("present.plan.running"), w.Text("present.plan.running.close")
	case item.Reason != "":
		row.Text = Stop(Capital(OneLine(core.ReasonText(item.Reason, w))))
	case w.Has("present.note." + item.Note):
		row.Text = w.Text("present.note." + item.Note)
	default:
		row.Text = OneLine(item.Note)
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

// AppItemName is what a file of an app is called: "SketchUp 2025 sign-in". Without
// a label it is ItemName.
func AppItemName(what, label string, w assets.Words) string {
	key := "present.item." + what + ".of"
	if label == "" || !w.Has(key) {
		return ItemName(what, w)
	}
	return w.Text(key, "app", OneLine(label))
}
