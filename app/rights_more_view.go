package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

func (w *Window) detailsView(v present.DetailsView, s *sketch) drawn {
	var content []fyne.CanvasObject
	if len(v.Findings) > 0 {
		content = append(content, s.findingsCard(v.FindingsHead, v.Findings))
	}
	if len(v.Pending) > 0 {
		rows := make([]fyne.CanvasObject, 0, len(v.Pending))
		for _, pending := range v.Pending {
			var right []fyne.CanvasObject
			if pending.Button != nil {
				right = append(right, s.button(*pending.Button, widgets.Small))
			}
			rows = append(rows, widgets.NewInfoRow("mail", pending.Name, pending.Caption, right...))
		}
		content = append(content, widgets.NewCard(widgets.GroupHead(v.PendingHead), widgets.Rows(rows...)))
	}
	if len(v.Sources) > 0 {
		rows := make([]fyne.CanvasObject, 0, len(v.Sources))
		for _, source := range v.Sources {
			words := widgets.Column(0,
				widgets.NewText(source.Name, widgets.StyleBody).Wrapped(), widgets.NewText(source.Caption, widgets.StyleCaption).Wrapped())
			rows = append(rows, widgets.CellRow(56, widgets.Grow(widgets.Inset(8, 0, 8, 0, words)),
				widgets.NewPill(sign(source.Pill.Sign), source.Pill.Text)))
		}
		content = append(content, widgets.NewCard(widgets.GroupHead(v.SourcesHead), widgets.Rows(rows...)))
	}
	more := v.More
	d := s.page(v.Header, v.Banner, append(content, s.linkCard(&more))...)
	w.backFromRights(d)
	return d
}

func (w *Window) historyView(v present.HistoryView, s *sketch) drawn {
	d := s.page(v.Header, v.Banner)
	w.backFromRights(d)
	if v.Empty != nil {
		d.page.SetContent(s.empty(*v.Empty))
		return d
	}
	refresh := func(bool) { d.page.Refresh() }
	var rows []fyne.CanvasObject
	for _, entry := range v.Entries {
		changes := widgets.Column(0, widgets.CellRow(34, widgets.Grow(widgets.NewText(entry.Caption, widgets.StyleCaption).Wrapped())))
		for _, row := range entry.Rows {
			changes.Add(differenceRow(row))
		}
		if entry.More != "" {
			changes.Add(widgets.CellRow(34, widgets.Grow(widgets.NewText(entry.More, widgets.StyleSecond))))
		}
		fold := widgets.NewFoldRow(widgets.Sign{Icon: "activity"}, entry.Title, changes, refresh)
		s.name("entry", fold)
		rows = append(rows, fold, changes)
	}
	d.page.SetContent(widgets.NewCard(widgets.Rows(rows...)))
	return d
}

func differenceRow(row present.DifferenceRow) fyne.CanvasObject {
	return widgets.NewDifferenceRow(widgets.Difference{
		Sign: sign(row.Sign), Name: row.Name, Before: row.Before, After: row.After, Reason: row.Reason,
	})
}

func (w *Window) preparedView(v present.PreparedView, s *sketch) drawn {
	var rows []fyne.CanvasObject
	for _, row := range v.Rows {
		rows = append(rows, s.findingRow(present.FindingRow{Sign: row.Sign, Text: row.Text}))
	}
	if v.Note != "" && len(rows) == 0 {
		rows = append(rows, s.findingRow(present.FindingRow{Sign: present.Sign{Icon: "state-good", Tone: present.ToneGood}, Text: v.Note}))
	}
	rows = append(rows, widgets.CellRow(44, widgets.Grow(widgets.NewText(v.Foot, widgets.StyleSecond))))
	sections := []widgets.Section{widgets.Rows(rows...)}
	if len(v.Rows) > 0 {
		sections = append([]widgets.Section{widgets.GroupHead(v.Head)}, sections...)
	}
	content := []fyne.CanvasObject{widgets.NewCard(sections...)}
	d := s.page(v.Header, v.Banner)
	if v.Proof != nil {
		content = append(content, s.proofCard(*v.Proof, func() { d.page.Refresh() }))
	}
	d.page.SetContent(widgets.Stack(content...))
	return d
}

// browsersView lists the browsers with cookies, each with its steps, and those
// without below.
func (w *Window) browsersView(v present.BrowsersView, s *sketch) drawn {
	var content []fyne.CanvasObject
	if v.Empty != nil {
		content = append(content, s.empty(*v.Empty))
	}
	for _, card := range v.Cards {
		content = append(content, s.browserCard(card))
	}
	if len(v.Direct) > 0 {
		content = append(content, s.linkCard(&present.LinkCard{Links: v.Direct}))
	}
	if len(v.Rest) > 0 {
		rows := make([]fyne.CanvasObject, 0, len(v.Rest))
		for _, rest := range v.Rest {
			rows = append(rows, widgets.NewInfoRow("globe", rest.Key, rest.Value))
		}
		content = append(content, widgets.NewCard(widgets.Rows(rows...)))
	}
	d := s.page(v.Header, v.Banner, content...)
	w.backFromRights(d)
	return d
}

func (s *sketch) browserCard(card present.BrowserCard) fyne.CanvasObject {
	steps := make([]widgets.Step, 0, len(card.Steps))
	for i, text := range card.Steps {
		step := widgets.Step{State: widgets.StepTodo, Title: text}
		if i == 0 && card.Address != "" {
			step.Controls = s.addressRow(card.Address, card.Copy).row
		}
		steps = append(steps, step)
	}
	parts := []fyne.CanvasObject{widgets.NewStepList(steps...)}
	if card.Caption != "" {
		parts = append([]fyne.CanvasObject{widgets.NewText(card.Caption, widgets.StyleCaption).Wrapped()}, parts...)
	}
	return widgets.NewCard(widgets.Head(card.Title, widgets.NewPill(sign(card.Pill.Sign), card.Pill.Text)), widgets.Padded(parts...))
}
