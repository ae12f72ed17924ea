package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// RailItem is one page in the rail: an icon of 20, a word, and a dot when the page needs the person.
type RailItem struct {
	control
	icon     string
	text     *Text
	selected bool
	dotTone  Tone
	move     func(by int)
	box      *box
	over     *canvas.Rectangle
	ring     *canvas.Rectangle
	dot      *canvas.Rectangle
	glyph    *glyph
}

// NewRailItem makes an item of 40.
func NewRailItem(icon, text string, tap func()) *RailItem {
	i := &RailItem{
		icon: icon, text: NewText(text, StyleBody).Cut(CutRight), glyph: newGlyph(),
		box: newBox(), over: &canvas.Rectangle{}, ring: &canvas.Rectangle{}, dot: &canvas.Rectangle{},
	}
	i.init(i, tap)
	return i
}

// SetSelected shows whether this page is open.
func (i *RailItem) SetSelected(selected bool) {
	i.selected = selected
	i.Refresh()
}

// Selected says whether this page is open.
func (i *RailItem) Selected() bool { return i.selected }

// SetDot marks the item as needing the person; ToneNone takes the mark away.
func (i *RailItem) SetDot(tone Tone) {
	i.dotTone = tone
	i.Refresh()
}

// Text is the item's word.
func (i *RailItem) Text() string { return i.text.String() }

// TypedKey moves the focus with Up and Down as well.
func (i *RailItem) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDown && i.move != nil:
		i.move(1)
	case e.Name == fyne.KeyUp && i.move != nil:
		i.move(-1)
	default:
		i.control.TypedKey(e)
	}
}

// CreateRenderer is for Fyne.
func (i *RailItem) CreateRenderer() fyne.WidgetRenderer { return newRenderer(i) }

func (i *RailItem) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{i.box.Container, i.over, i.glyph.img, i.text, i.dot, i.ring}
}

func (i *RailItem) min() fyne.Size { return fyne.NewSize(120, 40) }

func (i *RailItem) paint() {
	words, icon, style := TokenText, TokenText2, StyleBody
	i.box.Hidden = !i.selected
	if i.selected {
		words, icon, style = TokenOnSelect, TokenOnSelect, StyleStrong
	}
	i.box.paint(TokenSelect, "", railRadius())
	i.over.CornerRadius = railRadius()
	fillOverlay(i.over, i.overlay())
	showRing(i.ring, i.focused)
	if i.selected && highContrast() {
		i.ring.StrokeColor = col(TokenText)
	}
	i.glyph.set(i.icon, icon)
	i.text.SetRuns(Run{Text: i.text.String(), Style: style, Token: words})
	i.dot.Hidden = i.dotTone == ToneNone
	i.dot.FillColor, i.dot.CornerRadius = col(i.dotTone.SignToken()), 4
	if i.selected && highContrast() {
		i.dot.FillColor = col(TokenOnSelect)
	}
}

func (i *RailItem) arrange(size fyne.Size) {
	place(i.box, 0, 0, size.Width, size.Height)
	place(i.over, 0, 0, size.Width, size.Height)
	placeInnerRing(i.ring, size, railRadius())
	place(i.glyph.img, 12, (size.Height-20)/2, 20, 20)
	place(i.text, 42, 0, size.Width-42-12, size.Height)
	place(i.dot, size.Width-20, (size.Height-8)/2, 8, 8)
}

// RailFoot says who is there: initials, a name line and a second line, or one line when nobody is.
type RailFoot struct {
	composite
	line *canvas.Rectangle
}

// NewRailFoot makes an empty foot of 76.
func NewRailFoot() *RailFoot {
	f := &RailFoot{line: &canvas.Rectangle{}}
	f.body = Column(0)
	f.ExtendBaseWidget(f)
	return f
}

// ShowPerson shows initials and two lines, each cut when too long; the second may be empty.
func (f *RailFoot) ShowPerson(initials, first, second string) {
	words := Column(0, NewText(first, StyleCaption).In(TokenText).Cut(CutRight))
	if second != "" {
		words.Add(NewText(second, StyleCaption).Cut(CutRight))
	}
	f.show(NewAvatar(initials, 32), words)
}

// ShowNobody shows an icon and one line.
func (f *RailFoot) ShowNobody(icon, words string) {
	f.show(NewIconCircle(icon, 32), NewText(words, StyleCaption).Cut(CutRight))
}

func (f *RailFoot) show(face *Avatar, words fyne.CanvasObject) {
	f.body = Row(10, face, Grow(words))
	f.Refresh()
}

// CreateRenderer is for Fyne.
func (f *RailFoot) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *RailFoot) children() []fyne.CanvasObject { return []fyne.CanvasObject{f.line, f.body} }
func (f *RailFoot) min() fyne.Size                { return fyne.NewSize(120, 76) }
func (f *RailFoot) paint()                        { f.line.FillColor = col(TokenLine) }

func (f *RailFoot) arrange(size fyne.Size) {
	place(f.line, 0, 0, size.Width, 1)
	place(f.body, 20, 0, size.Width-20-14, size.Height)
}
