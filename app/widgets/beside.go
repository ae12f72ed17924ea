package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside puts side at the right of main, centered, where both fit one line; else below it, at the left, 12 under it
// (an account's buttons in a small window).
func Beside(main, side fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{gap: 12, under: 12}, main, side)
}

// fact puts a short fact at the right of some words, and below them where there is no room for it.
func fact(words, fact fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{gap: 12}, words, fact)
}

type beside struct{ gap, under float32 } // gap is between them side by side, under when one is below

func (l *beside) fits(objects []fyne.CanvasObject, width float32) bool {
	return naturalWidth(objects[0])+l.gap+naturalWidth(objects[1]) <= width
}

func (l *beside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if l.fits(objects, width) {
		right := naturalWidth(objects[1])
		return max(heightFor(objects[0], width-right-l.gap), heightFor(objects[1], right))
	}
	return heightFor(objects[0], width) + l.under + heightFor(objects[1], width)
}

func (l *beside) naturalWidth(objects []fyne.CanvasObject) float32 {
	return naturalWidth(objects[0]) + l.gap + naturalWidth(objects[1])
}

func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(objects[1].MinSize())
}

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if !l.fits(objects, size.Width) {
		h := heightFor(objects[0], size.Width)
		place(objects[0], 0, 0, size.Width, h)
		side := min(naturalWidth(objects[1]), size.Width)
		place(objects[1], 0, h+l.under, side, heightFor(objects[1], side))
		return
	}
	right := naturalWidth(objects[1])
	left := size.Width - right - l.gap
	h := heightFor(objects[0], left)
	place(objects[0], 0, (size.Height-h)/2, left, h)
	h = heightFor(objects[1], right)
	place(objects[1], size.Width-right, (size.Height-h)/2, right, h)
}
