package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// cardPart is one object of a card in its place. y and h are units from the card's top.
type cardPart struct {
	object fyne.CanvasObject
	x, y   float32
	w, h   float32
}

// parts walks the sections from top to bottom; lineAt gets the y of every separator.
func (c *Card) parts(width float32, part func(cardPart), lineAt func(y float32)) float32 {
	y := float32(0)
	afterHead, afterLine, began := false, false, false
	for _, s := range c.sections {
		if s.progress != nil {
			part(cardPart{object: s.progress, x: 1, y: y, w: width - 2, h: 3})
			y, afterLine = y+3, true
			continue
		}
		for n, o := range s.objects {
			if !o.Visible() {
				continue
			}
			if (n == 0 && began && !afterHead && !afterLine) || n > 0 {
				lineAt(y)
			}
			p := cardPart{object: o, y: y, w: width}
			if s.padded {
				p = c.padPart(p, afterHead && began)
			}
			p.h = heightFor(o, p.w)
			part(p)
			y = p.y + p.h
			if s.padded {
				y += c.padding - 2
			}
			began, afterHead, afterLine = true, false, false
		}
		afterHead = s.head
	}
	if c.endsWithHead() {
		y += c.padding - 2
	}
	return y
}

func (c *Card) padPart(p cardPart, afterHead bool) cardPart {
	p.x, p.w = c.padding, p.w-2*c.padding
	if afterHead {
		p.y += 12
	} else {
		p.y += c.padding - 1
	}
	return p
}

func (c *Card) endsWithHead() bool {
	return len(c.sections) > 0 && c.sections[len(c.sections)-1].head
}

// HeightFor is the height the card needs at a width.
func (c *Card) HeightFor(width float32) float32 {
	return c.parts(width, func(cardPart) {}, func(float32) {})
}

func (c *Card) naturalWidth() float32 {
	widest := float32(0)
	for _, s := range c.sections {
		for _, o := range s.objects {
			w := naturalWidth(o)
			if s.padded {
				w += 2 * c.padding
			}
			widest = max(widest, w)
		}
	}
	return widest
}

func (c *Card) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.box.Container}
	for _, l := range c.lines {
		objects = append(objects, l)
	}
	for _, s := range c.sections {
		objects = append(objects, s.objects...)
	}
	return objects
}

func (c *Card) min() fyne.Size {
	return fyne.NewSize(2*c.padding+flexibleMin, c.HeightFor(c.Size().Width))
}

func (c *Card) paint() {
	c.box.paint(TokenCard, TokenLine, theme.Size(theme.SizeNameCardRadius))
	for _, l := range c.lines {
		l.FillColor = col(TokenLine)
	}
}

func (c *Card) arrange(size fyne.Size) {
	place(c.box, 0, 0, size.Width, size.Height)
	c.lines = nil
	put := func(p cardPart) { place(p.object, p.x, p.y, p.w, p.h) }
	line := func(y float32) {
		l := canvas.NewRectangle(col(TokenLine))
		place(l, 0, y, size.Width, 1)
		c.lines = append(c.lines, l)
	}
	c.parts(size.Width, put, line)
}
