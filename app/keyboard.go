package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"latchkey/app/present"
)

// listenToKeys sets the keys that work everywhere: Ctrl or Cmd with a digit
// opens a page, F5 rechecks, Esc stops what runs. A dialog has Esc for itself
// while it shows, and nothing behind it can be reached.
func (w *Window) listenToKeys() {
	canvas := w.window.Canvas()
	canvas.SetOnTypedKey(func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyF5:
			w.act(present.DoRecheck, "")
		case fyne.KeyEscape:
			w.escape()
		}
	})
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6}
	for i, page := range pages() {
		shortcut := &desktop.CustomShortcut{KeyName: digits[i], Modifier: fyne.KeyModifierShortcutDefault}
		canvas.AddShortcut(shortcut, func(fyne.Shortcut) {
			if canvas.Overlays().Top() == nil {
				w.open(page)
			}
		})
	}
}

// escape stops what runs, else leaves a deeper page.
func (w *Window) escape() {
	switch {
	case w.work != nil && w.work.page == w.page:
		w.cancelWork()
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
