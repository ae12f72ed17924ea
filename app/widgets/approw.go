package widgets

import "fyne.io/fyne/v2"

// AppRow is one line of a list that can be ticked: a checkbox, a bold name, a sentence over a path, a status.
type AppRow struct {
	listRow
	check  *Checkbox
	indent bool
	name   *Text
	words  *fyne.Container
	status fyne.CanvasObject
}

// AppRowText are the words of an AppRow; Path may be empty.
type AppRowText struct {
	Name, Sentence, Path string
}

// NewAppRow makes a row of 56. check is nil where there is nothing to tick, indented marks a member of a group, and
// status is usually NewStatus or a Button.
func NewAppRow(check *Checkbox, indented bool, text AppRowText, status fyne.CanvasObject) *AppRow {
	r := &AppRow{
		check: check, indent: indented, status: status,
		name:  NewText(text.Name, StyleStrong).Cut(CutRight),
		words: Column(0, NewText(text.Sentence, StyleBody).Cut(CutRight)),
	}
	if text.Path != "" {
		r.words.Add(NewText(text.Path, StyleMono).Cut(CutLeft))
	}
	r.least, r.body = 56, Column(0)
	r.ExtendBaseWidget(r)
	return r
}

// NewAppHead is the head of 40 of a group of AppRows: a checkbox that may be "some", a name and a fact at the right.
func NewAppHead(check *Checkbox, name, fact string) fyne.CanvasObject {
	body := Inset(0, 21, 0, 19, Sized(0, 40, Row(14, check,
		Grow(NewText(name, StyleStrong).Cut(CutRight)), NewText(fact, StyleCaption))))
	return newListRow(40, body)
}

// NewStatus is a sign of 16 and a word in its tone's color; strong makes it bold.
func NewStatus(sign Sign, text string, strong bool) fyne.CanvasObject {
	style := StyleBody
	if strong {
		style = StyleStrong
	}
	return Row(6, NewSign(sign, 16), NewText(text, style).In(sign.Tone.TextToken()).Cut(CutRight))
}

// Check is the row's checkbox, nil where there is none.
func (r *AppRow) Check() *Checkbox { return r.check }

// CreateRenderer is for Fyne.
func (r *AppRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

// HeightFor is the height the row needs at a width.
func (r *AppRow) HeightFor(float32) float32 { return 56 }

func (r *AppRow) min() fyne.Size { return fyne.NewSize(320, 56) }

func (r *AppRow) children() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if r.check != nil {
		objects = append(objects, r.check)
	}
	objects = append(objects, r.name, r.words)
	if r.status != nil {
		objects = append(objects, r.status)
	}
	return objects
}

func (r *AppRow) arrange(size fyne.Size) {
	start, words, status := float32(19), float32(243), size.Width-139
	if size.Width < twoColumnWidth {
		words, status = 168, size.Width-134
	}
	if r.indent {
		start += 28
	}
	if r.check != nil {
		place(r.check, start, (size.Height-18)/2, 18, 18)
	}
	place(r.name, start+32, 0, words-start-32-8, size.Height)
	h := heightFor(r.words, status-words-16)
	place(r.words, words, (size.Height-h)/2+0.5, status-words-16, h)
	if r.status != nil {
		w := min(naturalWidth(r.status), size.Width-status-12)
		h := heightFor(r.status, w)
		place(r.status, status, (size.Height-h)/2, w, h)
	}
}
