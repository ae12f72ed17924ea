package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Difference is one thing that is not as it was.
type Difference struct {
	Sign   Sign // diff-gained, diff-lost or diff-changed
	Name   string
	Before string
	After  string
	Reason string // 12; may be empty
}

// NewDifferenceRow shows a difference: sign, name, before and after with an arrow, and a reason.
func NewDifferenceRow(d Difference) fyne.CanvasObject {
	change := container.New(&flow{gap: 8},
		NewText(d.Before, StyleSecond).Cut(CutRight),
		Sized(16, 19, NewIcon("forward", TokenText2, 16)),
		NewText(d.After, StyleBody).Cut(CutRight))
	words := Column(1, NewText(d.Name, StyleStrong).Cut(CutRight), change)
	if d.Reason != "" {
		words.Add(NewText(d.Reason, StyleCaption).Wrapped())
	}
	return rowInset(12, 11, RowTop(10, NewSign(d.Sign, 20), Grow(words)))
}

// Count is a number with a sign and a word ("2 gained").
type Count struct {
	Sign   Sign
	Number string
	Word   string
}

// NewCounts is the row of 52 on top of a list of differences.
func NewCounts(counts ...Count) fyne.CanvasObject {
	line := Flow(18)
	for _, c := range counts {
		words := NewRich(Run{Text: c.Number, Style: StyleStrong}, Run{Text: " "}, Run{Text: c.Word, Style: StyleSecond})
		line.Add(Row(6, NewSign(c.Sign, 18), words))
	}
	return CellRow(52, Grow(line))
}
