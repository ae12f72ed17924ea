package app

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// rightsRows are the rows of one snapshot, made once and kept until something that
// they tell is different: of 100,000 rights a letter in the filter must not make
// them again.
type rightsRows struct {
	of    rightsKey
	view  present.RightsView
	lower []string          // the names as the filter compares them
	order map[sorting][]int // the rows in an order, once it was asked for
	last  match
}

// rightsKey is all that the page depends on.
type rightsKey struct {
	rights   *core.RightsAnswer
	language string
	day      string // what is said of today is said otherwise tomorrow
	provider string
	problem  string
	signedIn bool
	offline  bool
}

type sorting struct {
	column int
	down   bool
}

// match is what the last filter left.
type match struct {
	filter, state string
	sorting       sorting
	rows          []int
	made          bool
}

// rightsRows gives the rows of the snapshot, the same ones as long as they say the same.
func (w *Window) rightsRows(in present.RightsInput) *rightsRows {
	now := w.deps.Now()
	key := rightsKey{
		rights: w.snap.rights, language: w.words.Language(), day: now.Format(time.DateOnly),
		provider: in.Provider, problem: in.Problem, signedIn: in.SignedIn, offline: in.Offline,
	}
	before := w.rights.list
	if before != nil && before.of == key {
		return before
	}
	view := present.Rights(in, now, w.words)
	if before != nil && slices.Equal(before.view.Rows, view.Rows) {
		view.Rows = before.view.Rows // and the page sees at once that they are the same
		before.of, before.view = key, view
		return before
	}
	w.rights.list = &rightsRows{of: key, view: view, order: map[sorting][]int{}}
	w.rights.list.lower = lowered(view.Rows)
	return w.rights.list
}

func lowered(rows []present.RightRow) []string {
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = strings.ToLower(row.Name)
	}
	return names
}

// sorted are the numbers of all rows in an order.
func (r *rightsRows) sorted(by sorting) []int {
	if order, made := r.order[by]; made {
		return order
	}
	order := make([]int, len(r.view.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if by.down {
			i, j = j, i
		}
		return r.compare(by.column, i, j)
	})
	r.order[by] = order
	return order
}

func (r *rightsRows) compare(column, i, j int) int {
	a, b := &r.view.Rows[i], &r.view.Rows[j]
	switch column {
	case 0:
		return cmp.Compare(r.lower[i], r.lower[j])
	case 1:
		return a.Rank - b.Rank
	case 2:
		return cmp.Compare(a.From, b.From)
	case 3:
		return a.Ends.Compare(b.Ends)
	}
	return cmp.Compare(a.Checked, b.Checked)
}

// matching are the numbers of the rows that pass a filter, in an order. A longer
// filter looks only through what the shorter one left.
func (r *rightsRows) matching(filter, state string, by sorting) []int {
	filter = strings.ToLower(strings.TrimSpace(filter))
	among, last := r.sorted(by), r.last
	if last.made && last.state == state && last.sorting == by {
		if last.filter == filter {
			return last.rows
		}
		if strings.Contains(filter, last.filter) {
			among = last.rows
		}
	}
	rows := make([]int, 0, len(among))
	for _, i := range among {
		if (state == "" || r.view.Rows[i].Code == state) && strings.Contains(r.lower[i], filter) {
			rows = append(rows, i)
		}
	}
	r.last = match{filter: filter, state: state, sorting: by, rows: rows, made: true}
	return rows
}

// matching are the rows that pass the filter, in the chosen order.
func (p rightsPage) matching() []int {
	code := ""
	if p.State < len(p.States) {
		code = p.States[p.State].Code
	}
	return p.list.matching(p.Filter, code, sorting{p.Sort, p.Down})
}
