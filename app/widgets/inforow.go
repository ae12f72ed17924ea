package widgets

import (
	"fyne.io/fyne/v2"
)

// listRow is a row that is not a target itself: at least some height, its content centered in it.
type listRow struct {
	composite
	least float32
}

func newListRow(least float32, body *fyne.Container) *listRow {
	r := &listRow{least: least}
	r.body = body
	r.ExtendBaseWidget(r)
	return r
}

// CellRow is a row of a fixed least height with the card's padding at both sides, for what no other row covers.
func CellRow(height float32, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return newListRow(height, rowInset(4, 4, Row(12, objects...)))
}

// HeightFor is the height the row needs at a width.
func (r *listRow) HeightFor(width float32) float32 { return max(r.least, heightFor(r.body, width)) }

// CreateRenderer is for Fyne.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *listRow) min() fyne.Size {
	return fyne.NewSize(r.body.MinSize().Width, r.HeightFor(r.Size().Width))
}

// InfoRow says something and may offer a button at its right: an icon of 20 or sign of 22, a title, a caption.
type InfoRow struct {
	listRow
	icon    *Icon
	title   *Text
	caption *Text
}

// NewInfoRow makes a row of at least 56 with an icon of 20; caption may be empty, right may hold captions and buttons.
// With an empty icon the title starts at the row's padding.
func NewInfoRow(icon, title, caption string, right ...fyne.CanvasObject) *InfoRow {
	r := &InfoRow{icon: NewIcon(icon, TokenText2, 20)}
	if icon == "" {
		r.icon = nil
	}
	return r.build(12, title, NewText(caption, StyleCaption).Wrapped(), right)
}

// NewResultRow makes a row of 56 with a state sign of 22, as results are shown.
func NewResultRow(sign Sign, title, caption string, right ...fyne.CanvasObject) *InfoRow {
	r := &InfoRow{icon: NewSign(sign, 22)}
	return r.build(14, title, NewText(caption, StyleCaption).Wrapped(), right)
}

// NewPathRow is a NewResultRow whose second line is a path, cut at the left so that the file name stays.
func NewPathRow(sign Sign, title, path string, right ...fyne.CanvasObject) *InfoRow {
	r := &InfoRow{icon: NewSign(sign, 22)}
	return r.build(14, title, NewText(path, StyleMono).Cut(CutLeft), right)
}

func (r *InfoRow) build(gap float32, title string, caption *Text, right []fyne.CanvasObject) *InfoRow {
	r.least = 56
	r.title, r.caption = NewText(title, StyleBody).Wrapped(), caption
	if caption.String() == "" {
		caption.Hide()
	}
	var objects []fyne.CanvasObject
	if r.icon != nil {
		objects = append(objects, r.icon)
	}
	objects = append(objects, Grow(Column(0, r.title, r.caption)))
	if len(right) > 0 {
		objects = append(objects, Buttons(right...))
	}
	r.body = rowInset(10, 10, Row(gap, objects...))
	r.ExtendBaseWidget(r)
	return r
}

// Set changes the words; an empty caption disappears.
func (r *InfoRow) Set(title, caption string) {
	r.title.SetText(title)
	r.caption.SetText(caption)
	r.caption.Hidden = caption == ""
	r.Refresh()
}

// CreateRenderer is for Fyne.
func (r *InfoRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

// NewControlRow is a row of at least 56 with a name, a caption below it and a control at the right (settings).
func NewControlRow(title, caption string, right ...fyne.CanvasObject) *InfoRow {
	return NewInfoRow("", title, caption, right...)
}

// NewEventRow is a row of at least 46: a time, a sign of 18, what happened, and a short fact at the right, or below
// where there is no room.
func NewEventRow(clock string, sign Sign, text, short string) fyne.CanvasObject {
	words := fact(NewText(text, StyleBody).Wrapped(), NewText(short, StyleCaption).Wrapped())
	return CellRow(46,
		Row(20, Sized(38, 0, NewText(clock, StyleSecond)), NewSign(sign, 18)),
		Grow(Inset(6, 0, 6, 0, words)))
}

// NewNumbered explains a step: a number in a circle, a bold title and a sentence below.
func NewNumbered(number, title, sentence string) fyne.CanvasObject {
	return Column(4,
		Row(10, NewNumberDot(number), Grow(NewText(title, StyleStrong).Cut(CutRight))),
		Paragraph(sentence))
}

// NewStat is a big number with words behind it on one baseline ("27 of 34" granted).
func NewStat(number, words string) *Text {
	return NewRich(Run{Text: number, Style: StyleTitle}, Run{Text: " ", Style: StyleBody}, Run{Text: words, Style: StyleSecond})
}

// NewSummaryRow is a line inside a padded card: a sign of 18, words, and at the right usually a text button.
func NewSummaryRow(sign Sign, words string, right ...fyne.CanvasObject) fyne.CanvasObject {
	objects := []fyne.CanvasObject{NewSign(sign, 18), Grow(NewText(words, StyleBody).Cut(CutRight))}
	return Sized(0, 36, Row(10, append(objects, Buttons(right...))...))
}
