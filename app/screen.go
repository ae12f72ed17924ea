package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// screen is what the frame should show: a name, the view state, and how to draw
// it. The same name with the same view state is not drawn again.
type screen struct {
	name  string
	model any
	draw  func() drawn
}

// drawn is a page on the screen.
type drawn struct {
	page *widgets.Page
	// update shows another view state of the same screen in place; nil draws the
	// page anew. It is for pages in which something moves or is being typed.
	update func(model any)
	// leave stops what moves when the page goes; may be nil.
	leave func()
	parts *sketch
}

// named makes a screen of a view function: the same state gives the same page.
func named[V any](w *Window, name string, view V, draw func(V, *sketch) drawn) screen {
	return screen{name: name, model: view, draw: func() drawn {
		s := newSketch(w.act, w.deps.After)
		d := draw(view, s)
		d.parts = s
		return d
	}}
}

// screen picks what to show from the state.
func (w *Window) screen() screen {
	if !w.ready {
		return w.loadingScreen()
	}
	if w.work != nil && w.work.page == w.page {
		return w.workScreen(w.work)
	}
	switch w.page {
	case present.PageRights:
		return w.rightsScreen()
	case present.PageApps:
		return w.appsScreen()
	case present.PageTroubleshoot:
		return w.troubleScreen()
	case present.PageActivity:
		return w.activityScreen()
	case present.PageSettings:
		return w.settingsScreen()
	}
	return w.homeScreen()
}

// focusName is the name of a control of this page, or "".
func (d drawn) focusName(focused fyne.Focusable) string {
	if d.parts == nil || focused == nil {
		return ""
	}
	return d.parts.nameOf(focused)
}

// restoreFocus puts the focus where the person had it when the page was only
// drawn anew, and on the primary button of a page that was opened.
func (w *Window) restoreFocus(same bool, name string) {
	if same {
		if control := w.drawn.parts.find(name); control != nil {
			w.window.Canvas().Focus(control)
			return
		}
		if focused := w.window.Canvas().Focused(); focused != nil {
			return
		}
	}
	first := w.drawn.page.Header().Primary()
	if control, ok := first.(fyne.Disableable); first == nil || (ok && control.Disabled()) {
		w.window.Canvas().Unfocus()
		return
	}
	w.window.Canvas().Focus(first)
}

// focusOn puts the focus on a control of the page that is shown.
func (w *Window) focusOn(name string) {
	if control := w.drawn.parts.find(name); control != nil {
		w.window.Canvas().Focus(control)
	}
}
