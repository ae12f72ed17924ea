package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// composite is a widget that is nothing but other objects, laid out by a container.
type composite struct {
	widget.BaseWidget
	body *fyne.Container
}

// HeightFor is the height the widget needs at a width.
func (c *composite) HeightFor(width float32) float32 { return heightFor(c.body, width) }

func (c *composite) naturalWidth() float32         { return naturalWidth(c.body) }
func (c *composite) children() []fyne.CanvasObject { return []fyne.CanvasObject{c.body} }
func (c *composite) paint()                        {}

func (c *composite) min() fyne.Size {
	m := c.body.MinSize()
	if w := c.Size().Width; w > 0 {
		m.Height = heightFor(c.body, w)
	}
	return m
}

func (c *composite) arrange(size fyne.Size) {
	place(c.body, 0, 0, size.Width, size.Height)
	c.body.Layout.Layout(c.body.Objects, size)
}

// Panel is a filled, edged box around an object (a code to copy, a picture).
type Panel struct {
	composite
	fill, edge Token
	radius     float32
	box        *box
}

// NewPanel makes a panel; an empty token paints nothing. The content gets the whole box, so inset it.
func NewPanel(fill, edge Token, radius float32, content fyne.CanvasObject) *Panel {
	p := &Panel{fill: fill, edge: edge, radius: radius, box: newBox()}
	p.body = Column(0, content)
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is for Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *Panel) children() []fyne.CanvasObject { return []fyne.CanvasObject{p.box.Container, p.body} }

func (p *Panel) paint() { p.box.paint(p.fill, p.edge, p.radius) }

func (p *Panel) arrange(size fyne.Size) {
	place(p.box, 0, 0, size.Width, size.Height)
	h := heightFor(p.body, size.Width)
	place(p.body, 0, (size.Height-h)/2, size.Width, h)
}

// Line is a horizontal line of 1 in the line color.
type Line struct {
	widget.BaseWidget
	rect *canvas.Rectangle
}

// NewLine makes a line as wide as its place.
func NewLine() *Line {
	l := &Line{rect: &canvas.Rectangle{}}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is for Fyne.
func (l *Line) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *Line) children() []fyne.CanvasObject { return []fyne.CanvasObject{l.rect} }
func (l *Line) min() fyne.Size                { return fyne.NewSize(1, 1) }
func (l *Line) paint()                        { l.rect.FillColor = col(TokenLine) }
func (l *Line) arrange(size fyne.Size)        { place(l.rect, 0, 0, size.Width, size.Height) }
