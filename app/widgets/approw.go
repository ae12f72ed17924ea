package widgets

import "fyne.io/fyne/v2"

// AppRow is one line of a list that can be ticked: a checkbox, a bold name, a sentence over a path, a status. In a small
// window the name stands over the sentence. Everything but the path wraps, and the row grows with it.
type AppRow struct {
	listRow
	check  *Checkbox
	indent bool
	name   *Text
	words  *fyne.Container
	status fyne.CanvasObject
}

// AppRowText are the words of an AppRow; Path and Caption, which stand below the sentence, may be empty.
type AppRowText struct {
	Name, Sentence, Path, Caption string
}

// NewAppRow makes a row of at least 56. check is nil where there is nothing to tick, indented marks a member of a group,
// and status is usually NewStatus or a Button.
func NewAppRow(check *Checkbox, indented bool, text AppRowText, status fyne.CanvasObject) *AppRow {
	r := &AppRow{
		check: check, indent: indented, status: status,
		name:  NewText(text.Name, StyleStrong).Wrapped(),
		words: Column(0, NewText(text.Sentence, StyleBody).Wrapped()),
	}
	if text.Path != "" {
		r.words.Add(NewText(text.Path, StyleMono).Cut(CutLeft))
	}
	if text.Caption != "" {
		r.words.Add(NewText(text.Caption, StyleCaption).Wrapped())
	}
	r.least, r.body = 56, Column(0)
	r.ExtendBaseWidget(r)
	return r
}

// NewAppHead is the head of 40 of a group of AppRows: a checkbox that may be "some", or nil, a name and a fact at the
// right.
func NewAppHead(check *Checkbox, name, fact string) fyne.CanvasObject {
	objects := []fyne.CanvasObject{Grow(NewText(name, StyleStrong).Cut(CutRight)), NewText(fact, StyleCaption)}
	left := appStart + appNameAt
	if check != nil {
		objects = append([]fyne.CanvasObject{check}, objects...)
		left = appStart
	}
	return newListRow(40, Inset(0, 21, 0, left, Sized(0, 40, Row(14, objects...))))
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

// The measures of an AppRow.
const (
	appStart  float32 = 19  // of the checkbox
	appNameAt float32 = 32  // from there to the name
	appIndent float32 = 28  // of a member of a group
	appWords  float32 = 243 // where the sentence begins, in a wide window
	appStatus float32 = 139 // from there to the right edge
	appRoom   float32 = 10  // above and below
)

// parts are the places of the row's columns at a width: where the name and the words begin and how wide they may be.
type appParts struct {
	start, name, words, wordsWidth, status, statusWidth float32
	stacked                                             bool
}

func (r *AppRow) parts(width float32) appParts {
	p := appParts{start: appStart, words: appWords, status: width - 12}
	if r.indent {
		p.start += appIndent
	}
	p.name = p.start + appNameAt
	if r.status != nil {
		p.statusWidth = naturalWidth(r.status)
		p.status = min(width-appStatus, width-12-p.statusWidth)
	}
	if width < twoColumnWidth {
		p.stacked, p.words = true, p.name
	}
	p.wordsWidth = p.status - p.words - 16
	return p
}

// heights are those of the name and of the words at the places given.
func (r *AppRow) heights(p appParts) (name, words float32) {
	width := p.words - p.name - 8
	if p.stacked {
		width = p.wordsWidth
	}
	return heightFor(r.name, width), heightFor(r.words, p.wordsWidth)
}

// HeightFor is the height the row needs at a width.
func (r *AppRow) HeightFor(width float32) float32 {
	p := r.parts(width)
	name, words := r.heights(p)
	if p.stacked {
		return max(56, name+words+2*appRoom)
	}
	return max(56, max(name, words)+2*appRoom)
}

func (r *AppRow) min() fyne.Size { return fyne.NewSize(320, r.HeightFor(r.Size().Width)) }

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
	p := r.parts(size.Width)
	name, words := r.heights(p)
	if r.check != nil {
		place(r.check, p.start, (size.Height-18)/2, 18, 18)
	}
	if p.stacked {
		top := (size.Height - name - words) / 2
		place(r.name, p.name, top, p.wordsWidth, name)
		place(r.words, p.name, top+name, p.wordsWidth, words)
	} else {
		place(r.name, p.name, (size.Height-name)/2, p.words-p.name-8, name)
		place(r.words, p.words, (size.Height-words)/2+0.5, p.wordsWidth, words)
	}
	if r.status != nil {
		h := heightFor(r.status, p.statusWidth)
		place(r.status, p.status, (size.Height-h)/2, p.statusWidth, h)
	}
}
