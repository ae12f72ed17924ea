package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Row puts objects side by side, centered vertically, each at its natural width. What Grow marks takes the room that is
// left; when there is too little room texts that may be cut or wrapped give way, the widest first.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, objects...)
}

// RowTop is a Row whose objects all begin at the top.
func RowTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, top: true}, objects...)
}

// Grow marks an object that takes the room left in a Row.
func Grow(o fyne.CanvasObject) *fyne.Container {
	return container.New(&grow{}, o)
}

// Spacer is an empty Grow: it pushes what follows to the right.
func Spacer() *fyne.Container { return container.New(&grow{}) }

type grow struct{}

func (*grow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if len(objects) == 0 {
		return 0
	}
	return heightFor(objects[0], width)
}

func (*grow) naturalWidth(objects []fyne.CanvasObject) float32 {
	if len(objects) == 0 {
		return 0
	}
	return naturalWidth(objects[0])
}

func (*grow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

func (*grow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) > 0 {
		place(objects[0], 0, 0, size.Width, size.Height)
	}
}

type row struct {
	gap float32
	top bool
}

func grows(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(*grow)
	return ok
}

// widths shares out a width: natural widths first, then growing or giving way.
func (l *row) widths(objects []fyne.CanvasObject, width float32) []float32 {
	out := make([]float32, len(objects))
	spare, growing, gaps := width, 0, float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		out[i] = naturalWidth(o)
		spare -= out[i] + gaps
		gaps = l.gap
		if grows(o) {
			growing++
		}
	}
	if spare < 0 {
		giveWay(objects, out, -spare)
		return out
	}
	for i, o := range objects {
		if o.Visible() && grows(o) {
			out[i] += spare / float32(growing)
		}
	}
	return out
}

// giveWay takes the missing width from the object with most to give until nothing is missing or nothing can give.
func giveWay(objects []fyne.CanvasObject, widths []float32, missing float32) {
	for missing > 0 {
		best, most := -1, float32(0)
		for i, o := range objects {
			if !o.Visible() {
				continue
			}
			if give := widths[i] - o.MinSize().Width; give > most {
				best, most = i, give
			}
		}
		if best < 0 {
			return
		}
		taken := min(most, missing)
		widths[best] -= taken
		missing -= taken
	}
}

func (l *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	tallest := float32(0)
	widths := l.widths(objects, width)
	for i, o := range objects {
		tallest = max(tallest, heightFor(o, widths[i]))
	}
	return tallest
}

func (l *row) naturalWidth(objects []fyne.CanvasObject) float32 {
	total, gap := float32(0), float32(0)
	for _, o := range objects {
		if o.Visible() {
			total += gap + naturalWidth(o)
			gap = l.gap
		}
	}
	return total
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, gap := fyne.NewSize(0, 0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size.Width += gap + m.Width
		size.Height = max(size.Height, m.Height)
		gap = l.gap
	}
	return size
}

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	widths := l.widths(objects, size.Width)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, widths[i])
		y := (size.Height - h) / 2
		if l.top {
			y = 0
		}
		place(o, x, y, widths[i], h)
		x += widths[i] + l.gap
	}
}
