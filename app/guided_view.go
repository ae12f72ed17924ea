package app

import (
	"strings"

	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// guidedScreen is the way through a symptom.
func (w *Window) guidedScreen() screen {
	g := w.trouble.guided
	if !g.ready {
		return w.loadingScreen()
	}
	view := present.Guided(present.GuidedInput{Answer: g.answer, Looking: w.trouble.looksAt(lookGuide), Ticked: g.ticked}, w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "guided/"+g.symptom, guidedPage{GuidedView: view, Ticked: g.ticked}, w.guidedView)
}

// guidedPage is the steps, and which box is ticked.
type guidedPage struct {
	present.GuidedView
	Ticked string
}

func (w *Window) guidedView(v guidedPage, s *sketch) drawn {
	var content []fyne.CanvasObject
	spinner := widgets.NewSpinner(22)
	switch {
	case v.Looking != "":
		spinner.Start()
		content = append(content, widgets.NewCard(widgets.Rows(widgets.CellRow(56, spinner,
			widgets.Grow(widgets.NewText(v.Looking, widgets.StyleStrong).Wrapped())))))
	case v.End != nil:
		content = append(content, s.empty(*v.End))
	}
	steps := make([]widgets.Step, 0, len(v.Steps))
	for _, step := range v.Steps {
		steps = append(steps, w.guidedStep(step, v.Ticked, s))
	}
	if len(steps) > 0 {
		parts := []fyne.CanvasObject{widgets.NewStepList(steps...)}
		if v.About != "" {
			parts = append([]fyne.CanvasObject{widgets.Paragraph(v.About)}, parts...)
		}
		content = append(content, widgets.NewCard(widgets.PaddedGap(20, parts...)))
	}
	if len(v.Solved.Buttons) > 0 {
		content = append(content, s.footCard(v.Solved))
	}
	if v.Foot != nil {
		content = append(content, s.footCard(*v.Foot))
	}
	d := s.page(v.Header, v.Banner)
	if len(v.Sources) > 0 {
		content = append(content, sourcesCard(v.GuidedView, s, func() { d.page.Refresh() }))
	}
	d.page.SetContent(widgets.Stack(content...))
	d.leave = spinner.Stop
	w.backFromTrouble(d)
	return d
}

func (w *Window) guidedStep(step present.GuidedStep, ticked string, s *sketch) widgets.Step {
	made := widgets.Step{
		State: stepStates[step.State], Title: step.Text, Caption: step.Caption, Sentence: step.Sentence, Right: step.Who, Pill: step.Turn,
	}
	var parts []fyne.CanvasObject
	if len(step.List) > 0 {
		lines := widgets.Column(6)
		for _, line := range step.List {
			lines.Add(widgets.RowTop(8, widgets.NewText("·", widgets.StyleStrong), widgets.Grow(widgets.NewText(line, widgets.StyleBody).Wrapped())))
		}
		parts = append(parts, lines)
	}
	if step.Copy != "" {
		parts = append(parts, widgets.NewCard(widgets.Padded(linesOf(strings.Split(step.Copy, "\n")))))
	}
	controls := s.buttons(step.Buttons, widgets.Small)
	if step.Tick != "" {
		state := widgets.CheckOff
		if ticked == step.ID {
			state = widgets.CheckOn
		}
		box := widgets.NewCheckbox(step.Tick, state, func(on bool) { w.tickStep(step.ID, on) })
		s.name("tick:"+step.ID, box)
		controls = append(controls, widgets.Sized(0, 32, box))
	}
	if len(controls) > 0 {
		parts = append(parts, widgets.Flow(16, controls...))
	}
	if len(parts) > 0 {
		made.Controls = widgets.Column(12, parts...)
	}
	return made
}

// linesOf shows a text line by line; an empty line keeps its height.
func linesOf(lines []string) fyne.CanvasObject {
	column := widgets.Column(0)
	for _, line := range lines {
		if line == "" {
			line = " "
		}
		column.Add(widgets.NewText(line, widgets.StyleBody).Wrapped())
	}
	return column
}

// sourcesCard says behind one line what the advice rests on.
func sourcesCard(v present.GuidedView, s *sketch, changed func()) fyne.CanvasObject {
	lines := widgets.Column(6)
	for _, source := range v.Sources {
		lines.Add(widgets.NewText(source, widgets.StyleCaption).Wrapped())
	}
	inside := widgets.CellRow(0, widgets.Grow(widgets.Inset(8, 0, 12, 32, lines)))
	fold := widgets.NewFoldRow(widgets.Sign{Icon: "file"}, v.Head, inside, func(bool) { changed() })
	s.name("fold", fold)
	return widgets.NewCard(widgets.Rows(fold, inside))
}
