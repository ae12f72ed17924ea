package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Select shows one of several answers in a box of 36 and opens a list to choose another. Enter, Space and Down open
// it; in the list Up and Down move, Enter chooses, Esc closes.
type Select struct {
	control
	options []string
	index   int
	changed func(index int)
	width   float32
	box     *box
	over    *canvas.Rectangle
	words   *Text
	arrow   *glyph
	list    *selectList
}

// NewSelect makes a select that shows options[index]; changed is called when a person chose another one.
func NewSelect(options []string, index int, changed func(index int)) *Select {
	s := &Select{
		options: options, index: index, changed: changed, width: 140,
		box: newBox(), over: &canvas.Rectangle{}, arrow: newGlyph(),
		words: NewText("", StyleBody).Cut(CutRight),
	}
	s.init(s, s.Open)
	return s
}

// SetOptions replaces the answers and shows options[index] without calling anybody.
func (s *Select) SetOptions(options []string, index int) {
	s.options, s.index = options, index
	s.Refresh()
}

// SetIndex shows another answer without calling anybody.
func (s *Select) SetIndex(index int) {
	s.index = index
	s.Refresh()
}

// Index is the answer shown.
func (s *Select) Index() int { return s.index }

// Open shows the list below the box, or above it where there is no room.
func (s *Select) Open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.options) == 0 {
		return
	}
	s.list = newSelectList(s, c)
	c.Overlays().Add(s.list)
	s.list.arrange(s.list.Size())
	c.Focus(s.list.rows[max(min(s.index, len(s.options)-1), 0)])
}

func (s *Select) choose(index int) {
	s.close()
	if index == s.index {
		return
	}
	s.SetIndex(index)
	if s.changed != nil {
		s.changed(index)
	}
}

func (s *Select) close() {
	if s.list == nil {
		return
	}
	c := s.list.canvas
	c.Overlays().Remove(s.list)
	s.list = nil
	c.Focus(s)
}

// TypedKey opens the list with Down as well.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown && !s.Disabled() {
		s.Open()
		return
	}
	s.control.TypedKey(e)
}

// CreateRenderer is for Fyne.
func (s *Select) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

func (s *Select) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.box.Container, s.over, s.words, s.arrow.img}
}

func (s *Select) min() fyne.Size { return fyne.NewSize(s.width, 36) }

func (s *Select) paint() {
	radius := theme.Size(theme.SizeNameInputRadius)
	words := TokenText
	s.box.paint(TokenCard, TokenEdge, radius)
	if s.Disabled() {
		s.box.paint(TokenOff, TokenLine, radius)
		words = TokenOnOff
	}
	if s.focused && !s.Disabled() {
		s.box.edge(TokenCard, TokenAccent, theme.Size(SizeRing))
	}
	s.over.CornerRadius = radius
	fillOverlay(s.over, s.overlay())
	s.words.In(words)
	s.words.SetText(s.shown())
	s.words.Refresh()
	arrow := TokenText2
	if s.Disabled() {
		arrow = TokenOnOff
	}
	s.arrow.set("chevron-down", arrow)
}

func (s *Select) shown() string {
	if s.index < 0 || s.index >= len(s.options) {
		return ""
	}
	return s.options[s.index]
}

func (s *Select) arrange(size fyne.Size) {
	place(s.box, 0, 0, size.Width, size.Height)
	place(s.over, 0, 0, size.Width, size.Height)
	place(s.words, 13, 0, size.Width-13-38, size.Height)
	place(s.arrow.img, size.Width-30, (size.Height-18)/2, 18, 18)
}
