package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// aboutPage says which Latchkey this is, under which licence, and where it keeps things.
type aboutPage struct {
	Header                        present.Header
	Back                          string
	Name, Version, Licence, About string
	PathsHead                     string
	Paths                         []present.KeyValue
	Show                          string
	Banner                        *present.Banner
}

func (w *Window) aboutScreen(rows []present.KeyValue) screen {
	page := aboutPage{
		Header: present.Header{Title: w.words.Text("window.about.title"), Sentence: w.words.Text("window.about.sentence")},
		Back:   w.words.Text("window.back"), Name: "Latchkey", Version: w.words.Text("window.about.version", "version", w.deps.Version),
		Licence: w.words.Text("window.about.licence"), About: w.words.Text("window.about.text"),
		PathsHead: w.words.Text("window.about.paths"), Show: w.words.Text("present.show_in_folder"), Banner: w.attention(),
	}
	for _, row := range rows {
		if row.Key != w.words.Text("present.about.version") {
			page.Paths = append(page.Paths, row)
		}
	}
	return named(w, "about", page, w.aboutView)
}

func (w *Window) aboutView(v aboutPage, s *sketch) drawn {
	head := widgets.Row(16, widgets.NewIcon("latchkey", "", 48), widgets.Grow(widgets.Column(1,
		widgets.NewText(v.Name, widgets.StyleSubtitle),
		widgets.NewText(v.Version, widgets.StyleSecond).Cut(widgets.CutRight),
		widgets.NewText(v.Licence, widgets.StyleCaption).Wrapped())))
	rows := make([]fyne.CanvasObject, 0, len(v.Paths))
	for _, path := range v.Paths {
		objects := []fyne.CanvasObject{
			widgets.Grow(widgets.Column(0, widgets.NewText(path.Key, widgets.StyleBody),
				widgets.NewText(path.Value, widgets.StyleMono).Cut(widgets.CutLeft))),
		}
		if filepath.IsAbs(path.Value) {
			objects = append(objects, s.button(present.Button{
				Text: v.Show, Kind: present.KindText, Action: present.DoShowFolder, Argument: path.Value,
			}, widgets.Small))
		}
		rows = append(rows, widgets.CellRow(56, objects...))
	}
	d := s.page(v.Header, v.Banner,
		widgets.NewCard(widgets.Padded(head), widgets.Padded(widgets.Paragraph(v.About))),
		widgets.NewCard(widgets.GroupHead(v.PathsHead), widgets.Rows(rows...)))
	d.page.Header().WithBack(v.Back, func() { w.open(present.PageSettings) })
	return d
}
