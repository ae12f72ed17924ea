package widgets

import "fyne.io/fyne/v2"

// SectionTitle stands above a card that has no head of its own, with something small at its right.
func SectionTitle(title string, right ...fyne.CanvasObject) *fyne.Container {
	objects := append([]fyne.CanvasObject{Grow(NewText(title, StyleSubtitle).Cut(CutRight))}, right...)
	return Row(12, objects...)
}

// GroupTitle is the smaller title above a card in a list of groups, in the second color.
func GroupTitle(title string) *Text { return NewText(title, StyleSecondStrong).Cut(CutRight) }
