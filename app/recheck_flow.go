package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// recheck asks the provider for the access rights again. maxStep is the rung to
// climb to, "" the usual; asking for a rung is the person's consent to it.
func (w *Window) recheck(maxStep string) {
	if w.work != nil {
		return
	}
	if !w.snap.signedIn() {
		w.open(present.PageRights)
		return
	}
	account := w.snap.account()
	job := &work{kind: kindRecheck, page: present.PageRights, limit: browserPatience}
	options := core.RecheckOptions{
		Account: account.ID, MaxStep: maxStep, Language: w.words.Language(),
		Consent: func(string) bool { return maxStep != "" },
	}
	w.rights.answer = nil
	job.retry = func() { w.recheck(maxStep) }
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.Recheck(ctx, options, w.progress(job))
		if err != nil {
			return nil, err
		}
		return func() { w.rechecked(answer) }, nil
	}
	w.run(job)
}

func (w *Window) rechecked(answer core.RecheckAnswer) {
	w.setOffline(false)
	w.rights.answer = &answer
}
