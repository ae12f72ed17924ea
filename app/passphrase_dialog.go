package app

import (
	"fyne.io/fyne/v2"

	"latchkey/app/present"
	"latchkey/app/widgets"
)

// passphraseDialog is the question for a passphrase: one field, or two where it is
// new. What was typed is taken out of the fields as soon as it is given.
type passphraseDialog struct {
	*widgets.Dialog
	first, second *widgets.Field // second is nil where there is only one
	differ        *widgets.Text
	words         present.PassphraseView
	given         func(phrase []byte) // nil: the person gave none
}

func newPassphraseDialog(view present.PassphraseView, given func([]byte)) *passphraseDialog {
	d := &passphraseDialog{words: view, given: given}
	changed := func(string) { d.check() }
	d.first = widgets.NewSecretField(view.Field, changed)
	d.first.OnSubmitted(func(string) { d.submitted() })
	rows := widgets.Column(10)
	if view.Wrong != "" {
		rows.Add(widgets.Row(8, widgets.NewSign(widgets.Sign{Icon: "state-bad", Tone: widgets.ToneBad}, 18),
			widgets.Grow(widgets.NewText(view.Wrong, widgets.StyleBody).Wrapped())))
	}
	rows.Add(widgets.Sized(0, 36, d.first))
	if view.Repeat != "" {
		d.second = widgets.NewSecretField(view.Repeat, changed)
		d.second.OnSubmitted(func(string) { d.submitted() })
		d.differ = widgets.NewText(" ", widgets.StyleCaption)
		rows.Add(widgets.Sized(0, 36, d.second))
		rows.Add(d.differ)
	}
	text := widgets.DialogText{Title: view.Title, Sentence: view.Sentence, Cancel: view.Cancel, Confirm: view.Confirm}
	// The fields' focus edge needs room inside what scrolls.
	d.Dialog = widgets.NewDialog(text, widgets.Inset(3, 3, 3, 3, rows), d.give, func() { d.done(nil) })
	d.check()
	return d
}

func (d *passphraseDialog) showOn(canvas fyne.Canvas) {
	d.ShowOn(canvas)
	canvas.Focus(d.first.Focus())
}

// check lets nothing be confirmed that is empty or differs.
func (d *passphraseDialog) check() {
	if d.Dialog == nil {
		return
	}
	same := d.second == nil || d.second.Text() == d.first.Text()
	d.Confirm().SetEnabled(d.first.Text() != "" && same)
	if d.differ != nil {
		words := " "
		if !same && d.second.Text() != "" {
			words = d.words.Differ
		}
		d.differ.SetText(words)
	}
}

// submitted is Enter in a field.
func (d *passphraseDialog) submitted() {
	if d.second != nil && d.second.Text() == "" {
		if canvas := fyne.CurrentApp().Driver().CanvasForObject(d.second); canvas != nil {
			canvas.Focus(d.second.Focus())
		}
		return
	}
	d.Confirm().Press()
}

func (d *passphraseDialog) give() { d.done([]byte(d.first.Text())) }

func (d *passphraseDialog) done(phrase []byte) {
	given := d.given
	d.given = func([]byte) {}
	d.first.SetText("")
	if d.second != nil {
		d.second.SetText("")
	}
	given(phrase)
}
