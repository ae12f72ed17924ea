package app

import (
	"reflect"

	"fyne.io/fyne/v2"

	"latchkey/app/widgets"
)

// eventList is the page Activity, updated in place so that typing is not disturbed.
type eventList struct {
	window *Window
	page   *widgets.Page
	sketch *sketch
	count  *widgets.Text
	days   *fyne.Container
	names  []string
	view   activityPage
}

func (w *Window) activityView(v activityPage, s *sketch) drawn {
	if v.Empty != nil {
		return s.page(v.Header, v.Banner, s.empty(*v.Empty))
	}
	l := &eventList{window: w, sketch: s, count: widgets.NewText("", widgets.StyleSecond).Wrapped(), days: widgets.Stack()}
	d := drawn{page: widgets.NewPage(widgets.NewPageHeader(v.Header.Title, v.Header.Sentence), s.banner(v.Banner), nil)}
	l.page = d.page
	l.header(v)
	bar := l.bar(v)
	l.show(v)
	d.page.SetContent(widgets.Stack(bar, l.days))
	d.update = func(model any) { l.update(model.(activityPage)) }
	return d
}

// bar is the filter, the kinds, and how many there are.
func (l *eventList) bar(v activityPage) fyne.CanvasObject {
	events := &l.window.events
	field := widgets.NewSearchField(v.Hint, 36, func(text string) {
		if events.filter != text {
			events.filter = text
			l.window.render()
		}
	})
	field.SetText(v.Filter)
	l.sketch.name("filter", field.Focus())
	texts, index := make([]string, 0, len(v.Kinds)), 0
	for i, kind := range v.Kinds {
		texts = append(texts, kind.Text)
		if kind.Value == v.Kind {
			index = i
		}
	}
	kinds := widgets.NewSelect(texts, index, func(chosen int) {
		events.kind = v.Kinds[chosen].Value
		l.window.render()
	})
	l.sketch.name("kinds", kinds)
	filters := widgets.Row(8, widgets.Sized(268, 36, field), widgets.Sized(168, 36, kinds))
	return widgets.Beside(filters, l.count)
}

func (l *eventList) update(v activityPage) {
	if !reflect.DeepEqual(v.Banner, l.view.Banner) {
		l.page.SetBanner(l.sketch.banner(v.Banner))
	}
	if !reflect.DeepEqual(v.Header, l.view.Header) {
		l.header(v)
	}
	l.show(v)
	l.page.Refresh()
}

func (l *eventList) header(v activityPage) {
	l.names = l.sketch.anew(l.names, func() {
		l.page.Header().SetButtons(l.sketch.buttons(v.Header.Buttons, widgets.Large)...)
	})
}

func (l *eventList) show(v activityPage) {
	l.view = v
	l.count.SetText(v.Count)
	l.days.Objects = nil
	for _, day := range v.Days {
		rows := make([]fyne.CanvasObject, 0, len(day.Rows))
		for _, row := range day.Rows {
			rows = append(rows, widgets.NewEventRow(row.Clock, sign(row.Sign), row.Text, row.Fact))
		}
		l.days.Add(widgets.Column(8, widgets.GroupTitle(day.Title), widgets.NewCard(widgets.Rows(rows...))))
	}
	for _, note := range []string{v.More, v.None} {
		if note != "" {
			l.days.Add(widgets.Paragraph(note))
		}
	}
}
