package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Avatar is a circle with a person's initials, a circle with an icon, a square with a letter, or a numbered dot.
type Avatar struct {
	widget.BaseWidget
	side    float32
	small   float32
	compact bool
	square  bool
	letters string
	icon    string
	style   Style
	fill    Token
	edge    Token
	ink     Token
	box     *box
	words   *canvas.Text
	glyph   *glyph
}

func newAvatar(a *Avatar) *Avatar {
	a.box, a.words, a.glyph = newBox(), &canvas.Text{}, newGlyph()
	a.ExtendBaseWidget(a)
	return a
}

// NewAvatar makes a circle with initials: 52 on a person's card (44 in a small window), 32 in the rail.
func NewAvatar(initials string, side float32) *Avatar {
	style, small := StyleCaptionStrong, side
	if side >= 40 {
		style, small = StyleSubtitle, side-8
	}
	return newAvatar(&Avatar{side: side, small: small, letters: initials, style: style, fill: TokenTint, ink: TokenOnTint})
}

// NewMonogram makes a square of 40 with one letter, for something that is not a person.
func NewMonogram(letter string) *Avatar {
	return newAvatar(&Avatar{
		side: 40, small: 40, square: true, letters: letter, style: StyleStrong,
		fill: TokenNoneTint, edge: TokenLine, ink: TokenText,
	})
}

// NewNumberDot makes a circle of 24 with a number, for explained steps.
func NewNumberDot(number string) *Avatar {
	return newAvatar(&Avatar{side: 24, small: 24, letters: number, style: StyleCaptionStrong, fill: TokenNoneTint, ink: TokenText})
}

// NewIconCircle makes a circle with an icon half its size on the card's color, for the rail when nobody is there.
func NewIconCircle(icon string, side float32) *Avatar {
	return newAvatar(&Avatar{side: side, small: side, icon: icon, fill: TokenCard, edge: TokenLine, ink: TokenText2})
}

// NewStateCircle makes the circle of 48 with an icon of 24 above an empty state.
func NewStateCircle(s Sign) *Avatar {
	return newAvatar(&Avatar{side: 48, small: 48, icon: s.Icon, fill: TokenNoneTint, ink: s.Tone.SignToken()})
}

// SetLetters changes the initials.
func (a *Avatar) SetLetters(letters string) {
	a.letters = letters
	a.Refresh()
}

// CreateRenderer is for Fyne.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *Avatar) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.box.Container, a.words, a.glyph.img}
}

func (a *Avatar) setCompact(compact bool) { a.compact = compact }

func (a *Avatar) length() float32 {
	if a.compact {
		return a.small
	}
	return a.side
}

func (a *Avatar) min() fyne.Size { return fyne.NewSquareSize(a.length()) }

func (a *Avatar) paint() {
	radius := a.length() / 2
	if a.square {
		radius = theme.Size(theme.SizeNameButtonRadius)
	}
	a.box.paint(a.fill, a.edge, radius)
	if width := theme.Size(SizeTintEdge); width > 0 {
		a.box.edge(a.fill, TokenLine, width)
	}
	f := a.style.font()
	a.words.Text, a.words.TextSize, a.words.TextStyle, a.words.Color = a.letters, f.size, f.style, col(a.ink)
	if a.style == StyleSubtitle {
		a.words.TextSize = f.size * 1.125
	}
	a.glyph.set(a.icon, a.ink)
}

func (a *Avatar) arrange(size fyne.Size) {
	side := a.length()
	a.paint()
	x, y := (size.Width-side)/2, (size.Height-side)/2
	place(a.box, x, y, side, side)
	m := a.words.MinSize()
	place(a.words, x+(side-m.Width)/2, y+(side-m.Height)/2, m.Width, m.Height)
	icon := max(side/2, 20)
	place(a.glyph.img, x+(side-icon)/2, y+(side-icon)/2, icon, icon)
}
