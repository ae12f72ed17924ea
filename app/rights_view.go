package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// rightsList is the table with its filter, updated in place so that typing and
// scrolling are not disturbed.
type rightsList struct {
	window *Window
	page   *widgets.Page
	sketch *sketch
	table  *widgets.Table
	empty  *widgets.Text
	count  *widgets.Text
	view   rightsPage
}

func (w *Window) rightsView(v rightsPage, s *sketch) drawn {
	if v.Empty != nil {
		return s.page(v.Header, nil, s.empty(*v.Empty))
	}
	l := &rightsList{
		window: w, sketch: s, view: v,
		count: widgets.NewText(v.Count, widgets.StyleSecond),
		empty: widgets.NewText(v.NoMatch, widgets.StyleSecond),
	}
	l.table = widgets.NewTable(rightColumns(v), l.sortBy, nil)
	s.name("table", l.table)
	filter, actions := l.bar(v)
	list := container.New(listBelow{}, filter, actions, l.table, l.empty)
	d := drawn{page: widgets.NewFillPage(s.header(v.Header), s.banner(v.Banner), list)}
	l.page = d.page
	l.fill()
	d.update = func(model any) { l.update(model.(rightsPage)) }
	return d
}

// bar is the filter, the states, the count, and the way to clear the list.
func (l *rightsList) bar(v rightsPage) (filters, actions fyne.CanvasObject) {
	filter := widgets.NewSearchField(v.FilterHint, 36, func(text string) {
		if l.window.rights.filter != text {
			l.window.rights.filter = text
			l.window.render()
		}
	})
	filter.SetText(v.Filter)
	l.sketch.name("filter", filter.Focus())
	texts := make([]string, 0, len(v.States))
	for _, state := range v.States {
		texts = append(texts, state.Text)
	}
	states := widgets.NewSelect(texts, v.State, func(index int) {
		l.window.rights.state = v.States[index].Code
		l.window.render()
	})
	l.sketch.name("states", states)
	filters = widgets.Row(8, widgets.Grow(widgets.Sized(0, 36, filter)), widgets.Sized(156, 36, states))
	actions = widgets.Row(8, widgets.Grow(l.count), l.sketch.button(v.Clear, widgets.BesideField))
	return filters, actions
}

func (l *rightsList) update(v rightsPage) {
	before := l.view
	l.view = v
	if v.Banner != before.Banner {
		l.page.SetBanner(l.sketch.banner(v.Banner))
	}
	l.count.SetText(v.Count)
	l.fill()
	if v.Sort != before.Sort || v.Down != before.Down || v.Filter != before.Filter || v.State != before.State {
		l.table.ScrollToTop()
	}
	l.page.Refresh()
}

func (l *rightsList) fill() {
	rows := l.view.matching()
	all := l.view.Rows
	l.table.SetRows(len(rows), func(row int) []widgets.Cell { return rightCells(all[rows[row]]) })
	l.table.SetSort(l.view.Sort, l.view.Down)
	l.empty.Hidden = len(rows) > 0
}

// sortBy orders by a column; the same column again turns the order round.
func (l *rightsList) sortBy(column int) {
	state := &l.window.rights
	state.down = state.sort == column && !state.down
	state.sort = column
	l.window.render()
}

func rightColumns(v rightsPage) []widgets.TableColumn {
	return []widgets.TableColumn{
		{Title: v.Columns[0], Width: 200},
		{Title: v.Columns[1], Width: 188},
		{Title: v.Columns[2], Width: 112, HideOrder: 1},
		{Title: v.Columns[3], Width: 102},
		{Title: v.Columns[4], Width: 90, HideOrder: 2},
	}
}

func rightCells(row present.RightRow) []widgets.Cell {
	return []widgets.Cell{
		{Text: row.Name},
		{Text: row.State, Sign: sign(row.Sign), Strong: row.Strong},
		{Text: row.From, Second: true},
		{Text: row.Until, Second: true},
		{Text: row.Checked, Second: true},
	}
}

// listBelow puts the filters and the actions on one line, or on two in a small
// window, and the list in the room that is left.
type listBelow struct{}

// MinSize is for Fyne.
func (listBelow) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[2].MinSize() }

// Layout is for Fyne.
func (listBelow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const bar, gap, oneLine, filters = 36, 12, 640, 388
	put := func(o fyne.CanvasObject, x, y, width, height float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, height))
	}
	top := float32(bar + gap)
	if size.Width >= oneLine {
		left := min(size.Width-16-objects[1].MinSize().Width, filters)
		put(objects[0], 0, 0, left, bar)
		put(objects[1], left+16, 0, size.Width-left-16, bar)
	} else {
		put(objects[0], 0, 0, size.Width, bar)
		put(objects[1], 0, bar+8, size.Width, bar)
		top += bar + 8
	}
	height := size.Height - top
	if table, ok := objects[2].(*widgets.Table); ok {
		const row, least = 34, 4 // a short list ends where its rows end
		height = min(height, float32(row*(1+max(table.Count(), least))+2))
	}
	put(objects[2], 0, top, size.Width, height)
	note := objects[3].MinSize()
	put(objects[3], (size.Width-note.Width)/2, top+50, note.Width, note.Height)
}
