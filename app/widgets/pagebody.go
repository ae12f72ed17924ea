package widgets

import "fyne.io/fyne/v2"

// ringRoom is what the scrolled area begins above its content, so that a focus ring on top is not cut.
const ringRoom float32 = 8

type margins struct {
	compact                       bool
	side, top, below, bottom, gap float32
}

func pageMargins(width float32) margins {
	if width < compactBelow {
		return margins{compact: true, side: 24, top: 20, below: 16, bottom: 20, gap: 12}
	}
	return margins{side: 32, top: 28, below: 24, bottom: 28, gap: 16}
}

// pageBody lays banner and content out inside the scroller: margins at the sides, room for a ring on top.
type pageBody struct {
	objects                  []fyne.CanvasObject
	side, width, bottom, gap float32
}

func (l *pageBody) heightFor(objects []fyne.CanvasObject, _ float32) float32 {
	return ringRoom + (&column{gap: l.gap}).heightFor(objects, l.width) + l.bottom
}

func (l *pageBody) naturalWidth(objects []fyne.CanvasObject) float32 {
	return (&column{}).naturalWidth(objects)
}

func (l *pageBody) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.heightFor(objects, l.width))
}

func (l *pageBody) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	y := ringRoom
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, l.width)
		place(o, l.side, y, l.width, h)
		y += h + l.gap
	}
}

// Frame is the whole window: the rail at the left, one page right of it.
type Frame struct {
	composite
	rail *Rail
	page fyne.CanvasObject
}

// NewFrame makes the frame; give it to Window.SetContent with padding off.
func NewFrame(rail *Rail, page fyne.CanvasObject) *Frame {
	f := &Frame{rail: rail, page: page}
	f.body = Column(0)
	f.ExtendBaseWidget(f)
	return f
}

// SetPage shows another page.
func (f *Frame) SetPage(page fyne.CanvasObject) {
	f.page = page
	f.Refresh()
}

// CreateRenderer is for Fyne.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *Frame) children() []fyne.CanvasObject { return []fyne.CanvasObject{f.rail, f.page} }

func (f *Frame) min() fyne.Size {
	return fyne.NewSize(RailWidth+320, f.rail.MinSize().Height)
}

func (f *Frame) arrange(size fyne.Size) {
	place(f.rail, 0, 0, RailWidth, size.Height)
	place(f.page, RailWidth, 0, size.Width-RailWidth, size.Height)
}
