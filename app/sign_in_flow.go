package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// How long a person is waited for.
const (
	browserPatience = 5 * time.Minute
	devicePatience  = 15 * time.Minute
)

// signIn begins a sign-in; person is one of the demo's people, or "".
func (w *Window) signIn(o core.SignInOptions, person string) {
	provider := w.snap.accountProvider()
	if provider == nil {
		w.chooseProvider()
		return
	}
	o.Provider, o.Language = provider.ID, w.words.Language()
	job := &work{kind: kindSignIn, page: present.PageHome, limit: browserPatience, provider: *provider}
	job.retry = func() { w.signIn(o, person) }
	if o.Device {
		job.kind, job.limit = kindDevice, devicePatience
	} else {
		job.pasted = make(chan string, 1)
	}
	o.Pasted = job.pasted
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.signInJob(ctx, person, o, w.progress(job))
		if err != nil {
			return nil, err
		}
		return func() { w.signedIn(answer) }, nil
	}
	w.run(job)
}

func (w *Window) signInJob(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error) {
	if demo := w.deps.Demo; demo != nil && demo.SignInAs != nil && !o.Device {
		return demo.SignInAs(ctx, person, o, notify)
	}
	return w.deps.Jobs.SignIn(ctx, o, notify)
}

// signedIn tells what a sign-in could not find out: being signed in counts, also
// when the access rights could not be read.
func (w *Window) signedIn(answer core.SignInAnswer) {
	w.setOffline(false)
	w.window.RequestFocus() // the person is still looking at the browser
	if answer.RightsProblem != "" {
		w.notice = problemBanner(core.ProblemText(answer.RightsProblem, w.words), w.words)
	}
}

// paste hands the running sign-in the address that its browser ended at. It
// never waits: one that was not taken yet gives way to the newer one. The
// address carries the code of the sign-in, so it is kept nowhere else.
func (w *Window) paste(text string) {
	job, address := w.work, strings.TrimSpace(text)
	if job == nil || job.pasted == nil || address == "" {
		return
	}
	job.seen = append(job.seen, present.TimedProgress{At: w.deps.Now()}) // what was said of an earlier one is over
	select {
	case <-job.pasted:
	default:
	}
	job.pasted <- address // there is room: only this thread sends
	w.render()
}

func (w *Window) signOut(account string) {
	job := &work{
		kind: kindOther, page: present.PageHome,
		title: w.words.Text("window.signing_out"), sentence: w.words.Text("window.signing_out.sentence"),
	}
	job.job = func(ctx context.Context) (func(), error) {
		_, err := w.deps.Jobs.SignOut(ctx, core.SignOutOptions{Account: account})
		if errors.Is(err, core.ErrPartlyDone) {
			return w.signedOutHere, nil
		}
		return nil, err
	}
	w.run(job)
}

// signedOutHere says that this computer forgot the sign-in although the provider
// did not confirm that it did.
func (w *Window) signedOutHere() {
	w.notice = &present.Banner{
		Tone: present.ToneWarn, Icon: "state-warn",
		Strong: w.words.Text("window.signed_out_here"), Text: w.words.Text("window.signed_out_here.text"),
	}
}
