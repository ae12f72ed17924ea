package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

func round(v float32) float32 { return float32(math.Round(float64(v))) }

func ceil(v float32) float32 { return float32(math.Ceil(float64(v))) }

// flexibleMin is the least width of a text that may wrap or be cut.
const flexibleMin float32 = 24

func (t *Text) min() fyne.Size {
	width := t.naturalWidth()
	if t.wrap || t.cut != CutNone {
		width = min(width, flexibleMin)
	}
	return fyne.NewSize(width, t.HeightFor(t.Size().Width))
}

func (t *Text) children() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(t.drawn))
	for i, d := range t.drawn {
		objects[i] = d
	}
	return objects
}

func (t *Text) paint() {
	for i, d := range t.drawn {
		d.Color = col(t.shown[i].token())
	}
}

// arrange breaks the words for the width and places one canvas text a segment, all on their line's baseline.
func (t *Text) arrange(size fyne.Size) {
	lines := t.flow(size.Width)
	pitch := t.lineHeight()
	top := float32(0)
	if spare := size.Height - pitch*float32(len(lines)); spare > 0 && !t.wrap {
		top = spare / 2
	}
	t.drawn, t.shown = nil, nil
	for n, line := range lines {
		shift := float32(0)
		switch t.align {
		case fyne.TextAlignCenter:
			shift = (size.Width - line.width) / 2
		case fyne.TextAlignTrailing:
			shift = size.Width - line.width
		}
		t.placeLine(line, max(shift, 0), top+float32(n)*pitch, pitch)
	}
	t.paint()
}

func (t *Text) flow(width float32) []textLine {
	if t.wrap {
		return wrapRuns(t.runs, width)
	}
	if t.cut == CutNone || t.naturalWidth() <= width+0.5 {
		return []textLine{lineOf(t.runs, words(t.runs))}
	}
	line := textLine{}
	for i, r := range t.runs {
		f := r.Style.font()
		text := cutText(r.Text, f, width-line.width, t.cut)
		w := f.measure(text)
		line.segments = append(line.segments, segment{run: i, text: text, x: line.width, width: w})
		line.width += w
		if text != r.Text {
			break
		}
	}
	return []textLine{line}
}

func (t *Text) placeLine(line textLine, x, y, pitch float32) {
	base := float32(0)
	for _, s := range line.segments {
		base = max(base, t.baseline(s, pitch))
	}
	for _, s := range line.segments {
		r := t.runs[s.run]
		f := r.Style.font()
		d := canvas.NewText(s.text, col(r.token()))
		d.TextSize, d.TextStyle = f.size, f.style
		d.Resize(d.MinSize())
		d.Move(fyne.NewPos(x+s.x, y+base-t.ownBaseline(s)))
		t.drawn = append(t.drawn, d)
		t.shown = append(t.shown, r)
	}
}

func (t *Text) ownBaseline(s segment) float32 {
	f := t.runs[s.run].Style.font()
	_, base := fyne.CurrentApp().Driver().RenderedTextSize("x", f.size, f.style, nil)
	return ceil(base) // where Fyne's painters put it
}

// baseline is where the segment's baseline lies when its own line box is centered in the pitch.
func (t *Text) baseline(s segment, pitch float32) float32 {
	f := t.runs[s.run].Style.font()
	size, base := fyne.CurrentApp().Driver().RenderedTextSize("x", f.size, f.style, nil)
	return (pitch-size.Height)/2 + base
}
