package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// ProgressLine is a line of 3 that fills from the left. It never moves by itself; say the number in words beside it.
type ProgressLine struct {
	widget.BaseWidget
	value float32
	track *canvas.Rectangle
	done  *canvas.Rectangle
}

// NewProgressLine makes a line filled to value, 0 to 1.
func NewProgressLine(value float32) *ProgressLine {
	p := &ProgressLine{value: value, track: &canvas.Rectangle{}, done: &canvas.Rectangle{}}
	p.ExtendBaseWidget(p)
	return p
}

// SetValue fills the line to value, 0 to 1.
func (p *ProgressLine) SetValue(value float32) {
	p.value = min(max(value, 0), 1)
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *ProgressLine) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *ProgressLine) children() []fyne.CanvasObject { return []fyne.CanvasObject{p.track, p.done} }
func (p *ProgressLine) min() fyne.Size                { return fyne.NewSize(24, 3) }

func (p *ProgressLine) paint() {
	p.track.FillColor, p.done.FillColor = col(TokenNoneTint), col(TokenAccent)
	if highContrast() {
		p.track.FillColor = col(TokenLine)
	}
}

func (p *ProgressLine) arrange(size fyne.Size) {
	track := size.Height
	top := float32(0)
	if highContrast() {
		track, top = 1, size.Height-1
	}
	place(p.track, 0, top, size.Width, track)
	place(p.done, 0, 0, size.Width*p.value, size.Height)
}

// Share is one part of a SharesBar.
type Share struct {
	Count int
	Token Token
}

// SharesBar shows how a whole falls into parts, 8 high, with gaps of 3. A part that is not 0 is never narrower than 4.
type SharesBar struct {
	widget.BaseWidget
	shares []Share
	bars   []*canvas.Rectangle
}

// NewSharesBar makes a bar; the words beside it say the same.
func NewSharesBar(shares ...Share) *SharesBar {
	b := &SharesBar{}
	b.ExtendBaseWidget(b)
	b.SetShares(shares...)
	return b
}

// SetShares replaces the parts.
func (b *SharesBar) SetShares(shares ...Share) {
	b.shares, b.bars = nil, nil
	for _, s := range shares {
		if s.Count > 0 {
			b.shares = append(b.shares, s)
			b.bars = append(b.bars, &canvas.Rectangle{CornerRadius: 4})
		}
	}
	b.Refresh()
}

// CreateRenderer is for Fyne.
func (b *SharesBar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *SharesBar) children() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(b.bars))
	for i, bar := range b.bars {
		objects[i] = bar
	}
	return objects
}

func (b *SharesBar) min() fyne.Size { return fyne.NewSize(48, 8) }

func (b *SharesBar) paint() {
	for i, s := range b.shares {
		b.bars[i].FillColor = col(s.Token)
		b.bars[i].CornerRadius = 4
	}
}

func (b *SharesBar) arrange(size fyne.Size) {
	const gap, least float32 = 3, 4
	total := 0
	for _, s := range b.shares {
		total += s.Count
	}
	room := size.Width - gap*float32(len(b.shares)-1) - least*float32(len(b.shares))
	x := float32(0)
	for i, s := range b.shares {
		w := least + room*float32(s.Count)/float32(total)
		b.bars[i].CornerRadius = min(4, w/2)
		place(b.bars[i], x, (size.Height-8)/2, w, 8)
		x += w + gap
	}
}
