package app

import (
	"sort"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// rightsState is what the page Access rights remembers besides the snapshot.
type rightsState struct {
	answer *core.RecheckAnswer // the last recheck, until the person goes on
	filter string
	state  string // code of the state filter, "" for all
	sort   int    // column
	down   bool
}

// byState is the page's own order: what isn't granted comes first.
const byState = 1

// rightsPage is the list with the filter and the order that the person chose.
type rightsPage struct {
	present.RightsView
	Filter string
	State  int // index into States
	Sort   int // column
	Down   bool
	Ends   map[string]time.Time // until when, by the right's id
}

func (w *Window) rightsScreen() screen {
	if w.rights.answer != nil {
		return w.recheckScreen(nil)
	}
	in := present.RightsInput{
		Provider: w.providerWords(), SignedIn: w.snap.account() != nil, Offline: w.offline, Problem: w.problemCode(),
	}
	ends := map[string]time.Time{}
	if w.snap.rights != nil {
		in.Rights = *w.snap.rights
		for _, right := range in.Rights.Rights {
			ends[right.ID] = right.Until.Time
		}
	}
	page := rightsPage{
		RightsView: present.Rights(in, w.deps.Now(), w.words),
		Filter:     w.rights.filter, Sort: w.rights.sort, Down: w.rights.down, Ends: ends,
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

// providerWords is how sentences call the provider, also when there is none.
func (w *Window) providerWords() string {
	if name := w.snap.providerName(); name != "" {
		return name
	}
	return w.words.Text("present.the_provider")
}

// matching are the rows that pass the filter, in the chosen order.
func (p rightsPage) matching() []present.RightRow {
	wanted := strings.ToLower(strings.TrimSpace(p.Filter))
	code := ""
	if p.State < len(p.States) {
		code = p.States[p.State].Code
	}
	rows := make([]present.RightRow, 0, len(p.Rows))
	for _, row := range p.Rows {
		if (code == "" || row.Code == code) && strings.Contains(strings.ToLower(row.Name), wanted) {
			rows = append(rows, row)
		}
	}
	sort.SliceStable(rows, func(i, j int) bool {
		if p.Down {
			i, j = j, i
		}
		return p.less(rows[i], rows[j])
	})
	return rows
}

func (p rightsPage) less(a, b present.RightRow) bool {
	switch p.Sort {
	case 0:
		return strings.ToLower(a.Name) < strings.ToLower(b.Name)
	case 1:
		return a.Rank < b.Rank
	case 2:
		return a.From < b.From
	case 3:
		return p.Ends[a.ID].Before(p.Ends[b.ID])
	}
	return a.Checked < b.Checked
}
