package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// ButtonKind is the look of a button.
type ButtonKind int

// The kinds: one ButtonAccent a page, ButtonText for small actions in rows, ButtonOnBanner inside a banner.
const (
	ButtonSecondary ButtonKind = iota
	ButtonAccent
	ButtonText
	ButtonOnBanner
)

// ButtonSize is the height of a button.
type ButtonSize int

// The heights: 32 in rows and cards, 36 beside a field, 40 in headers and dialogs.
const (
	Small ButtonSize = iota
	BesideField
	Large
)

func (s ButtonSize) height() float32 { return [...]float32{32, 36, 40}[s] }

func (s ButtonSize) padding() float32 {
	if s == Large {
		return 17
	}
	return 13
}

// textButtonPadding is the room at both sides of a text button, which has no fill to show it.
const textButtonPadding float32 = 10

// Button is a bold label, with an icon at its left if asked for. Enter, Space and a click press it.
type Button struct {
	control
	kind  ButtonKind
	size  ButtonSize
	label string
	icon  string
	box   *box
	over  *canvas.Rectangle
	ring  *canvas.Rectangle
	glyph *glyph
	words *canvas.Text
}

// NewButton makes a button; tap may be nil.
func NewButton(label string, kind ButtonKind, size ButtonSize, tap func()) *Button {
	b := &Button{
		kind: kind, size: size, label: label, glyph: newGlyph(),
		box: newBox(), over: &canvas.Rectangle{}, ring: &canvas.Rectangle{}, words: &canvas.Text{},
	}
	b.init(b, tap)
	return b
}

// WithIcon puts an icon at the left of the label. It returns the button for chaining.
func (b *Button) WithIcon(name string) *Button {
	b.icon = name
	b.Refresh()
	return b
}

// SetLabel changes the words.
func (b *Button) SetLabel(label string) {
	b.label = label
	b.Refresh()
}

// Label is the button's words.
func (b *Button) Label() string { return b.label }

// Kind is the button's look.
func (b *Button) Kind() ButtonKind { return b.kind }

// CreateRenderer is for Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *Button) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.box.Container, b.over, b.glyph.img, b.words, b.ring}
}

func (b *Button) iconSide() float32 {
	if b.size == Large {
		return 20
	}
	return 18
}

func (b *Button) contentWidth() float32 {
	width := StyleStrong.font().measure(b.label)
	if b.icon != "" {
		width += b.iconSide() + 8
	}
	return width
}

func (b *Button) min() fyne.Size {
	padding := b.size.padding()
	if b.kind == ButtonText {
		padding = textButtonPadding
	}
	width := round(b.contentWidth() + 2*padding)
	return fyne.NewSize(max(width, b.size.height()), b.size.height())
}

// colors are the fill, edge and word tokens; "" paints nothing.
func (b *Button) colors() (fill, edge, words Token) {
	switch b.kind {
	case ButtonAccent:
		fill, words = TokenAccent, TokenOnAccent
	case ButtonText:
		fill, words = "", TokenOnTint
	case ButtonOnBanner:
		fill, edge, words = TokenCard, TokenButtonLine, TokenText
	default:
		fill, edge, words = TokenButton, TokenButtonLine, TokenText
	}
	if b.Disabled() {
		words = TokenOnOff
		if b.kind != ButtonText {
			fill = TokenOff
		}
		if b.kind == ButtonAccent {
			edge = TokenButtonLine
		}
	}
	return fill, edge, words
}

func (b *Button) paint() {
	fill, edge, words := b.colors()
	radius := theme.Size(theme.SizeNameButtonRadius)
	if b.Disabled() && edge != "" && visible(edge) {
		edge = TokenOnOff
	}
	b.box.paint(fill, edge, radius)
	b.over.CornerRadius = radius
	fillOverlay(b.over, b.overlay())
	showRing(b.ring, b.focused && !b.Disabled())
	b.glyph.set(b.icon, words)
	f := StyleStrong.font()
	b.words.Text, b.words.TextSize, b.words.TextStyle, b.words.Color = b.label, f.size, f.style, col(words)
}

func (b *Button) arrange(size fyne.Size) {
	place(b.box, 0, 0, size.Width, size.Height)
	place(b.over, 0, 0, size.Width, size.Height)
	placeRing(b.ring, 0, 0, size.Width, size.Height, theme.Size(theme.SizeNameButtonRadius))
	x := (size.Width - b.contentWidth()) / 2
	if b.icon != "" {
		side := b.iconSide()
		place(b.glyph.img, x, (size.Height-side)/2, side, side)
		x += side + 8
	}
	m := b.words.MinSize()
	place(b.words, x, (size.Height-m.Height)/2, m.Width, m.Height)
}
