package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Fill is for NewFillPage: the objects stand above each other with a gap, the last gets all the height that is left.
func Fill(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fill{column{gap: gap, normal: gap}}, objects...)
}

type fill struct{ column }

func (l *fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		if i == len(objects)-1 {
			h = size.Height - y
		}
		place(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}
