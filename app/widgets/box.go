package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// box is a filled rectangle with an edge inside its bounds. It is two fills and no stroke, because Fyne's painters do
// not agree on which side of the bounds a stroke lies.
type box struct {
	*fyne.Container
	outer, inner *canvas.Rectangle
	width        float32
}

func newBox() *box {
	b := &box{outer: &canvas.Rectangle{}, inner: &canvas.Rectangle{}}
	b.Container = container.New(boxLayout{b}, b.outer, b.inner)
	return b
}

// paint fills the box with tokens and gives it an edge of 1; an empty token leaves fill or edge out. A box with an
// edge always needs a fill.
func (b *box) paint(fill, edge Token, radius float32) {
	b.outer.FillColor, b.inner.FillColor = nil, nil
	b.outer.CornerRadius = radius
	b.inner.Hidden = true
	b.width = 0
	if fill != "" {
		b.outer.FillColor = col(fill)
	}
	if edge != "" && visible(edge) {
		b.edge(fill, edge, 1)
	}
}

// edge draws an edge of some width inside the bounds.
func (b *box) edge(fill, edge Token, width float32) {
	b.width = width
	b.outer.FillColor = col(edge)
	b.inner.FillColor = col(fill)
	b.inner.Hidden = false
	b.inner.CornerRadius = max(b.outer.CornerRadius-width, 0)
	boxLayout{b}.Layout(nil, b.Size())
}

// paintTint fills a tinted part, with an edge in the tone's own color where the theme wants one.
func (b *box) paintTint(tone Tone, radius float32) {
	b.paint(tone.TintToken(), "", radius)
	if width := theme.Size(SizeTintEdge); width > 0 {
		b.edge(tone.TintToken(), tone.SignToken(), width)
	}
}

// ends gives top and bottom corners radii of their own.
func (b *box) ends(top, bottom float32) {
	for _, r := range []*canvas.Rectangle{b.outer, b.inner} {
		r.CornerRadius = 0
		r.TopLeftCornerRadius, r.TopRightCornerRadius = top, top
		r.BottomLeftCornerRadius, r.BottomRightCornerRadius = bottom, bottom
	}
}

type boxLayout struct{ b *box }

// Layout puts the fill inside the edge.
func (l boxLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	w := l.b.width
	place(l.b.outer, 0, 0, size.Width, size.Height)
	place(l.b.inner, w, w, size.Width-2*w, size.Height-2*w)
}

// MinSize is nothing: a box takes the place it is given.
func (l boxLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// visible says whether the theme gives a token any color at all.
func visible(token Token) bool {
	_, _, _, alpha := col(token).RGBA()
	return alpha > 0
}
