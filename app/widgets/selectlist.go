package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// selectList is the overlay with the answers of a Select. It covers the window, so a click beside the list closes it.
type selectList struct {
	widget.BaseWidget
	owner  *Select
	canvas fyne.Canvas
	box    *box
	rows   []*selectRow
	scroll *Scroller
	column *fyne.Container
}

func newSelectList(owner *Select, c fyne.Canvas) *selectList {
	l := &selectList{owner: owner, canvas: c, box: newBox(), column: Column(0)}
	for i, text := range owner.options {
		r := &selectRow{list: l, index: i}
		mark := NewIcon("check", TokenText, 18)
		mark.Hidden = i != owner.index
		body := Inset(4, 10, 4, 12, Row(8, Grow(NewText(text, StyleBody).Cut(CutRight)), mark))
		r.initRow(r, 36, body, func() { owner.choose(r.index) })
		r.setEnds(6, 6)
		l.rows = append(l.rows, r)
		l.column.Add(r)
	}
	l.scroll = NewScroller(l.column)
	l.ExtendBaseWidget(l)
	return l
}

// Tapped beside the list closes it.
func (l *selectList) Tapped(*fyne.PointEvent) { l.owner.close() }

// CreateRenderer is for Fyne.
func (l *selectList) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *selectList) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.box.Container, l.scroll}
}
func (l *selectList) min() fyne.Size { return fyne.Size{} }

func (l *selectList) paint() {
	l.box.paint(TokenCard, TokenEdge, theme.Size(theme.SizeNameMenuRadius))
}

func (l *selectList) arrange(size fyne.Size) {
	const edge, gap float32 = 5, 4
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.owner).Subtract(l.Position())
	w := max(l.owner.Size().Width, min(naturalWidth(l.column)+2*edge, size.Width-16))
	x := min(at.X, size.Width-w-8)
	wanted := heightFor(l.column, w-2*edge) + 2*edge
	below := at.Y + l.owner.Size().Height + gap
	y, h := below, min(wanted, size.Height-below-8)
	if h < wanted && at.Y-gap-8 > h {
		h = min(wanted, at.Y-gap-8)
		y = at.Y - gap - h
	}
	place(l.box, x, y, w, h)
	place(l.scroll, x+edge, y+edge, w-2*edge, h-2*edge)
}

// selectRow is one answer.
type selectRow struct {
	pressRow
	list  *selectList
	index int
}

// CreateRenderer is for Fyne.
func (r *selectRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

// TypedKey moves with the arrows and closes with Esc or Tab's neighbors.
func (r *selectRow) TypedKey(e *fyne.KeyEvent) {
	last := len(r.list.rows) - 1
	switch e.Name {
	case fyne.KeyDown:
		r.list.canvas.Focus(r.list.rows[min(r.index+1, last)])
	case fyne.KeyUp:
		r.list.canvas.Focus(r.list.rows[max(r.index-1, 0)])
	case fyne.KeyHome:
		r.list.canvas.Focus(r.list.rows[0])
	case fyne.KeyEnd:
		r.list.canvas.Focus(r.list.rows[last])
	case fyne.KeyEscape:
		r.list.owner.close()
	default:
		r.pressRow.TypedKey(e)
	}
}
