package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// pressRow is a row whose whole area is the target: hover and press overlays, the ring on the inside.
type pressRow struct {
	control
	body        *fyne.Container
	least       float32
	over        *canvas.Rectangle
	ring        *canvas.Rectangle
	top, bottom float32 // corner radii where the row touches a card's corners
}

func (r *pressRow) initRow(self fyne.Widget, least float32, body *fyne.Container, tap func()) {
	r.least, r.body = least, body
	r.over, r.ring = &canvas.Rectangle{}, &canvas.Rectangle{}
	r.init(self, tap)
}

func (r *pressRow) setEnds(top, bottom float32) { r.top, r.bottom = top, bottom }

// HeightFor is the height the row needs at a width.
func (r *pressRow) HeightFor(width float32) float32 { return max(r.least, heightFor(r.body, width)) }

func (r *pressRow) naturalWidth() float32 { return naturalWidth(r.body) }

func (r *pressRow) children() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.over, r.body, r.ring}
}

func (r *pressRow) min() fyne.Size {
	m := r.body.MinSize()
	return fyne.NewSize(m.Width, r.HeightFor(r.Size().Width))
}

func (r *pressRow) paint() {
	token := r.overlay()
	if r.tap == nil {
		token = ""
	}
	fillOverlay(r.over, token)
	for _, rect := range []*canvas.Rectangle{r.over, r.ring} {
		rect.TopLeftCornerRadius, rect.TopRightCornerRadius = r.top, r.top
		rect.BottomLeftCornerRadius, rect.BottomRightCornerRadius = r.bottom, r.bottom
	}
	showRing(r.ring, r.focused && !r.Disabled())
}

func (r *pressRow) arrange(size fyne.Size) {
	place(r.over, 1, 0, size.Width-2, size.Height)
	placeInnerRing(r.ring, size, 0)
	place(r.body, 0, 0, size.Width, size.Height)
	r.body.Layout.Layout(r.body.Objects, size)
}

// LinkRow leads somewhere: a title, perhaps an icon and a caption, a chevron. The whole row is the target.
type LinkRow struct {
	pressRow
	title   *Text
	chevron *Icon
}

// NewLinkRow makes a row of 44, or 56 with a caption. icon and caption may be empty.
func NewLinkRow(icon, title, caption string, tap func()) *LinkRow {
	l := &LinkRow{title: NewText(title, StyleBody).Cut(CutRight), chevron: NewIcon("chevron-right", TokenText3, 18)}
	least := float32(44)
	var words fyne.CanvasObject = l.title
	if caption != "" {
		least = 56
		words = Column(0, l.title, NewText(caption, StyleCaption).Cut(CutRight))
	}
	objects := []fyne.CanvasObject{Grow(words), Inset(0, -5, 0, 0, l.chevron)}
	if icon != "" {
		objects = append([]fyne.CanvasObject{NewIcon(icon, TokenText2, 20)}, objects...)
	}
	l.initRow(l, least, rowInset(4, 4, Row(12, objects...)), tap)
	return l
}

// Title is the row's first line.
func (l *LinkRow) Title() string { return l.title.String() }

// CreateRenderer is for Fyne.
func (l *LinkRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

// FoldRow opens and closes what stands below it ("30 unchanged").
type FoldRow struct {
	pressRow
	chevron *Icon
	open    bool
	content fyne.CanvasObject
}

// NewFoldRow makes a row of 48 with a sign; pressing it shows or hides content, which must be a later row of the same
// card. changed is called after every press and may be nil; let it refresh the page.
func NewFoldRow(sign Sign, title string, content fyne.CanvasObject, changed func(open bool)) *FoldRow {
	f := &FoldRow{content: content, chevron: NewIcon("chevron-right", TokenText3, 18)}
	body := rowInset(4, 4, Row(12, NewSign(sign, 20), Grow(NewText(title, StyleSecond).Cut(CutRight)), f.chevron))
	f.initRow(f, 48, body, func() {
		f.SetOpen(!f.open)
		if changed != nil {
			changed(f.open)
		}
		if f.open {
			reveal(f.content)
		}
		reveal(f)
	})
	f.SetOpen(false)
	return f
}

// SetOpen shows or hides the content.
func (f *FoldRow) SetOpen(open bool) {
	f.open = open
	if open {
		f.chevron.Set("chevron-down", TokenText2)
		f.content.Show()
		return
	}
	f.chevron.Set("chevron-right", TokenText2)
	f.content.Hide()
}

// Open says whether the content shows.
func (f *FoldRow) Open() bool { return f.open }

// CreateRenderer is for Fyne.
func (f *FoldRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }
