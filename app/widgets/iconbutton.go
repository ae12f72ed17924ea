package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// IconButton is a square button of 32 with an icon of 20 and no words. Its name is what a test or help text calls it.
type IconButton struct {
	control
	icon  string
	name  string
	plain bool
	box   *box
	over  *canvas.Rectangle
	ring  *canvas.Rectangle
	glyph *glyph
}

// NewIconButton makes a square button on the secondary button's fill.
func NewIconButton(icon, name string, tap func()) *IconButton {
	b := &IconButton{
		icon: icon, name: name, glyph: newGlyph(),
		box: newBox(), over: &canvas.Rectangle{}, ring: &canvas.Rectangle{},
	}
	b.init(b, tap)
	return b
}

// NewPlainIconButton is a NewIconButton without fill, for the end of a row.
func NewPlainIconButton(icon, name string, tap func()) *IconButton {
	b := NewIconButton(icon, name, tap)
	b.plain = true
	return b
}

// NewBack makes the back button of a deeper page.
func NewBack(name string, tap func()) *IconButton { return NewIconButton("back", name, tap) }

// SetIcon changes the picture.
func (b *IconButton) SetIcon(icon string) {
	b.icon = icon
	b.Refresh()
}

// Name is the button's name in words.
func (b *IconButton) Name() string { return b.name }

// CreateRenderer is for Fyne.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *IconButton) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.box.Container, b.over, b.glyph.img, b.ring}
}

func (b *IconButton) min() fyne.Size { return fyne.NewSquareSize(32) }

func (b *IconButton) paint() {
	fill, words := TokenButton, TokenText
	if b.Disabled() {
		fill, words = TokenOff, TokenOnOff
	}
	radius := theme.Size(theme.SizeNameButtonRadius)
	b.over.CornerRadius = radius
	b.box.paint(fill, TokenButtonLine, radius)
	b.box.Hidden = b.plain
	fillOverlay(b.over, b.overlay())
	showRing(b.ring, b.focused && !b.Disabled())
	b.glyph.set(b.icon, words)
}

func (b *IconButton) arrange(size fyne.Size) {
	place(b.box, 0, 0, size.Width, size.Height)
	place(b.over, 0, 0, size.Width, size.Height)
	placeRing(b.ring, 0, 0, size.Width, size.Height, theme.Size(theme.SizeNameButtonRadius))
	place(b.glyph.img, (size.Width-20)/2, (size.Height-20)/2, 20, 20)
}
