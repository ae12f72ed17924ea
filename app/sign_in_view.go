package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// signInPage draws Home while a sign-in waits for the browser, and keeps what
// moves in place: every second only the stop watch changes.
type signInPage struct {
	elapsed *widgets.Text
	line    *widgets.ProgressLine
	steps   *widgets.StepList
	page    *widgets.Page
	address *addressRow
	paste   *pasteRow
}

func signingInView(v present.SigningInView, s *sketch) drawn {
	p := &signInPage{
		elapsed: widgets.NewText(v.Elapsed, widgets.StyleSubtitle).Aligned(fyne.TextAlignTrailing),
		line:    widgets.NewProgressLine(float32(v.Fraction)), steps: widgets.NewStepList(),
		address: s.addressRow(""),
	}
	clock := widgets.Column(0, p.elapsed,
		widgets.NewText(v.WaitsFor, widgets.StyleCaption).Aligned(fyne.TextAlignTrailing))
	var others []fyne.CanvasObject
	if v.CodeRow != nil {
		others = append(others, s.link(*v.CodeRow))
	}
	p.paste = s.pasteRow(v.Paste)
	d := s.page(v.Header, nil, widgets.NewCard(
		widgets.Padded(widgets.Row(12, widgets.Grow(providerHead(v.Provider)), clock)),
		widgets.Progress(p.line), widgets.Padded(p.steps),
	), widgets.NewCard(widgets.Rows(append(others, p.paste.row)...)))
	p.page = d.page
	p.show(v)
	d.update = func(model any) { p.show(model.(present.SigningInView)) }
	d.leave = p.steps.Stop
	return d
}

func (p *signInPage) show(v present.SigningInView) {
	p.elapsed.SetText(v.Elapsed)
	p.line.SetValue(float32(v.Fraction))
	p.paste.show(v.Paste)
	p.address.show(v.Address, v.Copy, v.Again)
	steps := stepsOf(v.Steps)
	p.address.under(steps, v.AddressNote)
	p.steps.SetSteps(steps...)
	p.page.Refresh()
}

func stepsOf(steps []present.Step) []widgets.Step {
	states := map[present.StepState]widgets.StepState{
		present.StepDone: widgets.StepDone, present.StepSame: widgets.StepSame, present.StepFailed: widgets.StepFailed,
		present.StepCurrent: widgets.StepRunning, present.StepTodo: widgets.StepTodo, present.StepSkipped: widgets.StepSkipped,
	}
	made := make([]widgets.Step, 0, len(steps))
	for _, step := range steps {
		made = append(made, widgets.Step{
			State: states[step.State], Title: step.Text, Caption: step.Evidence, Right: step.Clock,
		})
	}
	return made
}
