package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Radio is a circle of 20 with words at its right, one of several. A press chooses it; it never turns itself off.
type Radio struct {
	control
	on     bool
	text   string
	chosen func()
	box    *box
	dot    *canvas.Rectangle
	ring   *canvas.Rectangle
	words  *canvas.Text
}

// NewRadio makes a radio button; chosen is called when it becomes the chosen one by a press and may be nil.
func NewRadio(text string, on bool, chosen func()) *Radio {
	r := &Radio{
		text: text, on: on, chosen: chosen, words: &canvas.Text{},
		box: newBox(), dot: &canvas.Rectangle{}, ring: &canvas.Rectangle{},
	}
	r.init(r, r.choose)
	return r
}

func (r *Radio) choose() {
	if r.on {
		return
	}
	r.SetOn(true)
	if r.chosen != nil {
		r.chosen()
	}
}

// SetOn shows whether it is the chosen one without calling anybody.
func (r *Radio) SetOn(on bool) {
	r.on = on
	r.Refresh()
}

// On says whether it is the chosen one.
func (r *Radio) On() bool { return r.on }

// CreateRenderer is for Fyne.
func (r *Radio) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *Radio) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box.Container, r.dot, r.words, r.ring}
}

func (r *Radio) min() fyne.Size {
	if r.text == "" {
		return fyne.NewSquareSize(20)
	}
	return fyne.NewSize(ceil(20+10+StyleBody.font().measure(r.text)), 24)
}

func (r *Radio) paint() {
	paintRadio(r.box, r.dot, r.on, r.Disabled())
	showRing(r.ring, r.focused && !r.Disabled())
	f := StyleBody.font()
	r.words.Text, r.words.TextSize, r.words.TextStyle, r.words.Color = r.text, f.size, f.style, col(TokenText)
	if r.Disabled() {
		r.words.Color = col(TokenOnOff)
	}
}

func paintRadio(circle *box, dot *canvas.Rectangle, on, off bool) {
	fill, edge, inner := TokenCard, TokenEdge, TokenOnAccent
	if on {
		fill, edge = TokenAccent, ""
	}
	if off {
		fill, edge, inner = TokenOff, TokenLine, TokenOnOff
	}
	circle.paint(fill, edge, 10)
	dot.FillColor, dot.CornerRadius = col(inner), 4
	dot.Hidden = !on
}

func (r *Radio) arrange(size fyne.Size) {
	y := (size.Height - 20) / 2
	place(r.box, 0, y, 20, 20)
	place(r.dot, 6, y+6, 8, 8)
	placeRing(r.ring, 0, y, 20, 20, 10)
	m := r.words.MinSize()
	place(r.words, 30, (size.Height-m.Height)/2, m.Width, m.Height)
}
