package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// glance is one look: what it does off the window's thread, and what is shown
// afterwards. note takes over what it says meanwhile; nil: nothing.
type glance struct {
	what string
	note func(core.CheckAnswer)
	look func(ctx context.Context, notify func(core.CheckAnswer)) (shown func(), err error)
}

// lookAt looks in the background until it is done or stopped; a look that ran
// before is stopped.
func (w *Window) lookAt(g glance) {
	if w.closed {
		return
	}
	w.trouble.stopLook()
	ctx, cancel := context.WithCancel(w.ctx)
	l := &lookout{what: g.what, cancel: cancel}
	w.trouble.look = l
	w.problem, w.notice, w.retry = nil, nil, nil
	w.page, w.about, w.moving = present.PageTroubleshoot, false, nil
	w.render()
	w.deps.Background(func() {
		shown, err := g.look(ctx, w.heard(l, g.note))
		cancel()
		w.deps.OnUI(func() { w.looked(l, g, shown, err) })
	})
}

func (w *Window) looked(l *lookout, g glance, shown func(), err error) {
	if w.closed || w.trouble.look != l {
		return
	}
	w.trouble.look = nil
	if err == nil {
		shown()
		w.render()
		return
	}
	why := w.trouble.why
	w.giveUpWhy()
	w.retry = func() {
		w.trouble.why = why
		w.lookAt(g)
	}
	w.fail(err)
	w.render()
}

// giveUpWhy leaves a chain that nothing is known of.
func (w *Window) giveUpWhy() {
	if why := w.trouble.why; why != nil && why.answer == nil {
		w.trouble.why = nil
	}
}

// heard hands what a look says on to the page, as long as that look runs.
func (w *Window) heard(l *lookout, note func(core.CheckAnswer)) func(core.CheckAnswer) {
	return func(check core.CheckAnswer) {
		w.deps.OnUI(func() {
			if note != nil && w.trouble.look == l && !w.closed {
				note(check)
				w.render()
			}
		})
	}
}

// cancel stops what the page shows: a look, else the job that runs.
func (w *Window) cancel() {
	if w.page != present.PageTroubleshoot || w.trouble.look == nil {
		w.cancelWork()
		return
	}
	w.trouble.stopLook()
	w.giveUpWhy()
	w.render()
}

// checkAll runs every check.
func (w *Window) checkAll() {
	w.trouble.leave()
	w.trouble.from, w.trouble.seen = nil, nil
	options := core.DoctorOptions{Account: w.accountID()}
	w.lookAt(glance{
		what: lookDoctor,
		note: func(check core.CheckAnswer) { w.trouble.seen = noted(w.trouble.seen, check) },
		look: func(ctx context.Context, notify func(core.CheckAnswer)) (func(), error) {
			answer, err := w.deps.Jobs.Diagnose(ctx, options, notify)
			return func() { w.trouble.answer = &answer }, err
		},
	})
}

// noted puts a check in the place of its last notice.
func noted(seen []core.CheckAnswer, check core.CheckAnswer) []core.CheckAnswer {
	for i := range seen {
		if seen[i].ID == check.ID {
			seen[i] = check
			return seen
		}
	}
	return append(seen, check)
}

// findWhy walks the chain for an app or a right, "" for anything.
func (w *Window) findWhy(subject string) {
	w.trouble.leave()
	w.trouble.from = nil
	w.walk(&whyState{subject: subject}, nil)
}

// walk looks at the chain. again is an earlier answer: its link is looked at first,
// and everything when that holds now.
func (w *Window) walk(why *whyState, again *core.WhyAnswer) {
	w.trouble.why = why
	why.seen, why.answer = nil, nil
	options := core.WhyOptions{Subject: why.subject, Account: w.accountID(), Again: again}
	w.lookAt(glance{
		what: lookWhy,
		note: func(check core.CheckAnswer) { why.seen = noted(why.seen, check) },
		look: func(ctx context.Context, notify func(core.CheckAnswer)) (func(), error) {
			answer, err := w.deps.Jobs.Why(ctx, options, notify)
			if err == nil && again != nil && answer.Check == nil {
				options.Again = nil
				answer, err = w.deps.Jobs.Why(ctx, options, notify)
			}
			return func() { why.answer = &answer }, err
		},
	})
}

// checkAgain looks again where the person is, or came from.
func (w *Window) checkAgain() {
	if from := w.trouble.from; from != nil && w.page != present.PageTroubleshoot {
		w.trouble.from = nil
		w.trouble.leave()
		w.trouble.why, w.trouble.guided = from.why, from.guided
		w.page = present.PageTroubleshoot
	}
	switch t := &w.trouble; {
	case t.guided != nil:
		w.stepOn(t.guided.current(), "done", true)
	case t.why != nil:
		w.walk(t.why, t.why.answer)
	default:
		w.checkAll()
	}
}
