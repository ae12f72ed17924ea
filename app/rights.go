package app

import (
	"latchkey/app/core"
	"latchkey/app/present"
)

// rightsState is what the page Access rights remembers besides the snapshot.
type rightsState struct {
	answer  *core.RecheckAnswer // the last recheck, until the person goes on
	message bool                // the message to the administrator was asked for
	lent    bool                // answer is there for the message alone
	tried   *core.RecheckAnswer // the last recheck of all, for the message
	filter  string
	state   string // code of the state filter, "" for all
	sort    int    // column
	down    bool

	list     *rightsRows               // made of the last snapshot
	details  bool                      // what is known beside the list is shown
	history  *core.RightsHistoryAnswer // the last changes are shown
	prepared *core.PrepareAnswer       // what came of getting ready for a time offline
	browsers *core.BrowsersAnswer      // the browsers' cookies are shown
}

// byState is the page's own order: what isn't granted comes first.
const byState = 1

// back leaves the deepest page behind the list and says whether there was one.
func (s *rightsState) back() bool {
	switch {
	case s.browsers != nil:
		s.browsers = nil
	case s.prepared != nil:
		s.prepared = nil
	case s.history != nil:
		s.history = nil
	case s.message:
		s.message = false
		if s.lent { // the person did not come from a recheck
			s.answer, s.lent = nil, false
		}
	case s.details:
		s.details = false
	case s.answer != nil:
		s.answer = nil
	default:
		return false
	}
	return true
}

// leave goes back to the list.
func (s *rightsState) leave() {
	s.answer, s.message, s.lent, s.details, s.history, s.prepared, s.browsers = nil, false, false, false, nil, nil, nil
}

// rightsPage is the list with the filter and the order that the person chose.
type rightsPage struct {
	present.RightsView
	Filter string
	State  int // index into States
	Sort   int // column
	Down   bool
	list   *rightsRows
}

func (w *Window) rightsScreen() screen {
	switch s := &w.rights; {
	case s.browsers != nil:
		return w.browsersScreen()
	case s.prepared != nil:
		return w.preparedScreen()
	case s.history != nil:
		return w.historyScreen()
	case s.message, !s.details && s.answer != nil:
		return w.recheckScreen(nil)
	case s.details:
		return w.detailsScreen()
	}
	return w.rightsList()
}

func (w *Window) rightsList() screen {
	list := w.rightsRows(w.rightsInput())
	page := rightsPage{
		RightsView: list.view, Filter: w.rights.filter, Sort: w.rights.sort, Down: w.rights.down, list: list,
	}
	if page.Empty == nil {
		page.Banner = w.topBanner(page.Banner)
	}
	for i, choice := range page.States {
		if choice.Code == w.rights.state {
			page.State = i
		}
	}
	name := "rights"
	if page.Empty != nil {
		name = "rights/empty"
	}
	return named(w, name, page, w.rightsView)
}

func (w *Window) rightsInput() present.RightsInput {
	in := present.RightsInput{
		Provider: w.providerWords(), SignedIn: w.snap.account() != nil, Offline: w.offline, Problem: w.problemCode(),
	}
	if w.snap.rights != nil {
		in.Rights = *w.snap.rights
	}
	return in
}

// providerWords is how sentences call the provider, also when there is none.
func (w *Window) providerWords() string {
	if name := w.snap.providerName(); name != "" {
		return name
	}
	return w.words.Text("present.the_provider")
}
