package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawn is a widget of this package as its renderer sees it. children may change between calls.
type drawn interface {
	fyne.Widget
	children() []fyne.CanvasObject
	min() fyne.Size
	arrange(size fyne.Size)
	paint() // takes colors from the theme and the widget's state
}

type renderer struct{ w drawn }

func newRenderer(w drawn) fyne.WidgetRenderer {
	w.paint()
	return &renderer{w: w}
}

func (r *renderer) Layout(size fyne.Size)        { r.w.arrange(size) }
func (r *renderer) MinSize() fyne.Size           { return r.w.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.w.children() }

func (r *renderer) Refresh() {
	r.w.paint()
	r.w.arrange(r.w.Size())
	canvas.Refresh(r.w)
}

func (r *renderer) Destroy() {
	if s, ok := r.w.(interface{ Stop() }); ok {
		s.Stop()
	}
}

// heightFor is the height an object needs at a width; objects that do not care about width give their minimum.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if !o.Visible() {
		return 0
	}
	if h, ok := o.(interface{ HeightFor(float32) float32 }); ok {
		return h.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flowLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// naturalWidth is the width at which an object is neither cut nor wrapped.
func naturalWidth(o fyne.CanvasObject) float32 {
	if !o.Visible() {
		return 0
	}
	if n, ok := o.(interface{ naturalWidth() float32 }); ok {
		return n.naturalWidth()
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flowLayout); ok {
			return l.naturalWidth(c.Objects)
		}
	}
	return o.MinSize().Width
}

// walk visits an object and everything inside it, as far as containers, scrolls and this package's widgets go.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil {
		return
	}
	visit(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			walk(child, visit)
		}
	case *Scroller:
		walk(x.content, visit)
	case drawn:
		for _, child := range x.children() {
			walk(child, visit)
		}
	}
}

// compactable parts use smaller paddings in a small window.
type compactable interface{ setCompact(compact bool) }

func setCompact(o fyne.CanvasObject, compact bool) {
	walk(o, func(o fyne.CanvasObject) {
		if c, ok := o.(compactable); ok {
			c.setCompact(compact)
		}
		if box, ok := o.(*fyne.Container); ok {
			if c, ok := box.Layout.(compactable); ok {
				c.setCompact(compact)
			}
		}
	})
}

// place puts an object somewhere.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// relayout lays an object and everything inside it out again. Fyne skips objects whose size stays the same, but their
// insides may need other places: a text grew a line beside a taller neighbor.
func relayout(o fyne.CanvasObject) {
	switch x := o.(type) {
	case *fyne.Container:
		if x.Layout != nil {
			x.Layout.Layout(x.Objects, x.Size())
		}
		for _, child := range x.Objects {
			relayout(child)
		}
	case drawn:
		x.arrange(x.Size())
		for _, child := range x.children() {
			relayout(child)
		}
	}
}
