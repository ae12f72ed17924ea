package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CheckState is what a checkbox shows. CheckSome stands for a group of which a part is on.
type CheckState int

// The states of a checkbox.
const (
	CheckOff CheckState = iota
	CheckOn
	CheckSome
)

// Checkbox is a box of 18 with words at its right; words may be empty. A press turns it on, or off when it was on.
type Checkbox struct {
	control
	state   CheckState
	text    string
	changed func(on bool)
	box     *box
	over    *canvas.Rectangle
	ring    *canvas.Rectangle
	mark    *glyph
	dash    *canvas.Rectangle
	words   *canvas.Text
}

// NewCheckbox makes a checkbox; changed is called after a press and may be nil.
func NewCheckbox(text string, state CheckState, changed func(on bool)) *Checkbox {
	c := &Checkbox{
		text: text, state: state, changed: changed, mark: newGlyph(), words: &canvas.Text{},
		box: newBox(), over: &canvas.Rectangle{}, ring: &canvas.Rectangle{}, dash: &canvas.Rectangle{},
	}
	c.init(c, c.toggle)
	return c
}

func (c *Checkbox) toggle() {
	on := c.state != CheckOn
	c.state = CheckOff
	if on {
		c.state = CheckOn
	}
	c.Refresh()
	if c.changed != nil {
		c.changed(on)
	}
}

// SetState shows another state without calling anybody.
func (c *Checkbox) SetState(state CheckState) {
	c.state = state
	c.Refresh()
}

// State is what the box shows.
func (c *Checkbox) State() CheckState { return c.state }

// CreateRenderer is for Fyne.
func (c *Checkbox) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Checkbox) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Container, c.over, c.mark.img, c.dash, c.words, c.ring}
}

func (c *Checkbox) min() fyne.Size {
	if c.text == "" {
		return fyne.NewSquareSize(18)
	}
	return fyne.NewSize(ceil(18+10+StyleBody.font().measure(c.text)), 24)
}

func (c *Checkbox) paint() {
	fill, edge, mark, words := TokenCard, TokenEdge, TokenOnAccent, TokenText
	if c.state != CheckOff {
		fill, edge = TokenAccent, ""
	}
	if c.Disabled() {
		fill, edge, mark, words = TokenOff, TokenLine, TokenOnOff, TokenOnOff
		if theme.Size(SizeRing) > 2 {
			edge = TokenOnOff // in high contrast the fill does not tell, and the line is as dark as the edge
		}
	}
	c.box.paint(fill, edge, 4)
	c.over.CornerRadius = 4
	fillOverlay(c.over, c.overlay())
	showRing(c.ring, c.focused && !c.Disabled())
	name := ""
	if c.state == CheckOn {
		name = "check"
	}
	c.mark.set(name, mark)
	c.dash.Hidden = c.state != CheckSome
	c.dash.FillColor, c.dash.CornerRadius = col(mark), 1
	f := StyleBody.font()
	c.words.Text, c.words.TextSize, c.words.TextStyle, c.words.Color = c.text, f.size, f.style, col(words)
}

func (c *Checkbox) arrange(size fyne.Size) {
	y := (size.Height - 18) / 2
	place(c.box, 0, y, 18, 18)
	place(c.over, 0, y, 18, 18)
	placeRing(c.ring, 0, y, 18, 18, 4)
	place(c.mark.img, 1, y+1, 16, 16)
	place(c.dash, 5, y+8, 8, 2)
	m := c.words.MinSize()
	place(c.words, 28, (size.Height-m.Height)/2, m.Width, m.Height)
}
