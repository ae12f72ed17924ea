package guide

import "slices"

// Guide is all symptoms, and the facts beside them.
type Guide struct {
	Symptoms  []Symptom // those that people have most first, then group by group
	Sources   []Source
	Senders   []SenderList // newest first, those without a date last
	Passwords []PasswordRule
	Addresses Addresses
	Reasons   []Reason

	steps      map[string]Step
	conditions conditions
	indexes    map[string]func() index // language -> the texts to search in, read when first asked for
}

// Symptom is one thing that a person sees.
type Symptom struct {
	ID       string   `toml:"id"`
	Group    string   `toml:"-"`        // app rights account mail password network session other
	First    int      `toml:"first"`    // place among those that people have most; 0: none
	Covers   []string `toml:"covers"`   // numbers and names of the facts that it stands for
	Sources  []string `toml:"sources"`  // what it rests on
	Checks   []string `toml:"checks"`   // what the doctor looks at for it
	Problems []string `toml:"problems"` // codes that lead here; "*" stands for any letters
	Steps    []string `toml:"steps"`
	Solved   []string `toml:"solved"` // conditions that say, once the person did something, that it worked
}

// Step is one step; several symptoms may share it.
type Step struct {
	ID       string `toml:"id"`
	By       string `toml:"by"`       // latchkey person administrator
	Fix      string `toml:"fix"`      // id of a fix in package core; empty: none
	Argument string `toml:"argument"` // of that fix; "{app}" is the app that it is about
	Page     string `toml:"page"`     // name of a link of the provider, for the person to open
	Question bool   `toml:"question"` // yes or no
	List     string `toml:"list"`     // passwords, address: lines to compare with
	Copy     string `toml:"copy"`     // letter: a text to hand on

	When   []string `toml:"when"`   // all must hold, else the step does not apply
	Unless []string `toml:"unless"` // none may hold
	Done   []string `toml:"done"`   // one is enough: it is done already
	IsYes  []string `toml:"is_yes"` // one is enough to answer a question
	IsNo   []string `toml:"is_no"`
	Yes    string   `toml:"yes"` // where an answer leads: a later step, solved, support; empty: the next step
	No     string   `toml:"no"`
}

// Source is a document that advice rests on.
type Source struct {
	ID      string `toml:"id"`
	Title   string `toml:"title"`
	Short   string `toml:"short"`   // its name inside a sentence
	Date    string `toml:"date"`    // 2006-01-02, 2006-01 or empty: unknown
	Address string `toml:"address"` // empty: the document is not public
}

// Reason says why problems have no symptom.
type Reason struct {
	Why      string   `toml:"why"` // English, for the table of problems
	Problems []string `toml:"problems"`
}

// Groups are the groups of symptoms, in their order.
func Groups() []string {
	return []string{"app", "rights", "account", "mail", "password", "session", "network", "other"}
}

// Symptom gives one symptom; false when there is none of that id.
func (g *Guide) Symptom(id string) (Symptom, bool) {
	i := slices.IndexFunc(g.Symptoms, func(s Symptom) bool { return s.ID == id })
	if i < 0 {
		return Symptom{}, false
	}
	return g.Symptoms[i], true
}

// Source gives one document; the zero value when there is none of that id.
func (g *Guide) Source(id string) Source {
	for _, source := range g.Sources {
		if source.ID == id {
			return source
		}
	}
	return Source{}
}

// StepsOf gives the steps of a symptom, in their order.
func (g *Guide) StepsOf(symptom Symptom) []Step {
	steps := make([]Step, 0, len(symptom.Steps))
	for _, id := range symptom.Steps {
		steps = append(steps, g.steps[id])
	}
	return steps
}

// For gives the symptom that a problem's code leads to; empty: there is none, and
// why says the reason, if one is given.
func (g *Guide) For(code string) (symptom, why string) {
	for _, exact := range []bool{true, false} {
		for _, s := range g.Symptoms {
			if names(s.Problems, code, exact) {
				return s.ID, ""
			}
		}
		for _, reason := range g.Reasons {
			if names(reason.Problems, code, exact) {
				return "", reason.Why
			}
		}
	}
	return "", ""
}

// names says whether one of the patterns is the code, or with exact unset stands for it.
func names(patterns []string, code string, exact bool) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		return pattern == code || !exact && Stands(pattern, code)
	})
}
