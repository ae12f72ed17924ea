package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// PageHeader is a page's answer: a title with a state sign or a back button before it, one sentence, and the page's
// buttons at the right. The buttons drop below the sentence when title and buttons do not fit one line.
type PageHeader struct {
	widget.BaseWidget
	sign     *Icon
	back     *IconButton
	title    *Text
	sentence *Text
	buttons  []fyne.CanvasObject
}

// NewPageHeader makes a header; the accent button comes last.
func NewPageHeader(title, sentence string, buttons ...fyne.CanvasObject) *PageHeader {
	h := &PageHeader{title: NewText(title, StyleTitle).Wrapped(), sentence: Paragraph(sentence), buttons: buttons}
	h.ExtendBaseWidget(h)
	return h
}

// WithSign puts a state sign of 26 before the title. It returns the header for chaining.
func (h *PageHeader) WithSign(s Sign) *PageHeader {
	h.sign = nil
	if s.Icon != "" {
		h.sign = NewSign(s, 26)
	}
	return h
}

// WithBack puts a back button before the title. It returns the header for chaining.
func (h *PageHeader) WithBack(name string, tap func()) *PageHeader {
	h.back = NewBack(name, tap)
	return h
}

// Set changes sign and words; a Sign without icon takes the sign away.
func (h *PageHeader) Set(s Sign, title, sentence string) {
	h.WithSign(s)
	h.title.SetText(title)
	h.sentence.SetText(sentence)
	h.Refresh()
}

// SetButtons replaces the buttons.
func (h *PageHeader) SetButtons(buttons ...fyne.CanvasObject) {
	h.buttons = buttons
	h.Refresh()
}

// Title is the title's words.
func (h *PageHeader) Title() string { return h.title.String() }

// Primary is the header's last button, which gets the first focus of a page; nil without buttons.
func (h *PageHeader) Primary() fyne.Focusable {
	for i := len(h.buttons) - 1; i >= 0; i-- {
		if b, ok := h.buttons[i].(fyne.Focusable); ok {
			return b
		}
	}
	return nil
}

// CreateRenderer is for Fyne.
func (h *PageHeader) CreateRenderer() fyne.WidgetRenderer { return newRenderer(h) }

func (h *PageHeader) children() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if h.back != nil {
		objects = append(objects, h.back)
	}
	if h.sign != nil {
		objects = append(objects, h.sign)
	}
	return append(append(objects, h.title, h.sentence), h.buttons...)
}

func (h *PageHeader) min() fyne.Size { return fyne.NewSize(200, h.HeightFor(h.Size().Width)) }
func (h *PageHeader) paint()         {}

// lead is how far the title is moved to the right by sign or back button.
func (h *PageHeader) lead() float32 {
	switch {
	case h.back != nil:
		return 32 + 12
	case h.sign != nil:
		return 26 + 10
	}
	return 0
}
