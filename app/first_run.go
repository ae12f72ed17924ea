package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// firstRunPage is the choice of a provider, and what was entered to look one up.
type firstRunPage struct {
	present.FirstRunView
	Banner *present.Banner
	Back   string // name of the back button; empty: there is nothing to go back to
	Lookup lookupPart
}

// lookupPart is the second half of looking a provider up: the address is known,
// the client id is not.
type lookupPart struct {
	Asking      bool
	Head        string // "id.example.com was found."
	ClientField string
	Busy        bool
}

func (w *Window) firstRunScreen() screen {
	view := present.FirstRun(w.snap.providers, "", w.words)
	if w.deps.TryDemo == nil || w.deps.Demo != nil {
		view.Choices = without(view.Choices, "demo")
	}
	if w.home.selected == "" || !offered(view.Choices, w.home.selected) {
		w.home.selected = view.Choices[0].ID
		if provider := w.snap.provider(); provider != nil && offered(view.Choices, provider.ID) {
			w.home.selected = provider.ID
		}
	}
	view.Selected = w.home.selected
	page := firstRunPage{FirstRunView: view, Banner: w.topBanner(nil), Lookup: w.home.lookup.part(w.words)}
	if w.home.choosing {
		page.Back = w.words.Text("window.back")
	}
	return named(w, "first_run", page, w.firstRunView)
}

func without(choices []present.Choice, id string) []present.Choice {
	kept := make([]present.Choice, 0, len(choices))
	for _, choice := range choices {
		if choice.ID != id {
			kept = append(kept, choice)
		}
	}
	return kept
}

func offered(choices []present.Choice, id string) bool {
	return len(without(choices, id)) < len(choices)
}

// chooseProvider asks who the person signs in with.
func (w *Window) chooseProvider() {
	w.open(present.PageHome)
	w.home = homeState{choosing: true}
	w.render()
}

// continueWith takes the choice that is ticked.
func (w *Window) continueWith(id string) {
	switch id {
	case "other":
		w.lookUp()
	case "demo":
		w.outside(w.deps.TryDemo)
	case "apps":
		w.open(present.PageApps)
	default:
		w.useProvider(id)
	}
}

// useProvider makes a provider the one that sign-in uses.
func (w *Window) useProvider(id string) {
	w.saveSetting(func(settings *core.Settings) { settings.Provider = id })
	w.home = homeState{}
	w.reload()
}
