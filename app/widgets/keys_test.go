package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	w "latchkey/app/widgets"
)

// themed starts a test program with the theme; widgets measure themselves with it from the start.
func themed(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(w.NewTheme(w.Appearance{Mode: w.ModeLight}))
}

// window shows an object; call themed before making it.
func window(t *testing.T, width, height float32, o fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(width, height))
	return win.Canvas()
}

func press(c fyne.Canvas, name fyne.KeyName) {
	if f := c.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	if handle := c.OnTypedKey(); handle != nil {
		handle(&fyne.KeyEvent{Name: name})
	}
}

func TestTabWalksRailHeaderBannerContent(t *testing.T) {
	themed(t)
	var order []string
	named := func(label string, kind w.ButtonKind) *w.Button { return w.NewButton(label, kind, w.Small, nil) }
	off := named("never", w.ButtonSecondary)
	off.Disable()
	page := w.NewPage(w.NewPageHeader("Title", "Sentence.", named("second", w.ButtonSecondary), named("primary", w.ButtonAccent)),
		w.NewBanner(w.BannerText{Start: "Start.", Rest: "Rest."}, named("banner", w.ButtonOnBanner)),
		w.Stack(w.NewCard(w.Rows(w.NewLinkRow("", "link", "", nil))), off, named("last", w.ButtonText)))
	c := window(t, 1000, 680, w.NewFrame(mockRail(0), page))
	for range 11 {
		c.(interface{ FocusNext() }).FocusNext()
		switch f := c.Focused().(type) {
		case *w.Button:
			order = append(order, f.Label())
		case *w.RailItem:
			order = append(order, f.Text())
		case *w.LinkRow:
			order = append(order, f.Title())
		}
	}
	want := []string{"Home", "Access rights", "Apps", "Troubleshoot", "Activity", "Settings", "second", "primary", "banner", "link", "last"}
	if !slices.Equal(order, want) {
		t.Errorf("Tab goes %v, want %v", order, want)
	}
	page.FocusPrimary()
	if b, ok := c.Focused().(*w.Button); !ok || b.Label() != "primary" {
		t.Errorf("first focus is %v, want the primary button", c.Focused())
	}
}

func TestEnterAndSpacePressWhatHasFocus(t *testing.T) {
	themed(t)
	presses := 0
	count := func() { presses++ }
	box := w.NewCheckbox("Tick", w.CheckSome, func(bool) { count() })
	choice := w.NewChoiceCard("One", nil, "Sentence.", nil, count)
	objects := []fyne.CanvasObject{
		w.NewButton("Go", w.ButtonAccent, w.Large, count), w.NewBack("Back", count), w.NewLinkRow("", "Link", "", count),
		box, w.NewRadio("Other", false, count), choice, w.NewRailItem("home", "Home", count),
	}
	c := window(t, 600, 600, w.Column(4, objects...))
	for i, o := range objects {
		before := presses
		c.Focus(o.(fyne.Focusable))
		key := fyne.KeyReturn
		if i%2 == 1 {
			key = fyne.KeySpace
		}
		press(c, key)
		if presses != before+1 {
			t.Errorf("%T was pressed %d times, want once", o, presses-before)
		}
	}
	if box.State() != w.CheckOn || !choice.On() {
		t.Error("pressing did not turn the checkbox and the choice on")
	}
}

func TestKeysNobodyWantsReachTheWindow(t *testing.T) {
	themed(t)
	var got []fyne.KeyName
	field := w.NewField("Find", nil)
	button := w.NewButton("Go", w.ButtonAccent, w.Large, nil)
	c := window(t, 400, 200, w.Column(4, field, button))
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { got = append(got, e.Name) })
	for _, f := range []fyne.Focusable{field.Focus(), button} {
		c.Focus(f)
		press(c, fyne.KeyF5)
		press(c, fyne.KeyEscape)
	}
	if want := []fyne.KeyName{fyne.KeyF5, fyne.KeyEscape, fyne.KeyF5, fyne.KeyEscape}; !slices.Equal(got, want) {
		t.Errorf("the window got %v, want %v", got, want)
	}
}

func TestDialogStartsOnCancelAndEscLeavesIt(t *testing.T) {
	themed(t)
	opener := w.NewButton("Reset…", w.ButtonAccent, w.Large, nil)
	c := window(t, 800, 600, w.Column(0, opener))
	c.Focus(opener)
	said := ""
	show := func() *w.Dialog {
		d := w.NewDialog(w.DialogText{Title: "Reset?", Sentence: "Nothing has changed yet.", Cancel: "Cancel", Confirm: "Reset"},
			nil, func() { said += "yes " }, func() { said += "no " })
		d.ShowOn(c)
		return d
	}
	d := show()
	if c.Focused() != fyne.Focusable(d.CancelButton()) {
		t.Errorf("first focus is %T, want Cancel", c.Focused())
	}
	press(c, fyne.KeyEscape)
	if c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(opener) {
		t.Error("Esc did not close the dialog and give the focus back")
	}
	show()
	c.Focus(nil)
	press(c, fyne.KeyEscape)
	d = show()
	c.Focus(d.Confirm())
	press(c, fyne.KeyEnter)
	if said != "no no yes " {
		t.Errorf("answers are %q, want two times no, then yes", said)
	}
}

func TestSelectIsUsableByKeyboard(t *testing.T) {
	themed(t)
	chosen := -1
	s := w.NewSelect([]string{"One", "Two", "Three"}, 0, func(i int) { chosen = i })
	c := window(t, 400, 300, w.Column(0, s))
	c.Focus(s)
	press(c, fyne.KeyDown)
	if c.Overlays().Top() == nil {
		t.Fatal("Down did not open the list")
	}
	press(c, fyne.KeyDown)
	press(c, fyne.KeyDown)
	press(c, fyne.KeyReturn)
	if chosen != 2 || s.Index() != 2 || c.Overlays().Top() != nil {
		t.Errorf("chosen is %d, shown %d", chosen, s.Index())
	}
	press(c, fyne.KeySpace)
	press(c, fyne.KeyEscape)
	if c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(s) {
		t.Error("Esc did not close the list and give the focus back")
	}
}

func TestFocusBringsARowIntoView(t *testing.T) {
	themed(t)
	var rows []fyne.CanvasObject
	for i := range 40 {
		rows = append(rows, w.NewLinkRow("", fmt.Sprint(i), "", nil))
	}
	page := w.NewPage(w.NewPageHeader("Title", "Sentence."), nil, w.NewCard(w.Rows(rows...)))
	c := window(t, 760, 520, page)
	for _, n := range []int{39, 0, 20} {
		c.Focus(rows[n].(fyne.Focusable))
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(rows[n]).Y
		if y < 60 || y+44 > 520 {
			t.Errorf("row %d is at %v, outside the window", n, y)
		}
	}
}
