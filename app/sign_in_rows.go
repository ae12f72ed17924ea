package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// addressRow shows an address with what can be done with it. When the address
// changes it stays, and with it the keyboard focus.
type addressRow struct {
	sketch  *sketch
	address string
	field   *widgets.ReadField
	buttons []*widgets.Button
	row     fyne.CanvasObject // nil until there was an address
}

func (s *sketch) addressRow(address string, buttons ...present.Button) *addressRow {
	r := &addressRow{sketch: s}
	r.show(address, buttons...)
	return r
}

// show puts in another address; the buttons are the same ones, about it.
func (r *addressRow) show(address string, buttons ...present.Button) {
	if address == r.address {
		return
	}
	r.address = address
	switch {
	case address == "":
	case r.row == nil:
		r.build(buttons)
	default:
		r.field.SetText(address)
		for i, b := range buttons {
			r.sketch.wire(r.buttons[i], b)
		}
	}
}

func (r *addressRow) build(buttons []present.Button) {
	objects := make([]fyne.CanvasObject, 0, len(buttons))
	for _, b := range buttons {
		button := r.sketch.button(b, widgets.BesideField)
		r.buttons = append(r.buttons, button)
		objects = append(objects, button)
	}
	r.field = widgets.NewAddressField(r.address)
	r.row = widgets.Beside(widgets.Sized(leastAddress, 36, r.field), widgets.Flow(8, objects...))
}

// under puts the address, when there is one, below the step that runs.
func (r *addressRow) under(steps []widgets.Step, note string) {
	for i := range steps {
		if steps[i].State == widgets.StepRunning && r.address != "" {
			steps[i].Sentence, steps[i].Controls = note, r.row
		}
	}
}

// leastAddress is the width below which the buttons go under the address.
const leastAddress float32 = 160

// pasteRow takes the address that the browser ended at, and says when it was
// not the right one.
type pasteRow struct {
	icon    *widgets.Icon
	refused *widgets.Text
	row     fyne.CanvasObject
}

func (s *sketch) pasteRow(v present.PasteRow) *pasteRow {
	p := &pasteRow{
		icon:    widgets.NewIcon(v.Icon, widgets.TokenText2, 20),
		refused: widgets.NewText("", widgets.StyleCaption).In(widgets.TokenWarn).Wrapped(),
	}
	field := widgets.NewField(v.Hint, nil)
	s.name("field:paste", field.Focus())
	send := func() {
		address := field.Text()
		field.SetText("")
		s.act(v.Send.Action, address)
	}
	field.OnSubmitted(func(string) { send() })
	button := s.button(v.Send, widgets.BesideField)
	button.OnTapped(send)
	words := widgets.Column(0, widgets.NewText(v.Text, widgets.StyleBody).Wrapped(), p.refused)
	line := widgets.Beside(widgets.Sized(leastWords, 0, words),
		widgets.Row(8, widgets.Sized(pasteWidth, 36, field), button))
	p.row = widgets.CellRow(56, p.icon, widgets.Grow(widgets.Inset(6, 0, 6, 0, line)))
	p.show(v)
	return p
}

func (p *pasteRow) show(v present.PasteRow) {
	p.refused.SetText(v.Refused)
	p.refused.Hidden = v.Refused == ""
	if v.Refused != "" {
		p.icon.Set("state-warn", widgets.TokenWarnSign)
	} else {
		p.icon.Set(v.Icon, widgets.TokenText2)
	}
}

// pasteWidth shows the beginning of an address, which tells one from another.
const pasteWidth float32 = 224
