package app

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
)

// phraseBench is a window whose sign-in lies in a sealed file that is locked. Right
// after something came to the window's thread, person is called.
func phraseBench(t *testing.T) (b *bench, person *func()) {
	t.Helper()
	jobs := signedInJobs()
	jobs.status.State, jobs.status.Storage = core.StateStorageLocked, core.StorageAnswer{Kind: "sealed_file", State: "locked"}
	jobs.settings.Storage.Kind = "sealed_file"
	does := func() {}
	b = newBench(t, jobs, func(d *Deps) { d.OnUI = func(work func()) { work(); does() } })
	return b, &does
}

// once does something the first time a question is open, and nothing again.
func (b *bench) once(person *func(), does func(*passphraseDialog)) {
	*person = func() {
		if dialog := b.phrase.dialog; dialog != nil {
			*person = func() {}
			does(dialog)
		}
	}
}

func ask(t *testing.T, b *bench, what core.PassphraseAsk) string {
	t.Helper()
	phrase, err := b.AskPassphrase(t.Context(), what)
	if err != nil {
		t.Error(err)
	}
	return string(phrase)
}

func TestAPassphraseIsTypedAndForgotten(t *testing.T) {
	b, person := phraseBench(t)
	var open *passphraseDialog
	b.once(person, func(d *passphraseDialog) {
		open = d
		if b.window.Canvas().Focused() != d.first.Focus() || !d.Confirm().Disabled() {
			t.Error("the field has no focus, or nothing at all can be given")
		}
		d.first.SetText("correct horse")
		b.press(fyne.KeyReturn)
	})
	if got := ask(t, b, core.PassphraseAsk{}); got != "correct horse" {
		t.Errorf("got %q", got)
	}
	if open.first.Text() != "" || b.window.Canvas().Overlays().Top() != nil {
		t.Error("it is still on the screen")
	}
}

func TestANewPassphraseMustBeTypedTwiceTheSame(t *testing.T) {
	b, person := phraseBench(t)
	b.once(person, func(d *passphraseDialog) {
		d.first.SetText("correct horse")
		d.second.SetText("correct hose")
		d.Confirm().Press()
		if b.phrase.dialog == nil || !d.Confirm().Disabled() {
			t.Error("two different ones are taken")
		}
		d.second.SetText("correct horse")
		d.Confirm().Press()
	})
	if got := ask(t, b, core.PassphraseAsk{New: true}); got != "correct horse" {
		t.Errorf("got %q", got)
	}
}

func TestAClosedQuestionDoesNotComeBackByItself(t *testing.T) {
	b, person := phraseBench(t)
	b.once(person, func(*passphraseDialog) { b.key(fyne.KeyEscape) })
	if got := ask(t, b, core.PassphraseAsk{}); got != "" {
		t.Errorf("got %q", got)
	}
	b.says(t, "Secure storage is locked")
	asked := false
	b.once(person, func(d *passphraseDialog) { asked = true; d.Cancel() })
	if got := ask(t, b, core.PassphraseAsk{}); got != "" || asked { // as a renewal in the background would
		t.Fatalf("asked again: %v, got %q", asked, got)
	}
	b.once(person, func(d *passphraseDialog) { d.first.SetText("correct horse"); d.Confirm().Press() })
	got := ""
	b.jobs.during = func(context.Context) {
		got = ask(t, b, core.PassphraseAsk{})
		b.jobs.status.State = core.StateSignedIn
	}
	b.tap(t, "unlock")
	if got != "correct horse" {
		t.Errorf("the button did not ask: %q", got)
	}
	b.says(t, "You’re signed in")
}

func TestAQuestionThatNobodyWaitsForGoesAway(t *testing.T) {
	b, person := phraseBench(t)
	ctx, cancel := context.WithCancel(t.Context())
	b.once(person, func(*passphraseDialog) { cancel() })
	if phrase, err := b.AskPassphrase(ctx, core.PassphraseAsk{}); phrase != nil || err == nil {
		t.Errorf("got %q, %v", phrase, err)
	}
	if b.window.Canvas().Overlays().Top() != nil {
		t.Error("the question is still there")
	}
}

func TestAClosedWindowAnswersNothing(t *testing.T) {
	b, person := phraseBench(t)
	b.once(person, func(*passphraseDialog) { b.Close() })
	if got := ask(t, b, core.PassphraseAsk{}); got != "" {
		t.Errorf("got %q", got)
	}
	if got := ask(t, b, core.PassphraseAsk{}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestTheSignInMovesAfterAPlan(t *testing.T) {
	jobs := signedInJobs()
	jobs.move, jobs.moved = core.StorageMovePlan{Accounts: 1}, core.StorageMoveAnswer{OldRemoved: true}
	b := newBench(t, jobs)
	b.goTo(present.PageSettings)
	b.tap(t, "choose_storage")
	b.tap(t, "place:key_file")
	b.tap(t, "move_storage:key_file")
	if slices.Contains(jobs.asked, "plan move sealed_file  ") {
		t.Fatal("a key file without a path was planned")
	}
	b.moving.keyFile = " /home/mila/latchkey.key "
	b.tap(t, "move_storage:key_file")
	b.key(fyne.KeyEscape)
	b.tap(t, "move_storage:key_file")
	b.dialog.Confirm().Press()
	want := []string{"plan move sealed_file /home/mila/latchkey.key ", "move sealed_file /home/mila/latchkey.key"}
	if got := jobs.asked[len(jobs.asked)-2:]; !slices.Equal(got, want) {
		t.Errorf("asked %q", got)
	}
	b.says(t, "Settings")
	if !b.shows("The sign-in has moved.") {
		t.Errorf("shows %q", b.texts())
	}
}

func TestAFailedMoveStaysOnItsPageAndCanBeRepeated(t *testing.T) {
	jobs := signedInJobs()
	jobs.moveErr = core.ErrConfirmNeeded
	b := newBench(t, jobs)
	b.goTo(present.PageSettings)
	b.tap(t, "choose_storage")
	b.tap(t, "place:memory")
	b.tap(t, "move_storage:memory")
	b.dialog.Confirm().Press()
	b.says(t, "Where is the sign-in kept?")
	if b.problem == nil {
		t.Error("nothing is said")
	}
	b.key(fyne.KeyEscape)
	b.says(t, "Settings")
}
