package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// firstRunView draws the choice of a provider. What is typed goes straight into
// the window's state, so that a redraw loses nothing.
func (w *Window) firstRunView(v firstRunPage, s *sketch) drawn {
	cards := make([]*widgets.ChoiceCard, len(v.Choices))
	var content []fyne.CanvasObject
	for i, choice := range v.Choices {
		var pill *widgets.Pill
		if choice.Pill != nil {
			pill = widgets.NewPill(sign(choice.Pill.Sign), choice.Pill.Text)
		}
		cards[i] = widgets.NewChoiceCard(choice.Title, pill, choice.Text, w.choiceControls(choice, v, s), func() {
			w.home.selected = choice.ID
			for j, card := range cards {
				card.SetOn(j == i)
			}
		})
		cards[i].SetOn(choice.ID == v.Selected)
		s.name("choice:"+choice.ID, cards[i])
		content = append(content, cards[i])
	}
	content = append(content, widgets.Row(10, widgets.NewIcon("shield", widgets.TokenText2, 20), widgets.Grow(widgets.Paragraph(v.Note))))
	d := s.page(v.Header, v.Banner, content...)
	if v.Back != "" {
		d.page.Header().WithBack(v.Back, func() { w.open(present.PageHome) })
	}
	return d
}

// choiceControls are the fields of "Another provider".
func (w *Window) choiceControls(choice present.Choice, v firstRunPage, s *sketch) fyne.CanvasObject {
	if choice.Field == "" {
		return nil
	}
	field := widgets.NewField(choice.Field, func(text string) {
		if w.home.lookup.address != text {
			w.home.lookup.address = text
			w.pick("other", s)
		}
	})
	field.SetText(w.home.lookup.address)
	field.OnSubmitted(func(string) { w.lookUp() })
	s.name("field:address", field.Focus())
	button := s.button(*choice.Button, widgets.BesideField)
	button.SetEnabled(!v.Lookup.Busy)
	rows := []fyne.CanvasObject{widgets.Row(8, widgets.Grow(widgets.Sized(0, 36, field)), button)}
	if v.Lookup.Asking {
		client := widgets.NewField(v.Lookup.ClientField, func(text string) { w.home.lookup.client = text })
		client.SetText(w.home.lookup.client)
		client.OnSubmitted(func(string) { w.lookUp() })
		s.name("field:client", client.Focus())
		rows = append(rows, widgets.Paragraph(v.Lookup.Head), widgets.Sized(0, 36, client))
	}
	return widgets.Column(10, rows...)
}

// pick ticks a choice because the person works on its fields.
func (w *Window) pick(id string, s *sketch) {
	if w.home.selected == id {
		return
	}
	if card, ok := s.find("choice:" + id).(*widgets.ChoiceCard); ok {
		card.Press()
	}
}
