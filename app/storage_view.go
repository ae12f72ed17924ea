package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// storagePage is the choice of a place, with what was typed.
type storagePage struct {
	present.StorageView
	KeyFile string
}

func (w *Window) storageScreen() screen {
	view := present.Storage(w.snap.settings.Storage, w.moving.place, w.words)
	view.Banner = w.topBanner(nil)
	return named(w, "settings/storage", storagePage{StorageView: view, KeyFile: w.snap.settings.Storage.KeyFile}, w.storageView)
}

func (w *Window) storageView(v storagePage, s *sketch) drawn {
	var content []fyne.CanvasObject
	for _, choice := range v.Choices {
		var pill *widgets.Pill
		if choice.Pill != nil {
			pill = widgets.NewPill(sign(choice.Pill.Sign), choice.Pill.Text)
		}
		card := widgets.NewChoiceCard(choice.Title, pill, choice.Text, w.keyFileField(choice, v, s), func() {
			w.moving.place = choice.ID
			w.render()
		})
		card.SetOn(choice.ID == v.Selected)
		s.name("place:"+choice.ID, card)
		content = append(content, card)
	}
	content = append(content, widgets.Row(10, widgets.NewIcon("shield", widgets.TokenText2, 20), widgets.Grow(widgets.Paragraph(v.Note))))
	d := s.page(v.Header, v.Banner, content...)
	d.page.Header().WithBack(w.words.Text("window.back"), func() { w.open(present.PageSettings) })
	return d
}

// keyFileField takes the path of a key file, where that is what is chosen. What is
// typed goes straight into the window's state, so that a redraw loses nothing.
func (w *Window) keyFileField(choice present.Choice, v storagePage, s *sketch) fyne.CanvasObject {
	if choice.Field == "" || choice.ID != v.Selected {
		return nil
	}
	field := widgets.NewField(choice.Field, func(text string) { w.moving.keyFile = text })
	field.SetText(w.moving.keyFile)
	field.OnSubmitted(func(string) { w.planMove() })
	s.name("field:key_file", field.Focus())
	return widgets.Sized(0, 36, field)
}
