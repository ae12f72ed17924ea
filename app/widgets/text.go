package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text shows words in one or more styles: on one line, wrapped, or cut with "…". It follows the theme.
type Text struct {
	widget.BaseWidget
	runs  []Run
	wrap  bool
	cut   Side
	align fyne.TextAlign

	drawn []*canvas.Text
	shown []Run // the run each drawn text belongs to
}

// NewText makes a one-line text that is never cut.
func NewText(text string, style Style) *Text { return NewRich(Run{Text: text, Style: style}) }

// NewRich makes a text of several styles on one line ("27 of 34" large, "granted" small).
func NewRich(runs ...Run) *Text {
	t := &Text{runs: runs}
	t.ExtendBaseWidget(t)
	return t
}

// Paragraph is body text in the second color that wraps.
func Paragraph(text string) *Text { return NewText(text, StyleSecond).Wrapped() }

// Wrapped lets the text take as many lines as it needs. It returns the text for chaining.
func (t *Text) Wrapped() *Text {
	t.wrap = true
	return t
}

// Cut shortens the text at the given side when there is no room. It returns the text for chaining.
func (t *Text) Cut(side Side) *Text {
	t.cut = side
	return t
}

// Aligned sets the alignment inside the width the text gets. It returns the text for chaining.
func (t *Text) Aligned(a fyne.TextAlign) *Text {
	t.align = a
	return t
}

// In gives all runs another color. It returns the text for chaining.
func (t *Text) In(token Token) *Text {
	for i := range t.runs {
		t.runs[i].Token = token
	}
	return t
}

// SetText replaces the words and keeps the first run's style.
func (t *Text) SetText(text string) {
	if len(t.runs) == 1 && t.runs[0].Text == text {
		return
	}
	first := Run{}
	if len(t.runs) > 0 {
		first = t.runs[0]
	}
	first.Text = text
	t.SetRuns(first)
}

// SetRuns replaces everything.
func (t *Text) SetRuns(runs ...Run) {
	t.runs = runs
	t.Refresh()
}

// SetToken changes the color of all runs.
func (t *Text) SetToken(token Token) {
	t.In(token)
	t.Refresh()
}

// String gives the words as one string, uncut.
func (t *Text) String() string {
	var b strings.Builder
	for _, r := range t.runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// HeightFor is the height the text needs at a width.
func (t *Text) HeightFor(width float32) float32 {
	if !t.wrap || width <= 0 {
		return t.lineHeight()
	}
	return float32(len(wrapRuns(t.runs, width))) * t.lineHeight()
}

func (t *Text) lineHeight() float32 {
	height := StyleCaption.font().line
	if len(t.runs) == 0 {
		return StyleBody.font().line
	}
	for _, r := range t.runs {
		height = max(height, r.Style.font().line)
	}
	return height
}

func (t *Text) naturalWidth() float32 { return ceil(lineOf(t.runs, words(t.runs)).width) }

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }
