package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Pill is a state in a word on its tint, 24 high: "Healthy", "Your turn".
type Pill struct {
	widget.BaseWidget
	sign  Sign
	text  string
	box   *box
	words *canvas.Text
	glyph *glyph
}

// NewPill makes a pill; a sign without icon shows the word alone.
func NewPill(sign Sign, text string) *Pill {
	p := &Pill{sign: sign, text: text, box: newBox(), words: &canvas.Text{}, glyph: newGlyph()}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes sign and word.
func (p *Pill) Set(sign Sign, text string) {
	p.sign, p.text = sign, text
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *Pill) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.box.Container, p.glyph.img, p.words}
}

func (p *Pill) start() float32 {
	if p.sign.Icon == "" {
		return 11
	}
	return 9 + 14 + 6
}

func (p *Pill) min() fyne.Size {
	return fyne.NewSize(ceil(p.start()+StyleCaptionStrong.font().measure(p.text)+11), 24)
}

func (p *Pill) paint() {
	p.box.paintTint(p.sign.Tone, 12)
	f := StyleCaptionStrong.font()
	p.words.Text, p.words.TextSize, p.words.TextStyle = p.text, f.size, f.style
	p.words.Color = col(p.sign.Tone.TextToken())
	p.glyph.set(p.sign.Icon, p.sign.Tone.SignToken())
}

func (p *Pill) arrange(size fyne.Size) {
	place(p.box, 0, (size.Height-24)/2, size.Width, 24)
	place(p.glyph.img, 9, (size.Height-14)/2, 14, 14)
	m := p.words.MinSize()
	place(p.words, p.start(), (size.Height-m.Height)/2, m.Width, m.Height)
}
