package widgets

import (
	"fyne.io/fyne/v2"
)

// Banner says what matters now: an icon of 20, a bold start and the rest of one sentence, at most one button.
type Banner struct {
	composite
	tone Tone
	box  *box
}

// BannerText is what a banner says. Caption makes it two lines: Start above, Caption below.
type BannerText struct {
	Sign    Sign
	Start   string // bold
	Rest    string // without the space between
	Runs    []Run  // instead of Start and Rest, where more than the start is bold
	Caption string
}

// NewBanner makes a banner; button may be nil and should be of kind ButtonOnBanner.
func NewBanner(text BannerText, button *Button) *Banner {
	b := &Banner{tone: text.Sign.Tone, box: newBox()}
	icon := text.Sign.Tone.SignToken()
	var words fyne.CanvasObject
	switch {
	case text.Caption != "":
		words = Column(0, NewText(text.Start, StyleStrong).Wrapped(), NewText(text.Caption, StyleCaption).Wrapped())
	case len(text.Runs) > 0:
		words = NewRich(text.Runs...).Wrapped()
	default:
		words = NewRich(Run{Text: text.Start + " ", Style: StyleStrong}, Run{Text: text.Rest}).Wrapped()
	}
	objects := []fyne.CanvasObject{NewIcon(text.Sign.Icon, icon, 20), Grow(words)}
	right := float32(16)
	if button != nil {
		objects = append(objects, button)
		right = 11
	}
	b.body = Inset(8, right, 8, 15, Row(12, objects...))
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

// HeightFor is the height the banner needs at a width.
func (b *Banner) HeightFor(width float32) float32 { return max(48, heightFor(b.body, width)) }

func (b *Banner) min() fyne.Size { return fyne.NewSize(200, b.HeightFor(b.Size().Width)) }

func (b *Banner) children() []fyne.CanvasObject { return []fyne.CanvasObject{b.box.Container, b.body} }

func (b *Banner) paint() { b.box.paintTint(b.tone, 10) }

func (b *Banner) arrange(size fyne.Size) {
	place(b.box, 0, 0, size.Width, size.Height)
	b.composite.arrange(size)
}
