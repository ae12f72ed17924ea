package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

func (w *Window) reportView(v reportPage, s *sketch) drawn {
	field := widgets.NewField("", func(text string) { w.setReportPath(text) })
	field.SetText(v.Path)
	s.name("path", field.Focus())
	where := widgets.NewCard(widgets.Rows(widgets.CellRow(56,
		widgets.NewText(v.PathLabel, widgets.StyleBody), widgets.Grow(widgets.Inset(10, 0, 10, 0, widgets.Sized(0, 36, field))))))
	rows := make([]fyne.CanvasObject, 0, len(v.Files))
	for _, file := range v.Files {
		rows = append(rows, widgets.NewInfoRow("file", file.Name, file.Size, s.button(file.Button, widgets.Small)))
	}
	files := widgets.NewCard(widgets.GroupHead(v.FilesHead), widgets.Rows(rows...))
	ticket := widgets.NewCard(widgets.Rows(widgets.CellRow(52,
		widgets.Grow(widgets.NewText(v.TicketHead, widgets.StyleSecondStrong).Cut(widgets.CutRight)), s.button(v.Copy, widgets.Small))),
		widgets.Padded(linesOf(v.Ticket)))
	return w.behind(s.page(v.Header, v.Banner, where, files, ticket))
}

// behind gives a page behind the first one its way back.
func (w *Window) behind(d drawn) drawn {
	w.backFromTrouble(d)
	return d
}

// setReportPath takes over what was typed, without drawing the field anew.
func (w *Window) setReportPath(path string) {
	if w.trouble.report != nil {
		w.trouble.report.path = path
	}
}

// textScreen is a text to read and to copy, or a file of a report.
func (w *Window) textScreen(name string, view present.TextView) screen {
	view.Banner = w.topBanner(view.Banner)
	return named(w, name, view, w.textView)
}

func (w *Window) textView(v present.TextView, s *sketch) drawn {
	if !v.Plain {
		return w.behind(s.page(v.Header, v.Banner, widgets.NewCard(widgets.Padded(linesOf(v.Lines)))))
	}
	table := widgets.NewTable([]widgets.TableColumn{{Title: v.Header.Title, Width: 300}}, nil, nil)
	table.SetRows(len(v.Lines), func(row int) []widgets.Cell { return []widgets.Cell{{Text: v.Lines[row]}} })
	s.name("table", table)
	return w.behind(drawn{page: widgets.NewFillPage(s.header(v.Header), s.banner(v.Banner), table)})
}
