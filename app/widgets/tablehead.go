package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// tableHead is the head of a column; pressing it sorts.
type tableHead struct {
	control
	words *Text
	over  *canvas.Rectangle
	ring  *canvas.Rectangle
	arrow *glyph
	sorts bool
	down  bool
}

func newTableHead(title string, tap func()) *tableHead {
	h := &tableHead{
		words: NewText(title, StyleCaptionStrong).Cut(CutRight),
		over:  &canvas.Rectangle{}, ring: &canvas.Rectangle{}, arrow: newGlyph(),
	}
	h.init(h, tap)
	return h
}

func (h *tableHead) show(sorts, down bool) {
	if h.sorts == sorts && h.down == down {
		return
	}
	h.sorts, h.down = sorts, down
	h.Refresh()
}

// CreateRenderer is for Fyne.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return newRenderer(h) }

func (h *tableHead) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{h.over, h.words, h.arrow.img, h.ring}
}

func (h *tableHead) min() fyne.Size { return fyne.NewSize(40, tableRow-6) }

func (h *tableHead) paint() {
	h.over.CornerRadius = 6
	fillOverlay(h.over, h.overlay())
	showRing(h.ring, h.focused && !h.Disabled())
	icon := ""
	switch {
	case h.sorts && h.down:
		icon = "chevron-down"
	case h.sorts:
		icon = chevronUp
	}
	h.arrow.set(icon, TokenText2)
}

func (h *tableHead) arrange(size fyne.Size) {
	place(h.over, 0, 0, size.Width, size.Height)
	placeInnerRing(h.ring, size, 6)
	w := min(h.words.naturalWidth(), size.Width-6)
	place(h.words, 6, 0, w, size.Height)
	place(h.arrow.img, 6+w+5, (size.Height-12)/2, 12, 12)
}
