package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// The height of a row and of the head, and where the first column begins.
const (
	tableRow  float32 = 34
	tableLead float32 = 21
)

// TableColumn is one column. Of the columns with HideOrder above 0 the highest goes first when there is too little room;
// width that is left over goes to the first column.
type TableColumn struct {
	Title     string
	Width     float32
	HideOrder int
}

// Cell is what stands in one place of a table. With an icon the text is in the tone's color when Strong.
type Cell struct {
	Text   string
	Sign   Sign
	Strong bool // anything that is not the usual: bold, in the sign's color
	Second bool // in the second color
}

// Table shows any number of rows of 34: only the visible ones exist as objects. It is one stop for the Tab key; Up,
// Down, Page Up, Page Down, Home and End move inside, Enter presses the row.
type Table struct {
	control
	columns []TableColumn
	count   int
	cells   func(row int) []Cell
	pressed func(row int)
	sorted  int
	down    bool
	current int

	box    *box
	line   *canvas.Rectangle
	heads  []*tableHead
	body   *tableBody
	scroll *container.Scroll
}

// NewTable makes a table. sort is called with the column whose head was pressed and may be nil; row is called with a
// row that was pressed and may be nil.
func NewTable(columns []TableColumn, sort func(column int), row func(row int)) *Table {
	t := &Table{
		columns: columns, pressed: row, sorted: -1, current: -1,
		box: newBox(), line: &canvas.Rectangle{},
	}
	for i, c := range columns {
		h := newTableHead(c.Title, func() {
			if sort != nil {
				sort(i)
			}
		})
		if sort == nil {
			h.Disable()
		}
		t.heads = append(t.heads, h)
	}
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.Refresh() }
	t.init(t, func() { t.press(t.current) })
	return t
}

// SetRows replaces the rows: cells(i) gives row i, one cell a column, and is only asked for rows that are visible.
func (t *Table) SetRows(count int, cells func(row int) []Cell) {
	t.count, t.cells = count, cells
	t.current = min(t.current, count-1)
	t.Refresh()
}

// SetSort shows at a head by which column the rows are sorted; -1 shows none.
func (t *Table) SetSort(column int, descending bool) {
	t.sorted, t.down = column, descending
	t.Refresh()
}

// Count is the number of rows.
func (t *Table) Count() int { return t.count }

// Current is the row the keyboard is on, -1 before it was there.
func (t *Table) Current() int { return t.current }

// ScrollToTop shows the first row.
func (t *Table) ScrollToTop() { t.scroll.ScrollToTop() }

// CreateRenderer is for Fyne.
func (t *Table) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

// HeightFor is the head and up to 14 rows; a fill page gives the table all there is.
func (t *Table) HeightFor(float32) float32 { return tableRow + 1 + tableRow*float32(min(t.count, 14)) }

func (t *Table) min() fyne.Size { return fyne.NewSize(240, tableRow*4) }

func (t *Table) children() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.box.Container, t.line}
	for _, h := range t.heads {
		objects = append(objects, h)
	}
	return append(objects, t.scroll)
}

func (t *Table) paint() {
	t.box.paint(TokenCard, TokenLine, theme.Size(theme.SizeNameCardRadius))
	t.line.FillColor = col(TokenLine)
	for i, h := range t.heads {
		h.show(i == t.sorted, t.down)
	}
}

func (t *Table) arrange(size fyne.Size) {
	place(t.box, 0, 0, size.Width, size.Height)
	place(t.line, 0, tableRow-1, size.Width, 1)
	starts, widths := t.layoutColumns(size.Width)
	for i, h := range t.heads {
		h.Hidden = widths[i] == 0
		place(h, starts[i]-6, 3, widths[i]-2, tableRow-6)
	}
	place(t.scroll, 1, tableRow, size.Width-2, size.Height-tableRow-1)
	t.scroll.Refresh()
	t.body.Refresh()
}

// layoutColumns gives every column its start and width; a hidden one is 0 wide.
func (t *Table) layoutColumns(width float32) (starts, widths []float32) {
	starts, widths = make([]float32, len(t.columns)), make([]float32, len(t.columns))
	spare := width - tableLead
	for i, c := range t.columns {
		widths[i] = c.Width
		spare -= c.Width
	}
	for spare < 0 {
		last := -1
		for i, c := range t.columns {
			if c.HideOrder > 0 && widths[i] > 0 && (last < 0 || c.HideOrder > t.columns[last].HideOrder) {
				last = i
			}
		}
		if last < 0 {
			break
		}
		spare += widths[last]
		widths[last] = 0
	}
	widths[0] = max(widths[0]+spare, 80)
	x := tableLead
	for i, w := range widths {
		starts[i] = x
		x += w
	}
	return starts, widths
}
