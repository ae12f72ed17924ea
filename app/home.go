package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// homeState is what Home remembers besides the snapshot.
type homeState struct {
	choosing bool   // "Use another provider…" was pressed
	selected string // the choice of the first run
	lookup   lookup
}

func (w *Window) homeView() present.HomeView {
	return present.Home(present.HomeInput{
		Status: w.snap.status, Provider: w.snap.provider(), Rights: w.snap.rights, Offline: w.offline,
	}, w.deps.Now(), w.words)
}

func (w *Window) homeScreen() screen {
	view := w.homeView()
	if w.home.choosing || view.Mode == present.HomeFirstRun {
		return w.firstRunScreen()
	}
	page := homePage{HomeView: w.withoutMissingPages(view)}
	page.Banner = w.topBanner(page.Banner)
	if view.Mode == present.HomeAttention && w.saidByTitle() {
		page.Banner = nil
	}
	if w.deps.Demo != nil {
		w.addDemo(&page)
	}
	return named(w, "home/"+string(view.Mode), page, homeView)
}

// saidByTitle says whether the page itself is about the last failure.
func (w *Window) saidByTitle() bool {
	switch w.problemCode() {
	case "sign_in_needed", "tokens_gone", "secrets_missing", "secrets_damaged", "session_damaged", "session_missing",
		"storage_locked", "not_signed_in", "":
		return w.snap.err == nil || core.Code(w.snap.err) == "session_damaged" || core.Code(w.snap.err) == "storage_locked"
	}
	return false
}

// withoutMissingPages turns the links into pages that this window does not have
// into links to the page that helps, or leaves them out. Before a sign-in there
// is always the way to the apps.
func (w *Window) withoutMissingPages(view present.HomeView) present.HomeView {
	if view.More != nil {
		more := *view.More
		more.Links = nil
		for _, link := range view.More.Links {
			link.Action = insteadOfSteps(link)
			if !leadsNowhere(link) {
				more.Links = append(more.Links, link)
			}
		}
		view.More = &more
	}
	if view.Mode == present.HomeHelpOnly || view.Mode == present.HomeSignedOut {
		view.More = &present.LinkCard{Links: []present.Link{{
			Icon: "apps", Text: w.words.Text("present.first.apps"), Caption: w.words.Text("present.first.apps.text"),
			Action: present.DoShowApps,
		}}}
	}
	return view
}

// insteadOfSteps is where a symptom leads as long as there are no guided steps.
func insteadOfSteps(link present.Link) present.Action {
	if link.Action == present.DoOpenTroubleshoot {
		switch link.Argument {
		case "rights_gone":
			return present.DoShowRights
		case "app_asks_again":
			return present.DoShowApps
		}
	}
	return link.Action
}

func leadsNowhere(link present.Link) bool {
	return link.Action == present.DoOpenTroubleshoot || (link.Button != nil && link.Button.Action == present.DoOpenTroubleshoot)
}

// addDemo says that nothing here is real, and offers the people signed out.
func (w *Window) addDemo(page *homePage) {
	if page.Banner == nil {
		page.Banner = &present.Banner{
			Tone: present.ToneInfo, Icon: "demo", Strong: w.words.Text("window.demo.strong"), Text: w.words.Text("window.demo.text"),
		}
	}
	if page.Mode != present.HomeSignedOut {
		return
	}
	page.Header.Sentence = w.words.Text("window.demo.sentence")
	page.PeopleHead = w.words.Text("window.demo.people")
	page.Steps, page.Provider.Button, page.More = nil, nil, nil
	for _, person := range w.deps.Demo.People {
		if key := "window.demo.person." + person.ID; w.words.Has(key) {
			person.About = w.words.Text(key)
		}
		page.People = append(page.People, person)
	}
}
