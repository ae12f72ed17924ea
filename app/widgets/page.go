package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// The page's measures in a wide and a small window.
const (
	pageMost     float32 = 880 // the widest content
	compactBelow float32 = 640 // a page narrower than this (rail not counted) uses the small window's measures
	scrollInset  float32 = 6   // between the scroll bar and the window's edge
)

// Page is everything right of the rail: a header that stays, a banner slot, and content that scrolls. Content is at
// most 880 wide, at the left, with margins of 32, or 24 in a small window. It has no minimum height of its own.
type Page struct {
	widget.BaseWidget
	header  *PageHeader
	banner  *Banner
	content fyne.CanvasObject
	fill    bool
	back    *canvas.Rectangle
	scroll  *Scroller
	body    *pageBody
}

// NewPage makes a page whose content scrolls. banner and content may be nil and set later.
func NewPage(header *PageHeader, banner *Banner, content fyne.CanvasObject) *Page {
	p := &Page{header: header, banner: banner, content: content, back: &canvas.Rectangle{}, body: &pageBody{}}
	p.scroll = NewScroller(container.New(p.body))
	p.fillBody()
	p.ExtendBaseWidget(p)
	return p
}

// NewFillPage makes a page whose content gets the room that is left and scrolls by itself (a Table).
func NewFillPage(header *PageHeader, banner *Banner, content fyne.CanvasObject) *Page {
	p := NewPage(header, banner, content)
	p.fill = true
	return p
}

// Header is the page's header.
func (p *Page) Header() *PageHeader { return p.header }

// SetBanner shows a banner, or none with nil.
func (p *Page) SetBanner(banner *Banner) {
	p.banner = banner
	p.fillBody()
	p.Refresh()
}

// SetContent replaces the content and keeps the place it was scrolled to.
func (p *Page) SetContent(content fyne.CanvasObject) {
	p.content = content
	p.fillBody()
	p.Refresh()
}

// ScrollToTop shows the start of the content.
func (p *Page) ScrollToTop() { p.ScrollTo(0) }

// Offset is how far down the content is scrolled.
func (p *Page) Offset() float32 { return p.scroll.scroll.Offset.Y }

// ScrollTo scrolls the content down, as far as it goes; that of a fill page scrolls by itself.
func (p *Page) ScrollTo(offset float32) {
	if !p.fill {
		p.scroll.scrollTo(offset)
	}
}

// ScrollScreens scrolls the content down by so many of the heights that are seen at once; up when negative.
func (p *Page) ScrollScreens(n float32) {
	const kept = 48 // of what was seen before, to read on
	p.ScrollTo(p.Offset() + n*max(p.scroll.scroll.Size().Height-kept, kept))
}

// FocusPrimary focuses the header's primary button, as a page does when it opens.
func (p *Page) FocusPrimary() {
	primary := p.header.Primary()
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil || primary == nil {
		return
	}
	if d, ok := primary.(fyne.Disableable); ok && d.Disabled() {
		return
	}
	c.Focus(primary)
}

func (p *Page) fillBody() {
	p.body.objects = p.body.objects[:0]
	if p.banner != nil {
		p.body.objects = append(p.body.objects, p.banner)
	}
	if p.content != nil {
		p.body.objects = append(p.body.objects, p.content)
	}
	p.scroll.content.(*fyne.Container).Objects = append([]fyne.CanvasObject(nil), p.body.objects...)
}

// CreateRenderer is for Fyne.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *Page) children() []fyne.CanvasObject {
	if !p.fill {
		return []fyne.CanvasObject{p.back, p.header, p.scroll}
	}
	return append([]fyne.CanvasObject{p.back, p.header}, p.body.objects...)
}

func (p *Page) min() fyne.Size { return fyne.NewSize(320, 240) }
func (p *Page) paint()         { p.back.FillColor = col(TokenPage) }

func (p *Page) arrange(size fyne.Size) {
	m := pageMargins(size.Width)
	for _, o := range p.body.objects {
		setCompact(o, m.compact)
	}
	width := min(size.Width-2*m.side, pageMost)
	place(p.back, 0, 0, size.Width, size.Height)
	h := heightFor(p.header, width)
	place(p.header, m.side, m.top, width, h)
	p.header.arrange(fyne.NewSize(width, h))
	y := m.top + h + m.below
	if p.fill {
		p.arrangeFill(m.side, y, width, size.Height-m.bottom-y)
		return
	}
	p.body.side, p.body.width, p.body.bottom, p.body.gap = m.side, width, m.bottom, m.gap
	place(p.scroll, 0, y-ringRoom, size.Width-scrollInset, size.Height-y+ringRoom)
	p.scroll.Refresh()
}

func (p *Page) arrangeFill(x, y, width, height float32) {
	for i, o := range p.body.objects {
		h := height
		if i < len(p.body.objects)-1 {
			h = heightFor(o, width)
		}
		place(o, x, y, width, h)
		relayout(o)
		y, height = y+h+16, height-h-16
	}
}
