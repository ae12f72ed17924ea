package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Section is one part of a card. A line separates it from the section before, unless that one is a head.
type Section struct {
	objects  []fyne.CanvasObject
	padded   bool
	head     bool // what follows a head has no line above
	progress *ProgressLine
}

// Head is a card's title (16 bold) with an optional pill, age or button at its right.
func Head(title string, right ...fyne.CanvasObject) Section {
	objects := append([]fyne.CanvasObject{Grow(NewText(title, StyleSubtitle).Cut(CutRight))}, right...)
	box := Inset(19, 21, 0, 21, Sized(0, 24, Row(12, objects...)))
	box.Layout.(*inset).row = true
	return Section{objects: []fyne.CanvasObject{box}, head: true}
}

// GroupHead is the small head of 40 above a list of rows, in the second color.
func GroupHead(title string, right ...fyne.CanvasObject) Section {
	objects := append([]fyne.CanvasObject{Grow(NewText(title, StyleSecondStrong).Cut(CutRight))}, right...)
	return Section{objects: []fyne.CanvasObject{rowInset(6, 0, Sized(0, 34, Row(12, objects...)))}}
}

// Padded is a section with the card's padding around a column of objects 12 apart.
func Padded(objects ...fyne.CanvasObject) Section { return PaddedGap(12, objects...) }

// PaddedGap is Padded with another gap.
func PaddedGap(gap float32, objects ...fyne.CanvasObject) Section {
	return Section{objects: []fyne.CanvasObject{Column(gap, objects...)}, padded: true}
}

// Rows is a section whose objects run edge to edge with a line between them; every row brings its own padding.
func Rows(rows ...fyne.CanvasObject) Section { return Section{objects: rows} }

// Progress is a progress line in the place of the separator below the section before it.
func Progress(line *ProgressLine) Section {
	return Section{objects: []fyne.CanvasObject{line}, progress: line}
}

// Card is a box with corners of 12 made of sections.
type Card struct {
	widget.BaseWidget
	sections []Section
	padding  float32
	box      *box
	lines    []*canvas.Rectangle
}

// NewCard makes a card.
func NewCard(sections ...Section) *Card {
	c := &Card{padding: 21, box: newBox()}
	c.ExtendBaseWidget(c)
	c.SetSections(sections...)
	return c
}

// SetSections replaces what the card holds.
func (c *Card) SetSections(sections ...Section) {
	c.sections = sections
	for _, s := range sections {
		for _, o := range s.objects {
			if e, ok := o.(endRow); ok {
				e.setEnds(0, 0)
			}
		}
	}
	c.markEnds()
	c.Refresh()
}

// endRow is a row that rounds its highlight where it touches the card's corners.
type endRow interface{ setEnds(top, bottom float32) }

func (c *Card) markEnds() {
	if len(c.sections) == 0 {
		return
	}
	radius := theme.Size(theme.SizeNameCardRadius)
	first, last := c.sections[0].objects, c.sections[len(c.sections)-1].objects
	if len(first) > 0 {
		if e, ok := first[0].(endRow); ok {
			e.setEnds(radius, 0)
		}
	}
	if len(last) == 0 {
		return
	}
	if e, ok := last[len(last)-1].(endRow); ok {
		top := float32(0)
		if len(c.sections) == 1 && len(last) == 1 {
			top = radius
		}
		e.setEnds(top, radius)
	}
}

// CreateRenderer is for Fyne.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

func (c *Card) setCompact(compact bool) {
	c.padding = 21
	if compact {
		c.padding = 17
	}
}
