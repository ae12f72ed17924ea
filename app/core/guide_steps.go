package core

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"latchkey/app/doctor"
	"latchkey/app/guide"
)

// step puts one step into words.
func (g *guidance) step(stand guide.Stand, shipped *guide.Guide) GuideStepAnswer {
	step, key := stand.Step, "guide.step."+stand.Step.ID
	answer := GuideStepAnswer{
		ID: step.ID, Title: g.text(key + ".title"), Text: g.text(key + ".text"), By: step.By, State: string(stand.State), Why: stand.Why,
		Question: step.Question, Fix: g.fix(step), List: []string{},
	}
	if stand.Evidence != "" {
		answer.Evidence = capital(g.evidence(stand.Evidence))
	}
	if step.Page != "" && answer.Fix == nil { // never a dead button: say where to look
		answer.Text += " " + g.text("guide.page."+step.Page)
	}
	switch step.List {
	case "passwords":
		answer.List = g.passwordLines(shipped)
	case "address":
		answer.List = g.addressList(shipped)
	}
	if step.Copy == "letter" {
		answer.Copy = g.letter(shipped)
	}
	return answer
}

// fix is what a step does or opens; nil: nothing that a program can.
func (g *guidance) fix(step guide.Step) *FixAnswer {
	id := step.Fix
	if step.Page != "" {
		id = MendOpenLink
	}
	if id == "" {
		return nil
	}
	if found := g.found(step, id); found != nil {
		return found
	}
	argument := step.Argument
	if step.Page != "" {
		address := g.page(step.Page)
		if address == "" {
			return nil
		}
		answer := g.d.fixAnswer(doctor.Fix{ID: MendOpenLink, Argument: step.Page})
		answer.Address = address
		return answer
	}
	if argument == "{app}" {
		if g.app == nil {
			return nil
		}
		if argument = labelOf(*g.app); id == MendResetApp {
			argument = g.app.Scope
		}
	}
	return g.d.fixAnswer(doctor.Fix{ID: id, Argument: argument})
}

// found is the fix that a check has named for this very step: it knows what it is
// about, such as the port that is taken.
func (g *guidance) found(step guide.Step, id string) *FixAnswer {
	if g.known == nil {
		return nil
	}
	meant := strings.Join(step.When, "|")
	for _, check := range g.known.Checks {
		if check.ProblemCode == "" || check.Fix == nil || check.Fix.ID != id {
			continue
		}
		named := slices.Contains(strings.Split(meant, "|"), "problem:"+check.ProblemCode)
		if step.Page == "" || named {
			fix := *check.Fix
			return &fix
		}
	}
	return nil
}

// capital begins a sentence that begins with a name in the middle of one: "the app".
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// evidence says in words what decided about a step; empty: the words would only
// repeat the step.
func (g *guidance) evidence(condition string) string {
	positive, negated := strings.CutPrefix(condition, "!")
	kind, rest, _ := strings.Cut(positive, ":")
	name, result, _ := strings.Cut(rest, "=")
	switch {
	case kind == "check" && !negated && g.words.Has("guide.evidence.check."+result):
		title := g.words.Text("doctor.check."+name, "provider", g.text("guide.named"))
		return g.words.Text("guide.evidence.check."+result, "check", title)
	case kind == "problem" && negated && g.known != nil:
		return g.text("guide.evidence.nothing")
	case kind == "problem" && !negated:
		return ProblemText(name, g.words).Title
	}
	key := "guide.evidence." + name
	if negated {
		key += ".not"
	}
	if kind != "fact" || !g.words.Has(key) {
		return ""
	}
	return g.text(key)
}
