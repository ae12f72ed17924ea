package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

func (w *Window) detailsScreen() screen {
	view := present.Details(w.rightsInput(), w.deps.Now(), w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "rights/details", view, w.detailsView)
}

func (w *Window) historyScreen() screen {
	view := present.History(*w.rights.history, w.deps.Now(), w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "rights/history", view, w.historyView)
}

func (w *Window) preparedScreen() screen {
	view := present.Prepared(*w.rights.prepared, w.deps.Now(), w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "rights/prepared", view, w.preparedView)
}

func (w *Window) browsersScreen() screen {
	view := present.Browsers(present.BrowsersInput{
		Answer: *w.rights.browsers, SignedIn: w.snap.signedIn(), Offline: w.offline,
	}, w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "rights/browsers", view, w.browsersView)
}

// showDetails opens what is known beside the list.
func (w *Window) showDetails() {
	w.open(present.PageRights)
	w.rights.details = w.snap.account() != nil
	w.render()
}

// look reads something in the background for a page behind the list, and shows it
// there; what went wrong is told where the person is.
func (w *Window) look(read func(ctx context.Context) (shown func(), err error)) {
	w.problem, w.notice = nil, nil
	w.deps.Background(func() {
		shown, err := read(w.ctx)
		w.deps.OnUI(func() {
			switch {
			case w.closed:
				return
			case err != nil:
				w.retry = func() { w.look(read) }
				w.fail(err)
			default:
				w.page, w.about, w.moving = present.PageRights, false, nil
				shown()
			}
			w.render()
		})
	})
}

func (w *Window) showHistory() {
	account := ""
	if a := w.snap.account(); a != nil {
		account = a.ID
	}
	w.look(func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.RightsHistory(ctx, account)
		return func() { w.rights.history = &answer }, err
	})
}

func (w *Window) showBrowsers() {
	w.look(func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.Browsers(ctx, core.BrowsersOptions{})
		return func() { w.rights.browsers = &answer }, err
	})
}

// prepare reads everything for a time offline that the person has named.
func (w *Window) prepare(options core.PrepareOptions) {
	job := &work{
		kind: kindOther, page: present.PageRights, limit: browserPatience,
		title: w.words.Text("window.preparing"), sentence: w.words.Text("window.preparing.sentence"),
	}
	job.retry = func() { w.prepare(options) }
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.PrepareOffline(ctx, options)
		if err != nil {
			return nil, err
		}
		return func() {
			w.setOffline(false)
			w.rights.leave()
			w.rights.prepared = &answer
		}, nil
	}
	w.run(job)
}
