package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

func appsView(v present.AppsView, s *sketch) drawn {
	rows := make([]fyne.CanvasObject, 0, len(v.Rows))
	for _, row := range v.Rows {
		rows = append(rows, appRow(row))
	}
	head := widgets.Row(12, widgets.Grow(widgets.NewText(v.BackupsHead, widgets.StyleSubtitle)),
		widgets.NewText(v.BackupsNote, widgets.StyleCaption))
	return s.page(v.Header, v.Banner,
		widgets.NewCard(widgets.Rows(rows...)),
		widgets.Column(10, widgets.Sized(0, 24, head), s.backupsCard(v)))
}

func appRow(row present.AppRow) fyne.CanvasObject {
	words := []fyne.CanvasObject{widgets.NewText(row.State, widgets.StyleBody).Cut(widgets.CutRight)}
	if row.Path != "" {
		words = append(words, widgets.NewText(row.Path, widgets.StyleMono).Cut(widgets.CutLeft))
	}
	alarming := row.Status.Sign.Tone == present.ToneWarn || row.Status.Sign.Tone == present.ToneBad
	return widgets.CellRow(56,
		widgets.NewIcon("latchkey", "", 20),
		widgets.Sized(100, 0, widgets.NewText(row.Name, widgets.StyleStrong).Cut(widgets.CutRight)),
		widgets.Grow(widgets.Column(0, words...)),
		widgets.NewStatus(sign(row.Status.Sign), row.Status.Text, alarming))
}

// leastBackup is the width below which a backup's buttons go under its words.
const leastBackup float32 = 240

func (s *sketch) backupsCard(v present.AppsView) fyne.CanvasObject {
	if len(v.Backups) == 0 {
		return widgets.NewCard(widgets.Rows(widgets.NewInfoRow("backup", v.NoBackups, "")))
	}
	rows := make([]fyne.CanvasObject, 0, len(v.Backups))
	for _, backup := range v.Backups {
		what := widgets.Row(12, widgets.NewIcon("backup", widgets.TokenText2, 20), widgets.Grow(widgets.Column(0,
			widgets.NewText(backup.When, widgets.StyleBody).Cut(widgets.CutRight),
			widgets.NewText(backup.What, widgets.StyleCaption).Cut(widgets.CutRight))))
		// What may be cut needs no more than this beside the buttons.
		line := widgets.Beside(widgets.Sized(leastBackup, 0, what), widgets.Flow(6, s.buttons(backup.Buttons, widgets.Small)...))
		rows = append(rows, widgets.CellRow(56, widgets.Grow(widgets.Inset(4, 0, 4, 0, line))))
	}
	return widgets.NewCard(widgets.Rows(rows...))
}

// resultView draws what became of a reset or an undo.
func resultView(v resultPage, s *sketch) drawn {
	rows := make([]fyne.CanvasObject, 0, len(v.Rows))
	for _, row := range v.Rows {
		var right []fyne.CanvasObject
		onPath := row.Path != "" && row.Sign.Tone == present.ToneGood
		if onPath && row.Right == "" {
			row.Right = row.Caption
		}
		if row.Right != "" {
			right = append(right, widgets.NewText(row.Right, widgets.StyleCaption))
		}
		if onPath {
			rows = append(rows, widgets.NewPathRow(sign(row.Sign), row.Text, row.Path, right...))
			continue
		}
		rows = append(rows, widgets.NewResultRow(sign(row.Sign), row.Text, row.Caption, right...))
	}
	content := []fyne.CanvasObject{widgets.NewCard(widgets.Rows(rows...))}
	if v.FootHead == "" && len(v.Header.Buttons) == 0 {
		v.Header.Buttons = v.Foot
		return s.page(v.Header, v.Banner, content...)
	}
	foot := []fyne.CanvasObject{widgets.Grow(widgets.Flow(8, s.buttons(v.Foot, widgets.Small)...))}
	if v.FootNote != "" {
		foot = append(foot, widgets.NewText(v.FootNote, widgets.StyleCaption))
	}
	if v.FootHead == "" {
		content = append(content, widgets.NewCard(widgets.Padded(widgets.Row(12, foot...))))
	} else {
		content = append(content, widgets.NewCard(
			widgets.Head(v.FootHead),
			widgets.Padded(widgets.Paragraph(v.FootText), widgets.Row(12, foot...))))
	}
	return s.page(v.Header, v.Banner, content...)
}
