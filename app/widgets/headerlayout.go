package widgets

import "fyne.io/fyne/v2"

// headerPlan is how a header falls into a width.
type headerPlan struct {
	words     float32 // width of title and sentence
	titleH    float32
	sentenceH float32
	buttonsW  float32
	buttonsH  float32
	below     bool // the buttons stand below the sentence
}

func (h *PageHeader) plan(width float32) headerPlan {
	const gap float32 = 24
	p := headerPlan{words: width}
	for i, b := range h.buttons {
		if i > 0 {
			p.buttonsW += 8
		}
		p.buttonsW += naturalWidth(b)
		p.buttonsH = max(p.buttonsH, b.MinSize().Height)
	}
	if len(h.buttons) > 0 {
		p.words = width - p.buttonsW - gap
		if h.lead()+h.title.naturalWidth() > p.words {
			p.below, p.words = true, width
		}
	}
	p.titleH = heightFor(h.title, p.words-h.lead())
	if h.sentence.String() != "" {
		p.sentenceH = heightFor(h.sentence, p.words)
	}
	return p
}

// HeightFor is the height the header needs at a width.
func (h *PageHeader) HeightFor(width float32) float32 {
	if width <= 0 {
		return 53
	}
	p := h.plan(width)
	height := p.titleH
	if p.sentenceH > 0 {
		height += 4 + p.sentenceH
	}
	if p.below {
		return height + 12 + heightFor(Flow(8, h.buttons...), width)
	}
	return max(height, p.buttonsH)
}

func (h *PageHeader) arrange(size fyne.Size) {
	p := h.plan(size.Width)
	lead := h.lead()
	switch {
	case h.back != nil:
		place(h.back, 0, -1, 32, 32)
	case h.sign != nil:
		place(h.sign, 0, 2, 26, 26)
	}
	place(h.title, lead, 0, p.words-lead, p.titleH)
	y := p.titleH
	if p.sentenceH > 0 {
		place(h.sentence, 0, y+4, p.words, p.sentenceH)
		y += 4 + p.sentenceH
	}
	if p.below {
		(&flow{gap: 8, line: 8}).run(h.buttons, size.Width, func(o fyne.CanvasObject, bx, by, w, bh float32) {
			place(o, bx, y+12+by, w, bh)
		})
		return
	}
	x := size.Width - p.buttonsW
	for _, b := range h.buttons {
		w := naturalWidth(b)
		place(b, x, 0, w, b.MinSize().Height)
		x += w + 8
	}
}
