package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// flowLayout is a layout whose height depends on the width it gets.
type flowLayout interface {
	fyne.Layout
	heightFor(objects []fyne.CanvasObject, width float32) float32
	naturalWidth(objects []fyne.CanvasObject) float32
}

// Column stacks objects from top to bottom with a gap; each gets the full width and the height it needs at that width.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap, normal: gap}, objects...)
}

// Stack is a Column with the gap between cards: 16, and 12 in a small window.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: 16, normal: 16, small: 12}, objects...)
}

type column struct{ gap, normal, small float32 }

func (l *column) setCompact(compact bool) {
	l.gap = l.normal
	if compact && l.small > 0 {
		l.gap = l.small
	}
}

func (l *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	total, gap := float32(0), float32(0)
	for _, o := range objects {
		if o.Visible() {
			total += gap + heightFor(o, width)
			gap = l.gap
		}
	}
	return total
}

func (l *column) naturalWidth(objects []fyne.CanvasObject) float32 {
	widest := float32(0)
	for _, o := range objects {
		widest = max(widest, naturalWidth(o))
	}
	return widest
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, gap := fyne.NewSize(0, 0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += gap + m.Height
		gap = l.gap
	}
	return size
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		place(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}

// Inset leaves room around an object.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top: top, right: right, bottom: bottom, left: left}, o)
}

// rowInset is the inset of edge-to-edge rows: the card's line and 20 at both sides, 16 in a small window.
func rowInset(top, bottom float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{top: top, right: 21, bottom: bottom, left: 21, row: true}, o)
}

type inset struct {
	top, right, bottom, left float32
	row                      bool
}

func (l *inset) setCompact(compact bool) {
	if !l.row {
		return
	}
	l.left, l.right = 21, 21
	if compact {
		l.left, l.right = 17, 17
	}
}

func (l *inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.top + l.bottom + heightFor(objects[0], width-l.left-l.right)
}

func (l *inset) naturalWidth(objects []fyne.CanvasObject) float32 {
	return l.left + l.right + naturalWidth(objects[0])
}

func (l *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], l.left, l.top, size.Width-l.left-l.right, size.Height-l.top-l.bottom)
}

// Sized gives an object a fixed width, height or both; 0 leaves that side to the object.
func Sized(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&sized{width, height}, o)
}

type sized struct{ width, height float32 }

func (l *sized) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if l.height > 0 {
		return l.height
	}
	return heightFor(objects[0], width)
}

func (l *sized) naturalWidth(objects []fyne.CanvasObject) float32 {
	if l.width > 0 {
		return l.width
	}
	return naturalWidth(objects[0])
}

func (l *sized) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	if l.width > 0 {
		m.Width = l.width
	}
	if l.height > 0 {
		m.Height = l.height
	}
	return m
}

func (l *sized) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width, size.Height)
}
