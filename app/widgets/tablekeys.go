package widgets

import "fyne.io/fyne/v2"

// FocusGained puts the keyboard on the first row when it was on none.
func (t *Table) FocusGained() {
	if t.current < 0 && t.count > 0 {
		t.current = 0
	}
	t.control.FocusGained()
	t.body.Refresh()
}

// FocusLost is for Fyne.
func (t *Table) FocusLost() {
	t.control.FocusLost()
	t.body.Refresh()
}

// TypedKey moves between rows; Enter and Space press the row, other keys go on to the window.
func (t *Table) TypedKey(e *fyne.KeyEvent) {
	page := max(int(t.scroll.Size().Height/tableRow)-1, 1)
	switch e.Name {
	case fyne.KeyDown:
		t.moveTo(t.current + 1)
	case fyne.KeyUp:
		t.moveTo(t.current - 1)
	case fyne.KeyPageDown:
		t.moveTo(t.current + page)
	case fyne.KeyPageUp:
		t.moveTo(t.current - page)
	case fyne.KeyHome:
		t.moveTo(0)
	case fyne.KeyEnd:
		t.moveTo(t.count - 1)
	default:
		t.control.TypedKey(e)
	}
}

func (t *Table) moveTo(row int) {
	if t.count == 0 {
		return
	}
	t.current = min(max(row, 0), t.count-1)
	top := float32(t.current) * tableRow
	view := t.scroll.Size().Height
	switch {
	case top < t.scroll.Offset.Y:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+tableRow > t.scroll.Offset.Y+view:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top+tableRow-view))
	}
	t.body.Refresh()
}

func (t *Table) press(row int) {
	if t.pressed != nil && row >= 0 && row < t.count {
		t.pressed(row)
	}
}

// Tapped beside a row does nothing; rows take their own clicks.
func (t *Table) Tapped(*fyne.PointEvent) {}
