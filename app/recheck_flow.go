package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// recheck asks the provider for the access rights again. further is the rung to
// climb to, "" the usual ones. Asking for a rung is the person's consent to it and
// to no other: what an earlier climb did is not done to them again.
func (w *Window) recheck(further string) {
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
		Account: account.ID, MaxStep: further, Language: w.words.Language(),
		Consent: func(step string) bool { return step == further },
	}
	earlier := w.rights.answer
	if further == "" || earlier != nil && earlier.Account != account.ID {
		earlier = nil
	}
	w.rights.leave()
	w.rights.answer = earlier // when this one fails or is stopped, that one still stands
	job.retry = func() { w.recheck(further) }
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.Recheck(ctx, options, w.progress(job))
		if err != nil {
			return nil, err
		}
		return func() { w.rechecked(earlier, answer) }, nil
	}
	w.run(job)
}

// rechecked shows what came of it, together with the climb that it went on from.
func (w *Window) rechecked(earlier *core.RecheckAnswer, answer core.RecheckAnswer) {
	w.setOffline(false)
	if earlier != nil {
		answer = present.Continue(*earlier, answer)
	}
	w.rights.answer, w.rights.tried = &answer, &answer
}

// writeMessage shows the message to the administrator with what was tried; without
// a recheck it tells what is known.
func (w *Window) writeMessage() {
	w.page, w.about, w.moving = present.PageRights, false, nil
	if w.rights.answer == nil && w.snap.rights != nil {
		w.rights.answer, w.rights.lent = w.lastTried(), true
	}
	w.rights.message = w.rights.answer != nil
	w.render()
}

// lastTried is the last recheck, when nothing was read since, else what is known
// without any.
func (w *Window) lastTried() *core.RecheckAnswer {
	summary := w.snap.status.Rights
	last := w.rights.tried
	if last != nil && last.Account == w.snap.rights.Account && last.After.CheckedAt.Equal(summary.CheckedAt.Time) {
		return last
	}
	return &core.RecheckAnswer{
		Account: w.snap.rights.Account, Before: summary, After: summary, Unchanged: len(w.snap.rights.Rights),
		Sources: w.snap.rights.Sources, Findings: w.snap.rights.Findings, Steps: []core.RecheckStep{},
	}
}
