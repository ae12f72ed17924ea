package app

import (
	"slices"

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
	page := homePage{HomeView: w.withWays(view)}
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

// withWays adds the ways that are always there: to the apps before a sign-in, and
// to the reason when something needs the person.
func (w *Window) withWays(view present.HomeView) present.HomeView {
	more := present.LinkCard{}
	if view.More != nil {
		more = *view.More
	}
	more.Links = slices.Clone(more.Links)
	switch view.Mode {
	case present.HomeHelpOnly, present.HomeSignedOut:
		more.Links = append(more.Links, present.Link{
			Text: w.words.Text("present.first.apps"), Action: present.DoShowApps,
		})
	case present.HomeAttention:
		more.Links = append(more.Links, present.Link{
			Icon: "troubleshoot", Text: w.words.Text("present.why.button"), Caption: w.words.Text("present.why.caption"),
			Button: &present.Button{Text: w.words.Text("present.find_out_why"), Kind: present.KindSecondary, Action: present.DoWhy},
		})
	default:
		return view
	}
	view.More = &more
	return view
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
