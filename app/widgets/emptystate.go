package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// EmptyState stands where rows would be: nothing there, no connection, an error. A circle of 48, a title, a sentence
// of at most 280, one secondary button. Put it into a card.
type EmptyState struct {
	widget.BaseWidget
	circle   *Avatar
	title    *Text
	sentence *Text
	button   *Button
}

// NewEmptyState makes the state; button may be nil.
func NewEmptyState(sign Sign, title, sentence string, button *Button) *EmptyState {
	e := &EmptyState{
		circle: NewStateCircle(sign), button: button,
		title:    NewText(title, StyleSubtitle).Wrapped().Aligned(fyne.TextAlignCenter),
		sentence: Paragraph(sentence).Aligned(fyne.TextAlignCenter),
	}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer is for Fyne.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer { return newRenderer(e) }

func (e *EmptyState) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{e.circle, e.title, e.sentence}
	if e.button != nil {
		objects = append(objects, e.button)
	}
	return objects
}

const emptyMost float32 = 280

func (e *EmptyState) wordsWidth(width float32) float32 { return max(min(width-40, emptyMost), 80) }

// HeightFor is the height the state needs at a width.
func (e *EmptyState) HeightFor(width float32) float32 {
	w := e.wordsWidth(width)
	height := 44 + 48 + 14 + heightFor(e.title, w) + 4 + heightFor(e.sentence, w) + 44
	if e.button != nil {
		height += 13 + 32
	}
	return height
}

func (e *EmptyState) min() fyne.Size { return fyne.NewSize(160, e.HeightFor(e.Size().Width)) }
func (e *EmptyState) paint()         {}

func (e *EmptyState) arrange(size fyne.Size) {
	w := e.wordsWidth(size.Width)
	x := (size.Width - w) / 2
	y := (size.Height-e.HeightFor(size.Width))/2 + 44
	place(e.circle, (size.Width-48)/2, y, 48, 48)
	y += 48 + 14
	h := heightFor(e.title, w)
	place(e.title, x, y, w, h)
	y += h + 4
	h = heightFor(e.sentence, w)
	place(e.sentence, x, y, w, h)
	y += h + 13
	if e.button != nil {
		bw := naturalWidth(e.button)
		place(e.button, (size.Width-bw)/2, y, bw, 32)
	}
}

// SkeletonRow is a gray stand-in for a row of 34 while it loads; show it only after 300 ms.
type SkeletonRow struct {
	widget.BaseWidget
	left, right float32
	bars        [2]*box
}

// NewSkeletonRows makes n stand-ins with bars of changing lengths.
func NewSkeletonRows(n int) []fyne.CanvasObject {
	lefts := []float32{130, 96, 150, 112, 88, 120}
	rights := []float32{66, 80, 58, 72, 64, 70}
	rows := make([]fyne.CanvasObject, n)
	for i := range rows {
		r := &SkeletonRow{left: lefts[i%len(lefts)], right: rights[i%len(rights)]}
		r.bars = [2]*box{newBox(), newBox()}
		r.ExtendBaseWidget(r)
		rows[i] = r
	}
	return rows
}

// CreateRenderer is for Fyne.
func (r *SkeletonRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *SkeletonRow) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bars[0].Container, r.bars[1].Container}
}

func (r *SkeletonRow) min() fyne.Size { return fyne.NewSize(120, 34) }

func (r *SkeletonRow) paint() {
	for _, b := range r.bars {
		b.paintTint(ToneNone, 5)
	}
}

func (r *SkeletonRow) arrange(size fyne.Size) {
	place(r.bars[0], 21, (size.Height-10)/2, min(r.left, size.Width/2), 10)
	place(r.bars[1], size.Width-21-r.right, (size.Height-10)/2, r.right, 10)
}
