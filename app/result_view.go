package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// resultView draws what became of a reset or an undo.
func resultView(v resultPage, s *sketch) drawn {
	rows := make([]fyne.CanvasObject, 0, len(v.Rows))
	for _, row := range v.Rows {
		rows = append(rows, resultRow(row))
	}
	content := []fyne.CanvasObject{widgets.NewCard(widgets.Rows(rows...))}
	if len(v.Next) > 0 {
		content = append(content, s.stepsCard(v.NextHead, v.Next, ""))
	}
	if v.FootHead == "" && len(v.Header.Buttons) == 0 {
		v.Header.Buttons = v.Foot
		return s.page(v.Header, v.Banner, content...)
	}
	return s.page(v.Header, v.Banner, append(content, s.resultFoot(v.ResultView))...)
}

func resultRow(row present.ResultRow) fyne.CanvasObject {
	var right []fyne.CanvasObject
	onPath := row.Path != "" && row.Sign.Tone == present.ToneGood
	if onPath && row.Right == "" {
		row.Right = row.Caption
	}
	if row.Right != "" {
		right = append(right, widgets.NewText(row.Right, widgets.StyleCaption))
	}
	if onPath {
		return widgets.NewPathRow(sign(row.Sign), row.Text, row.Path, right...)
	}
	return widgets.NewResultRow(sign(row.Sign), row.Text, row.Caption, right...)
}

// resultFoot is the card with the way to the backup and the report.
func (s *sketch) resultFoot(v present.ResultView) fyne.CanvasObject {
	foot := []fyne.CanvasObject{widgets.Grow(widgets.Flow(8, s.buttons(v.Foot, widgets.Small)...))}
	if v.FootNote != "" {
		foot = append(foot, widgets.NewText(v.FootNote, widgets.StyleCaption))
	}
	if v.FootHead == "" {
		return widgets.NewCard(widgets.Padded(widgets.Row(12, foot...)))
	}
	return widgets.NewCard(
		widgets.Head(v.FootHead),
		widgets.Padded(widgets.Paragraph(v.FootText), widgets.Row(12, foot...)))
}

// stepsCard lists what only the person can do, each step with whether it was done.
func (s *sketch) stepsCard(head string, steps []present.GuideStep, note string) fyne.CanvasObject {
	list := make([]widgets.Step, 0, len(steps))
	for _, step := range steps {
		drawn := widgets.Step{State: widgets.StepTodo, Title: step.Text, Caption: step.Check, Right: step.App}
		switch step.State {
		case present.StepDone:
			drawn.State = widgets.StepDone
		case present.StepCurrent:
			drawn.State = widgets.StepYourTurn
		}
		if step.Button != nil {
			drawn.Controls = widgets.Flow(8, s.button(*step.Button, widgets.Small))
		}
		list = append(list, drawn)
	}
	parts := []fyne.CanvasObject{widgets.NewStepList(list...)}
	if note != "" {
		parts = append(parts, widgets.NewText(note, widgets.StyleCaption).Wrapped())
	}
	return widgets.NewCard(widgets.Head(head), widgets.Padded(parts...))
}
