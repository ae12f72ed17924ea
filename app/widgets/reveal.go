package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroller scrolls its content from top to bottom. The content gets the scroller's width and the height it needs
// there, so it has no minimum of its own; what gets the keyboard focus inside is brought into view.
type Scroller struct {
	widget.BaseWidget
	content fyne.CanvasObject
	body    *scrollBody
	scroll  *container.Scroll
}

// NewScroller makes a scroller around content.
func NewScroller(content fyne.CanvasObject) *Scroller {
	s := &Scroller{content: content, body: &scrollBody{}}
	box := container.New(s.body, content)
	s.scroll = container.NewVScroll(box)
	s.ExtendBaseWidget(s)
	return s
}

// SetContent replaces what is scrolled and goes back to the top.
func (s *Scroller) SetContent(content fyne.CanvasObject) {
	s.content = content
	s.scroll.Content.(*fyne.Container).Objects = []fyne.CanvasObject{content}
	s.scroll.Offset = fyne.Position{}
	s.Refresh()
}

// ScrollToTop shows the start of the content.
func (s *Scroller) ScrollToTop() { s.scroll.ScrollToTop() }

// CreateRenderer is for Fyne.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

func (s *Scroller) children() []fyne.CanvasObject { return []fyne.CanvasObject{s.scroll} }
func (s *Scroller) min() fyne.Size                { return fyne.NewSize(32, 32) }
func (s *Scroller) paint()                        {}

func (s *Scroller) arrange(size fyne.Size) {
	s.body.width = size.Width
	place(s.scroll, 0, 0, size.Width, size.Height)
	s.scroll.Refresh()
	relayout(s.scroll.Content)
}

// scrollBody reports the height its object needs at the scroller's width.
type scrollBody struct{ width float32 }

func (l *scrollBody) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, heightFor(objects[0], l.width))
}

func (l *scrollBody) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width, size.Height)
}

// show moves the content so that the object is visible with some room around it.
func (s *Scroller) show(o fyne.CanvasObject) {
	const room float32 = 12
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.scroll).Y
	bottom := top + o.Size().Height
	move := float32(0)
	switch {
	case top < room:
		move = top - room
	case bottom > s.scroll.Size().Height-room:
		move = min(bottom-s.scroll.Size().Height+room, top-room)
	}
	if move == 0 {
		return
	}
	s.scrollTo(s.scroll.Offset.Y + move)
}

func (s *Scroller) scrollTo(offset float32) {
	most := max(s.scroll.Content.MinSize().Height-s.scroll.Size().Height, 0)
	s.scroll.ScrollToOffset(fyne.NewPos(0, min(max(offset, 0), most)))
}

// reveal scrolls every Scroller around an object so that the object can be seen.
func reveal(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	for _, s := range scrollersAround(root, o) {
		s.show(o)
	}
}

// scrollersAround lists the scrollers between root and target, inner ones first.
func scrollersAround(root, target fyne.CanvasObject) []*Scroller {
	var found []*Scroller
	var search func(o fyne.CanvasObject) bool
	search = func(o fyne.CanvasObject) bool {
		if o == target {
			return true
		}
		var inside []fyne.CanvasObject
		s, isScroller := o.(*Scroller)
		switch x := o.(type) {
		case *Scroller:
			inside = []fyne.CanvasObject{x.content}
		case *fyne.Container:
			inside = x.Objects
		case drawn:
			inside = x.children()
		}
		for _, child := range inside {
			if search(child) {
				if isScroller {
					found = append(found, s)
				}
				return true
			}
		}
		return false
	}
	if root != nil {
		search(root)
	}
	return found
}
