package app

import (
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// lookEvery is how often the apps are looked at while their page is shown: an app
// that was closed can be ticked soon after.
const lookEvery = 2500 * time.Millisecond

// watchApps looks at the apps now and again as long as their page is shown. It is
// called whenever something is drawn, and does nothing while it is at it.
func (w *Window) watchApps() {
	if !w.ready || w.page != present.PageApps || w.apps.polling {
		return
	}
	w.apps.polling = true
	if w.apps.answer == nil {
		w.deps.After(slowAfter, func() { w.apps.slow = true; w.render() })
	}
	w.lookAtApps()
	w.lookLater()
}

func (w *Window) lookLater() {
	w.deps.After(lookEvery, func() {
		if w.closed || w.page != present.PageApps {
			w.apps.polling = false
			return
		}
		if w.work == nil {
			w.lookAtApps()
		}
		w.lookLater()
	})
}

// lookAtApps looks once, in the background. A second look waits for the first.
func (w *Window) lookAtApps() {
	if w.apps.looking || w.closed {
		return
	}
	w.apps.looking = true
	language := w.words.Language()
	w.deps.Background(func() {
		answer, err := w.deps.Jobs.Apps(w.ctx, core.AppsOptions{Language: language})
		w.deps.OnUI(func() { w.acceptApps(answer, err) })
	})
}

// acceptApps keeps what was seen. What was seen before stays when a look fails.
func (w *Window) acceptApps(answer core.AppsAnswer, err error) {
	w.apps.looking = false
	if w.closed {
		return
	}
	w.apps.err = err
	if err == nil {
		w.apps.answer = &answer
	}
	w.render()
}

// showKnownApps lists the whole catalogue.
func (w *Window) showKnownApps() {
	language := w.words.Language()
	w.deps.Background(func() {
		answer, err := w.deps.Jobs.Apps(w.ctx, core.AppsOptions{All: true, Language: language})
		w.deps.OnUI(func() {
			if err != nil {
				w.fail(err)
			} else if w.page == present.PageApps {
				w.apps.known = &answer
			}
			w.render()
		})
	})
}

// showSteps shows what a person does for an app that Latchkey cannot reset.
func (w *Window) showSteps(scope string) {
	w.apps.guide = scope
	w.render()
}

// setTicks takes over what the person ticked or unticked.
func (w *Window) setTicks(scopes []string, on bool) {
	chosen := map[string]bool{}
	for scope, was := range w.apps.chosen {
		chosen[scope] = was
	}
	for _, scope := range scopes {
		chosen[scope] = on
	}
	w.apps.chosen = chosen
	w.render()
}

// planTicked plans the reset of everything that is ticked.
func (w *Window) planTicked() {
	in := w.appsInput()
	if scopes := present.TicksOf(in).Scopes(in); len(scopes) > 0 {
		w.planReset(scopes...)
	}
}
