package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// phraseState is what the window remembers of the passphrase.
type phraseState struct {
	// refused: the person closed the question. From then on only what they begin
	// themselves asks again, or a renewal in the background would do so every few
	// minutes.
	refused bool
	dialog  *passphraseDialog // the one that is open, or nil
}

// AskPassphrase asks the person for the passphrase of the sealed file and waits for
// the answer; nothing when there is none, and the storage stays locked. It is what
// core.Core.AskPassphraseWith takes: call it on any goroutine but the window's own.
func (w *Window) AskPassphrase(ctx context.Context, ask core.PassphraseAsk) ([]byte, error) {
	answer := make(chan []byte, 1)
	w.deps.OnUI(func() { w.askOnUI(ctx, ask, answer) })
	select {
	case phrase := <-answer:
		return phrase, nil
	case <-w.ctx.Done():
		return nil, nil
	case <-ctx.Done():
		w.deps.OnUI(w.forgetQuestion)
		return nil, ctx.Err()
	}
}

func (w *Window) askOnUI(ctx context.Context, ask core.PassphraseAsk, answer chan<- []byte) {
	if w.closed || ctx.Err() != nil || (w.phrase.refused && w.work == nil) {
		answer <- nil
		return
	}
	canvas := w.window.Canvas()
	focused := canvas.Focused()
	canvas.Unfocus()
	given := func(phrase []byte) {
		w.phrase.dialog = nil
		w.phrase.refused = phrase == nil
		answer <- phrase
		canvas.Focus(focused)
		if phrase == nil {
			w.reload() // the storage is locked now: Home says so, and offers to unlock it
		}
	}
	w.phrase.dialog = newPassphraseDialog(present.Passphrase(ask, w.words), given)
	w.phrase.dialog.showOn(canvas)
}

// forgetQuestion takes away a question that nobody waits for any more.
func (w *Window) forgetQuestion() {
	if dialog := w.phrase.dialog; dialog != nil {
		w.phrase.dialog = nil
		dialog.Close()
	}
}

// unlock does the least that needs the secrets, so that the passphrase is asked for.
func (w *Window) unlock() {
	job := &work{
		kind: kindOther, page: present.PageHome,
		title: w.words.Text("window.unlocking"), sentence: w.words.Text("window.unlocking.sentence"),
	}
	job.retry = w.unlock
	job.job = func(ctx context.Context) (func(), error) {
		_, err := w.deps.Jobs.Status(ctx, true)
		return nil, err
	}
	w.run(job)
}
