package app

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"latchkey/app/present"
)

// listenToKeys sets the keys that work everywhere: Ctrl or Cmd with a digit
// opens a page, F5 rechecks, Esc stops what runs, Page Down and its like scroll. A dialog has Esc for itself
// while it shows, and nothing behind it can be reached.
func (w *Window) listenToKeys() {
	canvas := w.window.Canvas()
	canvas.SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyF5:
			w.act(present.DoRecheck, "")
		case fyne.KeyEscape:
			w.escape()
		default:
			w.scroll(key.Name)
		}
	})
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6}
	for i, page := range pages() {
		shortcut := &desktop.CustomShortcut{KeyName: digits[i], Modifier: fyne.KeyModifierShortcutDefault}
		canvas.AddShortcut(shortcut, func(fyne.Shortcut) {
			if canvas.Overlays().Top() == nil {
				w.visit(page)
			}
		})
	}
}

// scroll moves the page for who reads with the keyboard: a long text has nothing
// in it that Tab could go to.
func (w *Window) scroll(key fyne.KeyName) {
	page := w.drawn.page
	switch key {
	case fyne.KeyPageDown:
		page.ScrollScreens(1)
	case fyne.KeyPageUp:
		page.ScrollScreens(-1)
	case fyne.KeyHome:
		page.ScrollToTop()
	case fyne.KeyEnd:
		page.ScrollTo(math.MaxFloat32)
	}
}

// escape stops what runs, else leaves a deeper page.
func (w *Window) escape() {
	switch {
	case w.work != nil && w.work.page == w.page, w.trouble.look != nil && w.page == present.PageTroubleshoot:
		w.cancel()
	case w.page == present.PageTroubleshoot && w.trouble.back():
		w.problem, w.notice = nil, nil
		w.render()
	case w.page == present.PageApps && w.apps.back():
		w.problem, w.notice = nil, nil
		w.render()
	case w.page == present.PageRights && w.rights.back():
		w.problem, w.notice = nil, nil
		w.render()
	case w.about || w.moving != nil || w.home.choosing:
		w.open(w.page)
	}
}
