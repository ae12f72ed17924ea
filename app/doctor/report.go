package doctor

import "slices"

// Report is what all checks found, in the order of the checks.
type Report struct {
	Results []Result
}

// Worst is the finding to begin with: a failure before a warning, and then what
// comes first in the chain, from the app to the clock; what is in no link comes
// last. Nil when everything passed.
func (r Report) Worst() *Result {
	var worst *Result
	for i := range r.Results {
		result := &r.Results[i]
		if result.Verdict != Fail && result.Verdict != Warn {
			continue
		}
		if worst == nil || before(*result, *worst) {
			worst = result
		}
	}
	return worst
}

// before says whether a is to be mended before b.
func before(a, b Result) bool {
	if a.Verdict != b.Verdict {
		return a.Verdict == Fail
	}
	return place(a.Link) < place(b.Link)
}

// place is where a link stands in the chain.
func place(link Link) int {
	if i := slices.Index(Chain(), link); i >= 0 {
		return i
	}
	return len(Chain())
}

// State says how a link of the chain is.
type State string

// The states of a link.
const (
	LinkOK      State = "ok"
	LinkBroken  State = "broken"
	LinkWarned  State = "warned"  // a problem that keeps nobody from working
	LinkHidden  State = "hidden"  // a broken link further down hides it
	LinkNothing State = "nothing" // there was nothing to look at
)

// LinkState is one link of the chain, and what it is judged by: the worst of its
// checks, or nil.
type LinkState struct {
	Link  Link
	State State
	By    *Result
}

// Links gives the whole chain, from the app to the clock.
func (r Report) Links() []LinkState {
	links := make([]LinkState, 0, len(Chain()))
	for _, link := range Chain() {
		links = append(links, r.link(link))
	}
	return links
}

func (r Report) link(link Link) LinkState {
	own := Report{Results: slices.DeleteFunc(slices.Clone(r.Results), func(result Result) bool { return result.Link != link })}
	if worst := own.Worst(); worst != nil {
		if worst.Verdict == Fail {
			return LinkState{link, LinkBroken, worst}
		}
		return LinkState{link, LinkWarned, worst}
	}
	found := LinkState{Link: link, State: LinkNothing}
	for i := range own.Results {
		switch result := &own.Results[i]; {
		case result.HiddenBy != "":
			return LinkState{link, LinkHidden, result}
		case result.Verdict == Pass && found.By == nil:
			found = LinkState{link, LinkOK, result}
		}
	}
	return found
}

// Find gives the result of one check; false when it did not run.
func (r Report) Find(id string) (Result, bool) {
	i := slices.IndexFunc(r.Results, func(result Result) bool { return result.ID == id })
	if i < 0 {
		return Result{}, false
	}
	return r.Results[i], true
}
