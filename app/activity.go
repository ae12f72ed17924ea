package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// eventsState is what the page Activity remembers.
type eventsState struct {
	answer  *core.ActivityAnswer // nil: not read yet
	reading bool
	filter  string
	kind    string
}

// readEvents reads what happened, off the window's thread.
func (w *Window) readEvents() {
	if w.events.reading || w.closed {
		return
	}
	w.events.reading = true
	w.deps.Background(func() {
		answer, err := w.deps.Jobs.Activity(w.ctx, core.ActivityOptions{})
		w.deps.OnUI(func() {
			w.events.reading = false
			switch {
			case w.closed:
				return
			case err != nil:
				w.fail(err)
			default:
				w.events.answer = &answer
			}
			w.render()
		})
	})
}

func (w *Window) activityScreen() screen {
	if w.events.answer == nil && w.problem == nil {
		return w.loadingScreen()
	}
	in := present.ActivityInput{Filter: w.events.filter, Kind: w.events.kind}
	if w.events.answer != nil {
		in.Answer = w.namedProviders(*w.events.answer)
	}
	page := activityPage{ActivityView: present.Activity(in, w.deps.Now(), w.words), Filter: w.events.filter, Kind: w.events.kind}
	page.Banner = w.topBanner(nil)
	name := "activity"
	if page.Empty != nil {
		name += "/empty"
	}
	return named(w, name, page, w.activityView)
}

// activityPage is the list with its filter.
type activityPage struct {
	present.ActivityView
	Filter, Kind string
}

// namedProviders calls the providers what people call them.
func (w *Window) namedProviders(answer core.ActivityAnswer) core.ActivityAnswer {
	names := map[string]string{}
	for _, provider := range w.snap.providers {
		names[provider.ID] = present.Provider(provider).Name
	}
	events := make([]core.EventAnswer, len(answer.Events))
	for i, event := range answer.Events {
		if name := names[event.Provider]; name != "" {
			event.Provider = name
		}
		events[i] = event
	}
	answer.Events = events
	return answer
}
