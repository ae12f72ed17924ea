package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// kind says what runs, and so what the page shows meanwhile.
type kind int

const (
	kindSignIn kind = iota + 1
	kindDevice
	kindRecheck
	kindOther
)

// work is the one job that runs. A second one waits until a cancelled one has
// let go of its locks.
type work struct {
	kind     kind
	page     string // where it is shown
	title    string // of kindOther
	sentence string
	limit    time.Duration // 0: none
	provider core.ProviderAnswer
	// retry is what "Try again" does after it failed; nil: there is nothing to repeat.
	retry func()
	// job does it off the window's thread; done is called on it afterwards.
	job func(ctx context.Context) (done func(), err error)

	started time.Time
	cancel  context.CancelFunc
	seen    []present.TimedProgress
	pasted  chan string // of a sign-in in the browser: room for the one that was pasted last
	steps   []core.RecheckStep
}

// run shows the work and does it. Asking for work while other work runs does
// nothing: the page shows what runs and how to stop it.
func (w *Window) run(job *work) {
	if w.work != nil || w.closed {
		return
	}
	job.started = w.deps.Now()
	w.work, w.problem, w.notice, w.retry = job, nil, nil, nil
	w.page = job.page
	w.render()
	if w.ending == nil {
		w.begin(job)
	}
	w.tickWork(job)
}

// tickWork lets the stop watch of a running job run.
func (w *Window) tickWork(job *work) {
	if w.work != job || w.closed {
		return
	}
	w.deps.After(time.Second, func() {
		if w.work == job {
			w.render()
			w.tickWork(job)
		}
	})
}

func (w *Window) begin(job *work) {
	ctx, cancel := context.WithCancel(w.ctx)
	if job.limit > 0 {
		ctx, cancel = context.WithTimeout(w.ctx, job.limit)
	}
	job.cancel = cancel
	w.deps.Background(func() {
		done, err := job.job(ctx)
		cancel()
		w.deps.OnUI(func() { w.finish(job, done, err) })
	})
}

func (w *Window) finish(job *work, done func(), err error) {
	if w.closed {
		return
	}
	if w.ending == job {
		w.ending = nil
		if w.work != nil {
			w.begin(w.work)
			return
		}
		w.reload()
		return
	}
	w.work = nil
	if err != nil {
		w.retry = job.retry
		w.fail(err)
	}
	if done != nil {
		done()
	}
	if err == nil {
		w.offerReturn()
	}
	w.reload()
}

// progress notes what the running job says and shows it.
func (w *Window) progress(job *work) func(core.Progress) {
	return func(p core.Progress) {
		at := w.deps.Now()
		w.deps.OnUI(func() {
			if w.work != job {
				return
			}
			job.seen = append(job.seen, present.TimedProgress{Progress: p, At: at})
			if p.Step != nil && p.Step.Result != "" {
				job.steps = append(job.steps, *p.Step)
			}
			if p.BrowserFailed && p.URL != "" {
				w.deps.Copy(p.URL) // the words beside the address say so
			}
			w.render()
		})
	}
}

// climbing is the rung of a recheck that was begun last. The ladder often ends
// below its top, so the one after the last that ended is not always next.
func (job *work) climbing() string {
	for _, p := range slices.Backward(job.seen) {
		if p.Step != nil {
			return p.Step.Step
		}
	}
	return ""
}

// cancelWork stops what runs. The page is free at once; what was begun ends in
// the background, and the next job waits for it.
func (w *Window) cancelWork() {
	job := w.work
	if job == nil {
		return
	}
	w.work, w.problem = nil, nil
	if job.cancel != nil {
		w.ending = job
		job.cancel()
	}
	w.render()
}

// fail shows an error where the person looks, as the one banner. A person who
// cancelled knows that; no network is a state of the window, not a problem.
func (w *Window) fail(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if core.Offline(err) {
		w.setOffline(true)
		if w.snap.signedIn() {
			return
		}
	}
	w.problem = err
}
