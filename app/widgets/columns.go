package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// twoColumnWidth is the least content width that gets two columns.
const twoColumnWidth float32 = 640

// TwoColumns puts two objects side by side with a gap of 16 when there is room for it, the left one leftWidth wide
// (0: half), both as tall as the taller; in a small window it stacks them with a gap of 12.
func TwoColumns(leftWidth float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&twoColumns{left: leftWidth}, left, right)
}

type twoColumns struct {
	left       float32
	rightFirst bool // when stacked
}

// RightFirst has TwoColumns put the right one on top in a small window.
func RightFirst(columns *fyne.Container, on bool) {
	if l, is := columns.Layout.(*twoColumns); is {
		l.rightFirst = on
	}
}

func (l *twoColumns) split(width float32) (left, right float32, ok bool) {
	if width < twoColumnWidth {
		return width, width, false
	}
	left = l.left
	if left == 0 {
		left = (width - 16) / 2
	}
	return left, width - 16 - left, true
}

func (l *twoColumns) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	left, right, ok := l.split(width)
	a, b := heightFor(objects[0], left), heightFor(objects[1], right)
	if !ok {
		return a + 12 + b
	}
	return max(a, b)
}

func (l *twoColumns) naturalWidth(objects []fyne.CanvasObject) float32 {
	return naturalWidth(objects[0]) + 16 + naturalWidth(objects[1])
}

func (l *twoColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(objects[1].MinSize())
}

func (l *twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, right, ok := l.split(size.Width)
	if !ok {
		upper, lower := objects[0], objects[1]
		if l.rightFirst {
			upper, lower = lower, upper
		}
		h := heightFor(upper, left)
		place(upper, 0, 0, left, h)
		place(lower, 0, h+12, right, heightFor(lower, right))
		return
	}
	place(objects[0], 0, 0, left, size.Height)
	place(objects[1], left+16, 0, right, size.Height)
}

// EqualColumns shares the width evenly, gap units apart; below least units a column the objects are stacked.
func EqualColumns(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&equalColumns{gap, least}, objects...)
}

type equalColumns struct{ gap, least float32 }

func (l *equalColumns) each(n int, width float32) (float32, bool) {
	each := (width - l.gap*float32(n-1)) / float32(n)
	return each, each >= l.least
}

func (l *equalColumns) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	each, ok := l.each(len(objects), width)
	if !ok {
		return (&column{gap: l.gap}).heightFor(objects, width)
	}
	tallest := float32(0)
	for _, o := range objects {
		tallest = max(tallest, heightFor(o, each))
	}
	return tallest
}

func (l *equalColumns) naturalWidth(objects []fyne.CanvasObject) float32 {
	return (&row{gap: l.gap}).naturalWidth(objects)
}

func (l *equalColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (l *equalColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	each, ok := l.each(len(objects), size.Width)
	if !ok {
		(&column{gap: l.gap}).Layout(objects, size)
		return
	}
	for i, o := range objects {
		place(o, float32(i)*(each+l.gap), 0, each, size.Height)
	}
}

// Flow puts objects side by side and begins a new line when one no longer fits (buttons in a small window).
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap, line: gap}, objects...)
}

type flow struct{ gap, line float32 } // gap is between objects, line between lines

// run calls put for each object with its place and returns the height used.
func (l *flow) run(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w := min(naturalWidth(o), width)
		h := heightFor(o, w)
		if x > 0 && x+w > width+0.5 {
			x, y, line = 0, y+line+l.line, 0
		}
		put(o, x, y, w, h)
		x += w + l.gap
		line = max(line, h)
	}
	return y + line
}

func (l *flow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.run(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (l *flow) naturalWidth(objects []fyne.CanvasObject) float32 {
	return (&row{gap: l.gap}).naturalWidth(objects)
}

func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.run(objects, size.Width, place)
}
