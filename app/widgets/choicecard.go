package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// ChoiceCard is a card that is one of several answers: a radio circle, a title, perhaps a pill, a sentence, and
// controls that belong to the answer. The whole card is the target; the chosen one has an accent edge of 2.
type ChoiceCard struct {
	control
	on      bool
	chosen  func()
	padding float32
	card    *box
	over    *canvas.Rectangle
	box     *box
	dot     *canvas.Rectangle
	ring    *canvas.Rectangle
	body    *fyne.Container
}

// NewChoiceCard makes a card; pill and controls may be nil. chosen is called when a press chooses it.
func NewChoiceCard(title string, pill *Pill, sentence string, controls fyne.CanvasObject, chosen func()) *ChoiceCard {
	c := &ChoiceCard{
		chosen: chosen, padding: 21, card: newBox(), over: &canvas.Rectangle{},
		box: newBox(), dot: &canvas.Rectangle{}, ring: &canvas.Rectangle{},
	}
	head := []fyne.CanvasObject{NewText(title, StyleSubtitle).Cut(CutRight)}
	if pill != nil {
		head = append(head, pill)
	}
	c.body = Column(3, Sized(0, 24, Row(10, head...)), Paragraph(sentence))
	if controls != nil {
		c.body.Add(Inset(10, 0, 0, 0, controls))
	}
	c.init(c, c.choose)
	return c
}

func (c *ChoiceCard) choose() {
	if c.on {
		return
	}
	c.SetOn(true)
	if c.chosen != nil {
		c.chosen()
	}
}

// SetOn shows whether it is the chosen one without calling anybody; a page turns the others off.
func (c *ChoiceCard) SetOn(on bool) {
	c.on = on
	c.Refresh()
}

// On says whether it is the chosen one.
func (c *ChoiceCard) On() bool { return c.on }

// CreateRenderer is for Fyne.
func (c *ChoiceCard) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *ChoiceCard) setCompact(compact bool) {
	c.padding = 21
	if compact {
		c.padding = 17
	}
}

func (c *ChoiceCard) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.card.Container, c.over, c.box.Container, c.dot, c.body, c.ring}
}

// HeightFor is the height the card needs at a width.
func (c *ChoiceCard) HeightFor(width float32) float32 {
	return heightFor(c.body, width-2*c.padding-34) + 2*c.padding
}

func (c *ChoiceCard) min() fyne.Size { return fyne.NewSize(200, c.HeightFor(c.Size().Width)) }

func (c *ChoiceCard) paint() {
	radius := theme.Size(theme.SizeNameCardRadius)
	c.card.paint(TokenCard, TokenLine, radius)
	if c.on {
		c.card.edge(TokenCard, TokenAccent, 2)
	}
	c.over.CornerRadius = radius
	fillOverlay(c.over, c.overlay())
	paintRadio(c.box, c.dot, c.on, c.Disabled())
	showRing(c.ring, c.focused && !c.Disabled())
}

func (c *ChoiceCard) arrange(size fyne.Size) {
	place(c.card, 0, 0, size.Width, size.Height)
	place(c.over, 0, 0, size.Width, size.Height)
	placeRing(c.ring, 0, 0, size.Width, size.Height, theme.Size(theme.SizeNameCardRadius))
	p := c.padding
	place(c.box, p, p+2, 20, 20)
	place(c.dot, p+6, p+8, 8, 8)
	place(c.body, p+34, p, size.Width-2*p-34, size.Height-2*p)
}
