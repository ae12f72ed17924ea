package app

import (
	"strings"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

func (w *Window) appsView(v appsPage, s *sketch) drawn {
	head := widgets.Row(12, widgets.Grow(widgets.NewText(v.BackupsHead, widgets.StyleSubtitle)),
		widgets.NewText(v.BackupsNote, widgets.StyleCaption))
	var content []fyne.CanvasObject
	if apps := w.appsCard(v, s); apps != nil {
		content = append(content, apps)
	}
	content = append(content, widgets.Column(10, widgets.Sized(0, 24, head), s.backupsCard(v.AppsView)))
	return s.page(v.Header, v.Banner, content...)
}

// appsCard is the list of the apps, or what stands in for it; nil while that is nothing.
func (w *Window) appsCard(v appsPage, s *sketch) fyne.CanvasObject {
	if v.Loading {
		if !v.Slow {
			return nil
		}
		return widgets.NewCard(widgets.Rows(widgets.NewSkeletonRows(6)...))
	}
	var sections []widgets.Section
	if v.Empty != nil {
		sections = append(sections, widgets.Rows(s.emptyState(*v.Empty)))
	}
	rows := make([]fyne.CanvasObject, 0, len(v.Rows)+1)
	for _, row := range v.Rows {
		rows = append(rows, w.appRow(row, s))
	}
	if v.More != nil {
		rows = append(rows, s.link(*v.More))
	}
	return widgets.NewCard(append(sections, widgets.Rows(rows...))...)
}

func (w *Window) appRow(row present.AppRow, s *sketch) fyne.CanvasObject {
	check := w.tickBox(row, s)
	if row.Head {
		return widgets.NewAppHead(check, row.Name, row.Fact)
	}
	var status fyne.CanvasObject
	switch {
	case row.Button != nil:
		status = s.button(*row.Button, widgets.Small)
	case row.Status.Text != "":
		alarming := row.Status.Sign.Tone == present.ToneWarn || row.Status.Sign.Tone == present.ToneBad
		status = widgets.NewStatus(sign(row.Status.Sign), row.Status.Text, alarming)
	}
	if strings.HasPrefix(row.ID, core.ScopeAppPrefix) {
		status = w.withWhy(row.ID, status, s)
	}
	text := widgets.AppRowText{Name: row.Name, Sentence: row.State, Path: row.Path, Caption: row.Caption}
	return widgets.NewAppRow(check, row.Indent, text, status)
}

// whyStatus is the width of an app's status or button together with that way.
const whyStatus float32 = 150

// withWhy adds the way to the reason why an app cannot be worked with.
func (w *Window) withWhy(app string, status fyne.CanvasObject, s *sketch) fyne.CanvasObject {
	why := widgets.NewPlainIconButton("troubleshoot", w.words.Text("present.why.button"), func() { s.act(present.DoWhy, app) })
	s.name(string(present.DoWhy)+":"+app, why)
	if status == nil {
		status = widgets.Spacer()
	} else {
		status = widgets.Grow(status)
	}
	return widgets.Sized(whyStatus, 0, widgets.Row(8, status, why))
}

// tickBox is a row's box, or nil where there is nothing to tick.
func (w *Window) tickBox(row present.AppRow, s *sketch) *widgets.Checkbox {
	if row.Tick == present.TickNone {
		return nil
	}
	states := map[present.Tick]widgets.CheckState{present.TickOn: widgets.CheckOn, present.TickSome: widgets.CheckSome}
	box := widgets.NewCheckbox("", states[row.Tick], func(bool) { w.setTicks(row.Scopes, !row.Full) })
	box.SetEnabled(!row.Locked)
	s.name("tick:"+row.ID, box)
	return box
}

// leastBackup is the width below which a backup's buttons go under its words.
const leastBackup float32 = 240

func (s *sketch) backupsCard(v present.AppsView) fyne.CanvasObject {
	if len(v.Backups) == 0 {
		return widgets.NewCard(widgets.Rows(widgets.NewInfoRow("backup", v.NoBackups, "")))
	}
	rows := make([]fyne.CanvasObject, 0, len(v.Backups))
	for _, backup := range v.Backups {
		icon := widgets.NewIcon("backup", widgets.TokenText2, 20)
		contents := widgets.NewText(backup.What, widgets.StyleCaption).Cut(widgets.CutRight)
		if backup.Damaged {
			icon = widgets.NewSign(widgets.Sign{Icon: "state-warn", Tone: widgets.ToneWarn}, 20)
			contents = widgets.NewText(backup.What, widgets.StyleCaption).Wrapped()
		}
		what := widgets.Row(12, icon, widgets.Grow(widgets.Column(0,
			widgets.NewText(backup.When, widgets.StyleBody).Cut(widgets.CutRight), contents)))
		// What may be cut needs no more than this beside the buttons.
		line := widgets.Beside(widgets.Sized(leastBackup, 0, what), widgets.Flow(6, s.buttons(backup.Buttons, widgets.Small)...))
		rows = append(rows, widgets.CellRow(56, widgets.Grow(widgets.Inset(4, 0, 4, 0, line))))
	}
	return widgets.NewCard(widgets.Rows(rows...))
}
