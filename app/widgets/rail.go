package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RailWidth is the width of the rail in every window.
const RailWidth float32 = 216

// RailEntry is one page in the rail.
type RailEntry struct {
	Icon string
	Text string
}

// Rail is the list of pages at the left: the mark, one item a page, and who is there at its foot.
type Rail struct {
	widget.BaseWidget
	back, edge *canvas.Rectangle
	mark       *Icon
	name       *Text
	items      []*RailItem
	foot       *RailFoot
}

// NewRail makes a rail; mark is the name of an icon with its own colors, selected is called with the place of the
// entry a person pressed.
func NewRail(mark, name string, entries []RailEntry, selected func(index int)) *Rail {
	r := &Rail{
		back: &canvas.Rectangle{}, edge: &canvas.Rectangle{},
		mark: NewIcon(mark, "", 28), name: NewText(name, StyleSubtitle).Cut(CutRight), foot: NewRailFoot(),
	}
	for i, e := range entries {
		item := NewRailItem(e.Icon, e.Text, func() { selected(i) })
		item.move = func(by int) { r.focus(i + by) }
		r.items = append(r.items, item)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Select shows one entry as the page that is open; -1 shows none.
func (r *Rail) Select(index int) {
	for i, item := range r.items {
		item.SetSelected(i == index)
	}
}

// SetTexts changes the words of all entries, in their order.
func (r *Rail) SetTexts(texts ...string) {
	for i, text := range texts {
		if i < len(r.items) {
			r.items[i].text.SetText(text)
		}
	}
}

// SetDot marks an entry as needing the person; ToneNone takes the mark away.
func (r *Rail) SetDot(index int, tone Tone) {
	if index >= 0 && index < len(r.items) {
		r.items[index].SetDot(tone)
	}
}

// Item is the entry at a place, for focus and tests.
func (r *Rail) Item(index int) *RailItem { return r.items[index] }

// Foot is the rail's foot.
func (r *Rail) Foot() *RailFoot { return r.foot }

func (r *Rail) focus(index int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(r)
	if c != nil && index >= 0 && index < len(r.items) {
		c.Focus(r.items[index])
	}
}

// CreateRenderer is for Fyne.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *Rail) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.back, r.edge, r.mark, r.name}
	for _, item := range r.items {
		objects = append(objects, item)
	}
	return append(objects, r.foot)
}

func (r *Rail) min() fyne.Size {
	return fyne.NewSize(RailWidth, 72+float32(len(r.items))*44+r.foot.MinSize().Height)
}

func (r *Rail) paint() {
	r.back.FillColor, r.edge.FillColor = col(TokenRail), col(TokenLine)
}

func (r *Rail) arrange(size fyne.Size) {
	place(r.back, 0, 0, size.Width, size.Height)
	place(r.edge, size.Width-1, 0, 1, size.Height)
	place(r.mark, 20, 20, 28, 28)
	place(r.name, 58, 22, size.Width-58-12, 22)
	for i, item := range r.items {
		place(item, 8, 72+float32(i)*44, size.Width-1-16, 40)
	}
	foot := r.foot.MinSize().Height
	place(r.foot, 0, size.Height-foot, size.Width-1, foot)
}

// railRadius is the corner of a rail item.
func railRadius() float32 { return theme.Size(theme.SizeNameSelectionRadius) }
