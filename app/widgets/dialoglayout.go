package widgets

import (
	"math"

	"fyne.io/fyne/v2"
)

// The measures of a dialog.
const (
	dialogMost    float32 = 672
	dialogMargin  float32 = 32
	dialogPadding float32 = 25
	dialogButtons float32 = 40
)

// contentHeight is the height of what scrolls, without a limit.
func (d *Dialog) contentHeight(width float32) float32 {
	if d.scroll == nil {
		return 0
	}
	return heightFor(d.scroll.content, width)
}

func (d *Dialog) arrange(size fyne.Size) {
	place(d.scrim, 0, 0, size.Width, size.Height)
	if d.scroll != nil {
		setCompact(d.scroll.content, false)
	}
	w := min(size.Width-2*dialogMargin, dialogMost)
	inner := w - 2*dialogPadding
	titleH, sentenceH := heightFor(d.title, inner), heightFor(d.sentence, inner)
	fixed := dialogPadding - 1 + titleH + 3 + sentenceH + 22 + dialogButtons + dialogPadding - 1
	contentH := d.contentHeight(inner)
	if contentH > 0 {
		fixed += 17
	}
	room := max(size.Height-2*dialogMargin-fixed, 60)
	contentH = min(contentH, room)
	h := fixed + contentH
	x, y := whole((size.Width-w)/2), whole(max((size.Height-h)/2, 0)) // half units would blur and cut the lines
	place(d.box, x, y, w, h)
	d.fillBox(x+dialogPadding, y+dialogPadding-1, inner, titleH, sentenceH, contentH)
}

// fillBox places what stands inside, from the point where the title begins.
func (d *Dialog) fillBox(x, y, width, titleH, sentenceH, contentH float32) {
	place(d.title, x, y, width, titleH)
	y += titleH + 3
	place(d.sentence, x, y, width, sentenceH)
	y += sentenceH
	if d.scroll != nil {
		y += 17
		place(d.scroll, x, y, width, contentH)
		d.scroll.Refresh()
		y += contentH
	}
	y += 22
	confirmW, cancelW := naturalWidth(d.confirm), naturalWidth(d.cancel)
	place(d.confirm, x+width-confirmW, y, confirmW, dialogButtons)
	place(d.cancel, x+width-confirmW-8-cancelW, y, cancelW, dialogButtons)
	noteW := width - confirmW - cancelW - 24
	noteH := heightFor(d.note, noteW)
	place(d.note, x, y+(dialogButtons-noteH)/2, noteW, noteH)
}

func whole(units float32) float32 { return float32(math.Floor(float64(units))) }
