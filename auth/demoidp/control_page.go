package demoidp

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// controlData is what the control page shows.
type controlData struct {
	Issuer       string
	Down, Refuse bool
	People       []controlPerson
	Faults       []faultGroup
	FaultsOn     int
	Counts       []controlCount
}

type controlPerson struct {
	Person
	Rights   []right
	Invited  bool // an invitation waits
	Granted  int
	Sessions []controlSession
	Browsers int
	Changes  bool // a change waits for the first rights answer
}

type controlSession struct {
	Since   string
	Kind    string
	Access  string
	Refresh bool
}

type controlFault struct {
	FaultInfo
	On bool
}

// faultGroup is the faults of one place, folded away unless one of them is on.
type faultGroup struct {
	Name   string
	Faults []controlFault
	On     int
}

type controlCount struct {
	Name string
	N    int
}

func (s *Server) controlPage(w http.ResponseWriter, r *http.Request) {
	counts := s.counts.all()
	s.mu.Lock()
	b := s.book
	data := controlData{Issuer: s.issuer, Down: b.down, Refuse: b.refuse}
	for _, p := range People() {
		data.People = append(data.People, b.describe(p, s.now()))
	}
	data.Faults = b.faultGroups()
	for _, group := range data.Faults {
		data.FaultsOn += group.On
	}
	s.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		data.Counts = append(data.Counts, controlCount{Name: name, N: counts[name]})
	}
	s.pages.control.write(w, http.StatusOK, formsToSelf, data)
}

// faultGroups are all faults, by group in their order. Call with mu held.
func (b *book) faultGroups() []faultGroup {
	var groups []faultGroup
	for _, f := range Faults() {
		if n := len(groups); n == 0 || groups[n-1].Name != f.Group {
			groups = append(groups, faultGroup{Name: f.Group})
		}
		group := &groups[len(groups)-1]
		group.Faults = append(group.Faults, controlFault{FaultInfo: f, On: b.faults[f.Name]})
		if b.faults[f.Name] {
			group.On++
		}
	}
	return groups
}

// describe collects what the page says of a person. Call with mu held.
func (b *book) describe(p Person, now time.Time) controlPerson {
	a := b.people[p.ID]
	row := controlPerson{Person: p, Rights: a.rights, Invited: len(a.pending) > 0, Changes: a.next != nil}
	for _, r := range a.rights {
		if r.State == stateGranted {
			row.Granted++
		}
	}
	for _, session := range b.browsers {
		if session.person.ID == p.ID {
			row.Browsers++
		}
	}
	for _, g := range b.grantsOf(p.ID) {
		row.Sessions = append(row.Sessions, b.describeGrant(g, now))
	}
	return row
}

// grantsOf lists the living sign-ins of a person, oldest first.
func (b *book) grantsOf(person string) []*grant {
	found := map[*grant]bool{}
	for _, t := range b.access {
		found[t.grant] = true
	}
	for _, t := range b.refresh {
		found[t.grant] = true
	}
	list := []*grant{}
	for g := range found {
		if g.person.ID == person && !g.dead {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b *grant) int { return a.madeAt.Compare(b.madeAt) })
	return list
}

func (b *book) describeGrant(g *grant, now time.Time) controlSession {
	row := controlSession{Since: g.madeAt.UTC().Format("15:04:05"), Kind: "Browser", Access: "ended"}
	if g.device {
		row.Kind = "Device"
	}
	for _, t := range b.access {
		if t.grant == g && now.Before(t.ends) {
			row.Access = t.ends.Sub(now).Round(time.Second).String() + " left"
		}
	}
	for _, t := range b.refresh {
		row.Refresh = row.Refresh || t.grant == g && !t.used && now.Before(t.ends)
	}
	return row
}
