package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	w "latchkey/app/widgets"
)

func bigTable(asked *map[int]bool, pressed func(int)) *w.Table {
	table := w.NewTable([]w.TableColumn{{Title: "Name", Width: 200}, {Title: "State", Width: 100, HideOrder: 1}}, func(int) {}, pressed)
	table.SetRows(10000, func(row int) []w.Cell {
		(*asked)[row] = true
		return []w.Cell{{Text: fmt.Sprint("Row ", row)}, {Text: "Granted"}}
	})
	return table
}

func TestTableOnlyMakesVisibleRows(t *testing.T) {
	themed(t)
	asked := map[int]bool{}
	table := bigTable(&asked, nil)
	c := window(t, 600, 400, table)
	if len(asked) > 14 {
		t.Errorf("%d rows were asked for, the window shows 12", len(asked))
	}
	c.Focus(table)
	press(c, fyne.KeyEnd)
	if !asked[9999] || asked[5000] {
		t.Error("End did not show the last row, or made rows between")
	}
	if table.Current() != 9999 {
		t.Errorf("the keyboard is on row %d", table.Current())
	}
}

func TestTableIsWalkedByKeyboard(t *testing.T) {
	themed(t)
	asked, pressed := map[int]bool{}, -1
	table := bigTable(&asked, func(row int) { pressed = row })
	c := window(t, 600, 400, table)
	c.Focus(table)
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyReturn} {
		press(c, key)
	}
	if want := 2 + 9 - 1; pressed != want {
		t.Errorf("pressed row %d, want %d", pressed, want)
	}
	table.SetRows(3, func(int) []w.Cell { return []w.Cell{{}, {}} })
	if table.Current() != 2 {
		t.Errorf("after shrinking the keyboard is on row %d, want the last", table.Current())
	}
	table.SetRows(0, nil)
	press(c, fyne.KeyDown)
	press(c, fyne.KeyReturn)
}
