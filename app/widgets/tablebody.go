package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tableBody is what the table scrolls: as high as all rows, holding objects for the visible ones only.
type tableBody struct {
	widget.BaseWidget
	table *Table
	rows  []*tableRowView
}

func newTableBody(t *Table) *tableBody {
	b := &tableBody{table: t}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *tableBody) children() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(b.rows))
	for i, r := range b.rows {
		objects[i] = r
	}
	return objects
}

func (b *tableBody) min() fyne.Size { return fyne.NewSize(0, tableRow*float32(b.table.count)) }
func (b *tableBody) paint()         {}

func (b *tableBody) arrange(size fyne.Size) {
	t := b.table
	if t.scroll == nil || t.cells == nil {
		return
	}
	first := max(int(t.scroll.Offset.Y/tableRow), 0)
	last := min(int((t.scroll.Offset.Y+t.scroll.Size().Height)/tableRow)+1, t.count)
	wanted := max(last-first, 0)
	for len(b.rows) < wanted {
		b.rows = append(b.rows, newTableRowView(t))
	}
	b.rows = b.rows[:wanted]
	starts, widths := t.layoutColumns(size.Width + 2)
	for i, r := range b.rows {
		r.show(first+i, starts, widths)
		place(r, 0, float32(first+i)*tableRow, size.Width, tableRow)
	}
}

// tableRowView draws one visible row.
type tableRowView struct {
	widget.BaseWidget
	table   *Table
	row     int
	hovered bool
	over    *canvas.Rectangle
	line    *canvas.Rectangle
	ring    *canvas.Rectangle
	cells   []Cell
	texts   []*Text
	signs   []*glyph
	starts  []float32
	widths  []float32
}

func newTableRowView(t *Table) *tableRowView {
	r := &tableRowView{table: t, over: &canvas.Rectangle{}, line: &canvas.Rectangle{}, ring: &canvas.Rectangle{}}
	for range t.columns {
		r.texts = append(r.texts, NewText("", StyleBody).Cut(CutRight))
		r.signs = append(r.signs, newGlyph())
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *tableRowView) show(row int, starts, widths []float32) {
	if row != r.row {
		r.hovered = false
	}
	r.row, r.cells, r.starts, r.widths = row, r.table.cells(row), starts, widths
	r.Refresh()
}

// Tapped presses the row.
func (r *tableRowView) Tapped(*fyne.PointEvent) {
	r.table.current = r.row
	r.table.press(r.row)
}

// MouseIn is for Fyne.
func (r *tableRowView) MouseIn(*desktop.MouseEvent) {
	r.hovered = true
	r.Refresh()
}

// MouseMoved is for Fyne.
func (r *tableRowView) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (r *tableRowView) MouseOut() {
	r.hovered = false
	r.Refresh()
}

// CreateRenderer is for Fyne.
func (r *tableRowView) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

func (r *tableRowView) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.over, r.line}
	for i := range r.texts {
		objects = append(objects, r.signs[i].img, r.texts[i])
	}
	return append(objects, r.ring)
}

func (r *tableRowView) min() fyne.Size { return fyne.NewSize(0, tableRow) }

func (r *tableRowView) paint() {
	token := Token("")
	if r.hovered {
		token = TokenHover
	}
	fillOverlay(r.over, token)
	r.line.FillColor = col(TokenLine)
	showRing(r.ring, r.table.focused && r.table.current == r.row)
	for i, c := range r.cells {
		run := Run{Text: c.Text, Style: StyleBody}
		if c.Second {
			run.Style = StyleSecond
		}
		if c.Strong {
			run.Style, run.Token = StyleStrong, c.Sign.Tone.TextToken()
		}
		r.texts[i].SetRuns(run)
		r.signs[i].set(c.Sign.Icon, c.Sign.Tone.SignToken())
	}
}

func (r *tableRowView) arrange(size fyne.Size) {
	place(r.over, 0, 0, size.Width, size.Height)
	place(r.line, 0, size.Height-1, size.Width, 1)
	r.line.Hidden = r.row == r.table.count-1
	placeInnerRing(r.ring, size, 4)
	for i := range r.cells {
		hidden := r.widths[i] == 0
		r.texts[i].Hidden = hidden
		x := r.starts[i] - 1
		w := r.widths[i] - 12
		if r.cells[i].Sign.Icon != "" && !hidden {
			place(r.signs[i].img, x, (size.Height-16)/2, 16, 16)
			x, w = x+24, w-24
		} else {
			r.signs[i].img.Hide()
		}
		place(r.texts[i], x, 0, w, size.Height)
	}
}
