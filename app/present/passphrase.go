package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// PassphraseView asks for the passphrase of the sealed file.
type PassphraseView struct {
	Title    string
	Sentence string
	Wrong    string // the one before did not fit; empty: there was none
	Field    string // the words in the empty field
	Repeat   string // the words in the second field; empty: there is only one
	Differ   string // what is said while both fields differ
	Cancel   string
	Confirm  string
}

// Passphrase makes the question. A new one is asked for twice: nobody can find it
// out afterwards.
func Passphrase(ask core.PassphraseAsk, w assets.Words) PassphraseView {
	view := PassphraseView{
		Title: w.Text("present.passphrase.unlock"), Sentence: w.Text("present.passphrase.sentence"),
		Field: w.Text("present.passphrase"), Cancel: w.Text("present.cancel"), Confirm: w.Text("present.unlock"),
	}
	if ask.New {
		view.Title, view.Sentence = w.Text("present.passphrase.new"), w.Text("present.passphrase.new.sentence")
		view.Repeat, view.Differ = w.Text("present.passphrase.repeat"), w.Text("present.passphrase.differ")
		view.Confirm = w.Text("present.passphrase.seal")
	}
	if ask.Again {
		view.Wrong = w.Text("present.passphrase.wrong")
	}
	return view
}
