package app

import "reflect"

// render shows what the state says, touching only what is different.
func (w *Window) render() {
	if w.closed {
		return
	}
	w.showRail()
	w.watchApps()
	w.watchSymptoms()
	next := w.screen()
	same := next.name == w.shown.name
	switch {
	case same && reflect.DeepEqual(next.model, w.shown.model):
		return
	case same && w.drawn.update != nil:
		w.shown = next
		w.drawn.update(next.model)
		return
	}
	w.redraw(next, same)
}

// redraw draws a screen anew. The same screen keeps the place it was scrolled to
// and the focus.
func (w *Window) redraw(next screen, same bool) {
	focus, offset := w.drawn.focusName(w.window.Canvas().Focused()), float32(0)
	if same {
		offset = w.drawn.page.Offset()
	}
	if w.drawn.leave != nil {
		w.drawn.leave()
	}
	w.shown, w.drawn = next, next.draw()
	w.frame.SetPage(w.drawn.page)
	w.drawn.page.ScrollTo(offset)
	w.restoreFocus(same, focus)
}
