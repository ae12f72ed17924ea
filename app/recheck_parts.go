package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// findingsCard lists what was recognized, each with its one fix.
func (s *sketch) findingsCard(head string, findings []present.FindingRow) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, 0, len(findings))
	for _, finding := range findings {
		rows = append(rows, s.findingRow(finding))
	}
	return widgets.NewCard(widgets.GroupHead(head), widgets.Rows(rows...))
}

func (s *sketch) findingRow(finding present.FindingRow) fyne.CanvasObject {
	words := fyne.CanvasObject(widgets.NewText(finding.Text, widgets.StyleBody).Wrapped())
	if finding.Button != nil {
		words = widgets.Beside(widgets.Sized(leastFinding, 0, words), s.button(*finding.Button, widgets.Small))
	}
	return widgets.CellRow(48, widgets.NewSign(sign(finding.Sign), 20), widgets.Grow(widgets.Inset(8, 0, 8, 0, words)))
}

// leastFinding is the width below which the fix goes under its sentence.
const leastFinding float32 = 300

// proofCard shows what each answer is worth; a row opens to the reason and the
// evidence for experts.
func (s *sketch) proofCard(proof present.ProofView, changed func()) fyne.CanvasObject {
	states := map[present.StepState]widgets.StepState{
		present.StepDone: widgets.StepDone, present.StepSame: widgets.StepWarning,
	}
	rows := make([]fyne.CanvasObject, 0, len(proof.Rows))
	for _, row := range proof.Rows {
		check := widgets.Check{State: widgets.StepFailed, Name: row.Name, Evidence: row.Short, Sentence: row.Why, Detail: row.Detail}
		if state, known := states[row.State]; known {
			check.State = state
		}
		drawn := widgets.NewCheckRow(check, changed)
		s.name("proof", drawn)
		rows = append(rows, drawn)
	}
	return widgets.NewCard(
		widgets.Head(proof.Title, widgets.NewPill(sign(proof.Pill.Sign), proof.Pill.Text)), widgets.Rows(rows...))
}

// messageView is the message to the administrator, ready to be copied.
func (w *Window) messageView(v recheckPage, s *sketch) drawn {
	lines := widgets.Column(0)
	for _, line := range v.Message.Lines {
		if line == "" {
			line = " "
		}
		lines.Add(widgets.NewText(line, widgets.StyleBody).Wrapped())
	}
	header := present.Header{Title: v.Message.Title, Sentence: v.Message.Text, Buttons: []present.Button{v.Message.Copy}}
	d := s.page(header, v.Banner, widgets.NewCard(widgets.Padded(lines)))
	w.backFromRights(d)
	return d
}

// backFromRights gives a page behind the list its way back.
func (w *Window) backFromRights(d drawn) {
	d.page.Header().WithBack(w.words.Text("window.back"), func() {
		w.problem, w.notice = nil, nil
		if w.rights.back() {
			w.render()
		}
	})
}
