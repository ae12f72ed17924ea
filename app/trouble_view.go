package app

import (
	"reflect"

	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// troubleList is the page Troubleshoot, updated in place so that typing and what
// was opened are not disturbed.
type troubleList struct {
	window   *Window
	page     *widgets.Page
	sketch   *sketch
	view     troublePage
	symptoms *widgets.Card
	columns  *fyne.Container
	checks   *checkList
	card     *widgets.Card
	below    *fyne.Container
	spinner  *widgets.Spinner
	names    struct{ header, symptoms, checks, below []string }
}

func (w *Window) troubleView(v troublePage, s *sketch) drawn {
	l := &troubleList{window: w, sketch: s, symptoms: widgets.NewCard(), card: widgets.NewCard(), below: widgets.Stack(), spinner: widgets.NewSpinner(18)}
	header := widgets.NewPageHeader("", "")
	d := drawn{page: widgets.NewPage(header, nil, nil)}
	l.page = d.page
	l.checks = s.checkList(func() { l.page.Refresh() })
	l.showHeader(v)
	field := widgets.NewSearchField(v.Hint, 40, func(text string) {
		if w.trouble.query != text {
			w.search(text)
		}
	})
	field.SetText(v.Query)
	s.name("search", field.Focus())
	left := widgets.Column(12, widgets.Sized(0, 40, field), l.symptoms)
	l.columns = widgets.TwoColumns(316, left, widgets.Column(0, l.card))
	l.show(v)
	d.page.SetContent(widgets.Stack(l.columns, l.below))
	d.update = func(model any) { l.update(model.(troublePage)) }
	d.leave = func() {
		l.spinner.Stop()
		l.checks.stop()
	}
	return d
}

// update shows another state; who had a button that is gone has the page's first one.
func (l *troubleList) update(v troublePage) {
	canvas := l.window.window.Canvas()
	focused := l.sketch.nameOf(canvas.Focused())
	before := l.view
	if !reflect.DeepEqual(v.Header, before.Header) {
		l.showHeader(v)
	}
	l.show(v)
	l.page.Refresh()
	if focused == "" {
		return
	}
	if control := l.sketch.find(focused); control != nil {
		canvas.Focus(control)
	} else if first := l.page.Header().Primary(); first != nil {
		canvas.Focus(first)
	}
}

func (l *troubleList) showHeader(v troublePage) {
	header := l.page.Header()
	shown := widgets.Sign{}
	if v.Header.Sign != nil {
		shown = sign(*v.Header.Sign)
	}
	header.Set(shown, v.Header.Title, v.Header.Sentence)
	l.names.header = l.sketch.anew(l.names.header, func() {
		header.SetButtons(l.sketch.buttons(v.Header.Buttons, widgets.Large)...)
	})
}

func (l *troubleList) show(v troublePage) {
	before := l.view
	l.view = v
	if !reflect.DeepEqual(v.Banner, before.Banner) {
		l.page.SetBanner(l.sketch.banner(v.Banner))
	}
	if !reflect.DeepEqual(v.Symptoms, before.Symptoms) || v.NoMatch != before.NoMatch {
		l.showSymptoms(v)
	}
	if !reflect.DeepEqual(v.Checks, before.Checks) {
		l.names.checks = l.sketch.anew(l.names.checks, func() { l.showChecks(v.Checks) })
	}
	if !reflect.DeepEqual(v.Changed, before.Changed) || !reflect.DeepEqual(v.Foot, before.Foot) {
		l.names.below = l.sketch.anew(l.names.below, func() {
			l.below.Objects = append(changedCard(v.ChangedHead, v.Changed), l.sketch.footCard(v.Foot))
		})
	}
}

func (l *troubleList) showSymptoms(v troublePage) {
	l.names.symptoms = l.sketch.anew(l.names.symptoms, func() {
		rows := make([]fyne.CanvasObject, 0, len(v.Symptoms))
		for _, symptom := range v.Symptoms {
			rows = append(rows, l.sketch.link(symptom))
		}
		if v.NoMatch != "" {
			rows = append(rows, widgets.CellRow(44, widgets.Grow(widgets.Inset(8, 0, 8, 0, widgets.Paragraph(v.NoMatch)))))
		}
		l.symptoms.SetSections(widgets.Rows(rows...))
		l.symptoms.Hidden = len(rows) == 0
	})
}

// showChecks draws the card of the checks: not run, running, or what was found.
func (l *troubleList) showChecks(v present.ChecksView) {
	widgets.RightFirst(l.columns, v.Count != "") // in a small window what was found is not far below
	l.spinner.Stop()
	l.checks.stop()
	if !v.Running && l.view.Checks.Running || len(v.Folds) > 0 {
		l.checks = l.sketch.checkList(l.checks.changed) // other rows, which open anew
	}
	count := widgets.NewText(v.Count, widgets.StyleCaption)
	if v.Running {
		l.spinner.Start()
		head := widgets.CellRow(40, l.spinner, widgets.Grow(widgets.NewText(v.Title, widgets.StyleStrong).Cut(widgets.CutRight)), count)
		l.card.SetSections(widgets.Rows(head), widgets.Progress(widgets.NewProgressLine(v.Fraction)), widgets.Rows(l.checks.draw(v.Rows)...))
		return
	}
	var rows []fyne.CanvasObject
	if v.Empty != nil {
		rows = append(rows, l.sketch.emptyState(*v.Empty))
	}
	rows = append(rows, l.checks.draw(v.Rows)...)
	for _, fold := range v.Folds {
		rows = append(rows, l.checks.folded(fold)...)
	}
	head := widgets.CellRow(40, widgets.Grow(widgets.NewText(v.Title, widgets.StyleStrong).Cut(widgets.CutRight)), count)
	l.card.SetSections(widgets.Rows(append([]fyne.CanvasObject{head}, rows...)...))
}
