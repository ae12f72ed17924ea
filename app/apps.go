package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// appsState is what the page Apps remembers besides the snapshot.
type appsState struct {
	result *present.ResultInput // of the last reset or undo, until the person goes on
}

func (w *Window) appsScreen() screen {
	if w.apps.result != nil {
		in := *w.apps.result
		in.SignedIn = w.snap.status.State == core.StateSignedIn
		page := resultPage{ResultView: present.Result(in, w.deps.Now(), w.words), Banner: w.topBanner(nil)}
		return named(w, "apps/result", page, resultView)
	}
	view := present.Apps(present.AppsInput{Status: w.snap.status, Backups: w.snap.backups}, w.deps.Now(), w.words)
	view.Banner = w.topBanner(view.Banner)
	return named(w, "apps", view, appsView)
}

// resultPage is what became of a reset or an undo.
type resultPage struct {
	present.ResultView
	Banner *present.Banner
}
