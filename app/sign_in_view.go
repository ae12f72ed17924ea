package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// signInPage draws Home while a sign-in waits for the browser, and keeps what
// moves in place: every second only the stop watch changes.
type signInPage struct {
	elapsed  *widgets.Text
	line     *widgets.ProgressLine
	steps    *widgets.StepList
	page     *widgets.Page
	sketch   *sketch
	address  string
	controls fyne.CanvasObject
}

func signingInView(v present.SigningInView, s *sketch) drawn {
	p := &signInPage{
		elapsed: widgets.NewText(v.Elapsed, widgets.StyleSubtitle).Aligned(fyne.TextAlignTrailing),
		line:    widgets.NewProgressLine(float32(v.Fraction)), steps: widgets.NewStepList(), sketch: s,
	}
	clock := widgets.Column(0, p.elapsed,
		widgets.NewText(v.WaitsFor, widgets.StyleCaption).Aligned(fyne.TextAlignTrailing))
	content := []fyne.CanvasObject{widgets.NewCard(
		widgets.Padded(widgets.Row(12, widgets.Grow(providerHead(v.Provider)), clock)),
		widgets.Progress(p.line), widgets.Padded(p.steps),
	)}
	if v.CodeRow != nil {
		content = append(content, widgets.NewCard(widgets.Rows(s.link(*v.CodeRow))))
	}
	d := s.page(v.Header, nil, content...)
	p.page = d.page
	p.show(v)
	d.update = func(model any) { p.show(model.(present.SigningInView)) }
	d.leave = p.steps.Stop
	return d
}

func (p *signInPage) show(v present.SigningInView) {
	p.elapsed.SetText(v.Elapsed)
	p.line.SetValue(float32(v.Fraction))
	if v.Address != p.address || p.controls == nil {
		p.address, p.controls = v.Address, p.sketch.addressRow(v.Address, v.Copy, v.Again)
	}
	steps := stepsOf(v.Steps)
	for i := range steps {
		if steps[i].State == widgets.StepRunning && v.Address != "" {
			steps[i].Sentence, steps[i].Controls = v.AddressNote, p.controls
		}
	}
	p.steps.SetSteps(steps...)
	p.page.Refresh()
}

// addressRow shows an address with what can be done with it.
func (s *sketch) addressRow(address string, buttons ...present.Button) fyne.CanvasObject {
	if address == "" {
		return nil
	}
	made := make([]fyne.CanvasObject, 0, len(buttons))
	for _, b := range buttons {
		made = append(made, s.button(b, widgets.BesideField))
	}
	return widgets.Beside(widgets.Sized(leastAddress, 36, widgets.NewAddressField(address)), widgets.Flow(8, made...))
}

// leastAddress is the width below which the buttons go under the address.
const leastAddress float32 = 160

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
