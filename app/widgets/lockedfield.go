package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ReadField shows one line that cannot be typed into: a value locked by somebody else, or an address to copy.
type ReadField struct {
	widget.BaseWidget
	locked bool
	words  *Text
	box    *box
	glyph  *glyph
}

// NewLockedField shows a locked value on the disabled fill with a padlock; say next to it who locked it.
func NewLockedField(value string) *ReadField {
	return newReadField(true, NewText(value, StyleBody).Cut(CutRight).In(TokenOnOff))
}

// NewAddressField shows an address in monospace, cut at the right.
func NewAddressField(address string) *ReadField {
	return newReadField(false, NewText(address, StyleMono).Cut(CutRight))
}

func newReadField(locked bool, words *Text) *ReadField {
	f := &ReadField{locked: locked, words: words, box: newBox(), glyph: newGlyph()}
	f.ExtendBaseWidget(f)
	return f
}

// SetText changes the value.
func (f *ReadField) SetText(text string) { f.words.SetText(text) }

// CreateRenderer is for Fyne.
func (f *ReadField) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *ReadField) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box.Container, f.glyph.img, f.words}
}

func (f *ReadField) min() fyne.Size { return fyne.NewSize(96, 36) }

func (f *ReadField) paint() {
	radius := theme.Size(theme.SizeNameInputRadius)
	if f.locked {
		f.box.paint(TokenOff, TokenLine, radius)
		f.glyph.set("lock", TokenOnOff)
		return
	}
	f.box.paint(TokenCard, TokenEdge, radius)
	f.glyph.set("", "")
}

func (f *ReadField) arrange(size fyne.Size) {
	place(f.box, 0, 0, size.Width, size.Height)
	place(f.glyph.img, 13, (size.Height-16)/2, 16, 16)
	x := float32(13)
	if f.locked {
		x = 37
	}
	place(f.words, x, 0, size.Width-x-12, size.Height)
}
