package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
	"latchkey/assets"
)

// prepareDialog asks until when the person will be offline: a day, said back in words.
type prepareDialog struct {
	*widgets.Dialog
	day   *widgets.Field
	said  *widgets.Text
	words assets.Words
	deps  Deps
}

// askPrepare opens the dialog.
func (w *Window) askPrepare() {
	canvas := w.window.Canvas()
	account := w.snap.account()
	if w.work != nil || w.closed || account == nil || canvas.Overlays().Top() != nil {
		return
	}
	focused := canvas.Focused()
	canvas.Unfocus() // or its ring would go on showing behind the dialog
	d := newPrepareDialog(w.deps, w.words, func() { canvas.Focus(focused) }, func(options core.PrepareOptions) {
		options.Account = account.ID
		w.prepare(options)
	})
	w.dialog = d.Dialog
	d.ShowOn(canvas)
	canvas.Focus(d.day.Focus())
	d.day.SelectAll()
}

func newPrepareDialog(deps Deps, words assets.Words, canceled func(), given func(core.PrepareOptions)) *prepareDialog {
	d := &prepareDialog{said: widgets.NewText(" ", widgets.StyleCaption).Wrapped(), words: words, deps: deps}
	view := present.Prepare(deps.Now(), words)
	d.day = widgets.NewField(view.Field, func(string) { d.check() })
	d.day.OnSubmitted(func(string) { d.Confirm().Press() })
	text := widgets.DialogText{Title: view.Title, Sentence: view.Sentence, Cancel: view.Cancel, Confirm: view.Confirm}
	rows := widgets.Column(10, widgets.Sized(0, 36, d.day), d.said)
	// The field's focus edge needs room inside what scrolls.
	d.Dialog = widgets.NewDialog(text, widgets.Inset(3, 3, 3, 3, fyne.CanvasObject(rows)), func() {
		if until, _, ok := present.PrepareUntil(d.day.Text(), deps.Now(), words); ok {
			given(core.PrepareOptions{Until: until})
		}
	}, canceled)
	d.day.SetText(view.Value)
	d.check()
	return d
}

// check says the day back and lets none be confirmed that is over.
func (d *prepareDialog) check() {
	if d.Dialog == nil {
		return
	}
	_, said, ok := present.PrepareUntil(d.day.Text(), d.deps.Now(), d.words)
	d.said.SetText(said)
	d.Confirm().SetEnabled(ok)
}
