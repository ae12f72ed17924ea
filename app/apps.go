package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// appsState is what the page Apps remembers besides the snapshot.
type appsState struct {
	answer  *core.AppsAnswer // the last look; nil: there was none yet
	err     error            // why the last look failed
	chosen  map[string]bool  // scopes that the person ticked or unticked
	result  *present.ResultInput
	guide   string           // scope of the app whose steps are shown
	known   *core.AppsAnswer // every app of the catalogue, while they are shown
	looking bool             // a look is under way
	polling bool             // the next look is due by itself
	slow    bool             // the first look takes long enough to say so
}

// back leaves the deepest page of Apps and says whether there was one.
func (s *appsState) back() bool {
	switch {
	case s.guide != "":
		s.guide = ""
	case s.known != nil:
		s.known = nil
	case s.result != nil:
		s.result = nil
	default:
		return false
	}
	return true
}

func (s *appsState) leave() { s.guide, s.known, s.result = "", nil, nil }

func (w *Window) appsScreen() screen {
	switch {
	case w.apps.guide != "":
		if app := w.appOf(w.apps.guide); app != nil {
			return w.guideScreen(*app)
		}
		w.apps.guide = "" // it is gone
		return w.appsScreen()
	case w.apps.known != nil:
		view := present.KnownApps(*w.apps.known, w.words)
		view.Banner = w.topBanner(nil)
		return named(w, "apps/known", view, w.knownAppsView)
	case w.apps.result != nil:
		page := resultPage{ResultView: w.result(), Banner: w.topBanner(nil)}
		return named(w, "apps/result", page, resultView)
	}
	return w.appsList()
}

func (w *Window) appsList() screen {
	view := present.Apps(w.appsInput(), w.deps.Now(), w.words)
	own := view.Banner
	if w.apps.err != nil {
		own = problemBanner(core.Explain(w.apps.err, w.words), w.words)
	}
	if w.notice != nil {
		own = nil // what was just asked for goes before what is always there
	}
	view.Banner = w.topBanner(own)
	page := appsPage{AppsView: view, Slow: w.apps.slow}
	return named(w, "apps", page, w.appsView)
}

// appsPage is the list of the apps, or gray bars while it takes its time.
type appsPage struct {
	present.AppsView
	Slow bool
}

func (w *Window) appsInput() present.AppsInput {
	return present.AppsInput{
		Status: w.snap.status, Apps: w.apps.answer, Failed: w.apps.err != nil, Chosen: w.apps.chosen,
		Community: w.snap.settings.Apps.Community, KeepDays: w.snap.settings.Backups.Days,
		Backups: w.snap.backups, Damaged: w.snap.damaged,
	}
}

// result is the page after a reset or an undo, as things are now.
func (w *Window) result() present.ResultView {
	in := *w.apps.result
	in.SignedIn = w.snap.status.State == core.StateSignedIn
	in.Apps, in.KeepDays = w.apps.answer, w.snap.settings.Backups.Days
	return present.Result(in, w.deps.Now(), w.words)
}

// resultPage is what became of a reset or an undo.
type resultPage struct {
	present.ResultView
	Banner *present.Banner
}

// appOf finds an app by its scope, among those found and those known.
func (w *Window) appOf(scope string) *core.AppAnswer {
	for _, answer := range []*core.AppsAnswer{w.apps.answer, w.apps.known} {
		if answer == nil {
			continue
		}
		for i := range answer.Apps {
			if answer.Apps[i].Scope == scope {
				return &answer.Apps[i]
			}
		}
	}
	return nil
}
