package report

import (
	"strconv"
	"strings"
	"time"
)

// What the doctor, the guide and the activity log are called in words stands with
// them; a code without words is shown itself.

func (p page) named(key string, c Code) string {
	if p.w.Has(key + c.text) {
		if text := p.w.Text(key + c.text); !strings.Contains(text, "{") {
			return text
		}
	}
	return p.term(c)
}

func (p page) checkTitle(c Code) string { return p.named("doctor.check.", c) }

func (p page) linkTitle(c Code) string { return p.named("doctor.link.", c) }

func (p page) fix(c Code) string {
	if c.text == "" {
		return p.word("nothing")
	}
	return p.named("doctor.fix.", c)
}

func (p page) symptom(c Code) string {
	if title := "guide.symptom." + c.text + ".title"; p.w.Has(title) {
		return p.w.Text(title)
	}
	return p.term(c)
}

// evidence is what a check saw, with the values that were let in.
func (p page) evidence(check Check) string {
	key, n := "doctor.evidence."+check.Evidence.text, 0
	pairs := make([]any, 0, 2*len(check.Values))
	for _, value := range check.Values {
		pairs = append(pairs, value.Name.text, p.value(value.Kind, value.Value))
		if value.Name.text == "n" {
			n, _ = strconv.Atoi(value.Value.text) // what is none counts as none
		}
	}
	switch {
	case check.Evidence.text == "":
		return p.problem(check.Problem)
	case p.w.Has(key + ".other"):
		return p.w.Plural(key, n, pairs...)
	case p.w.Has(key):
		return p.w.Text(key, pairs...)
	}
	return p.term(check.Evidence)
}

// value is one value of evidence in words.
func (p page) value(kind Code, v Value) string {
	switch kind.text {
	case kindSeconds:
		if n, err := strconv.ParseInt(v.text, 10, 64); err == nil {
			return p.span(n)
		}
	case kindCode:
		return p.named("doctor.value.", v.Code)
	case kindMoment:
		if at, err := time.Parse(time.RFC3339, v.text); err == nil {
			return p.moment(At(at))
		}
	case kindPath:
		return p.word("place", "place", p.term(v.Code))
	}
	if v.text == "" {
		return p.word("nothing")
	}
	return v.text
}

func (p page) doctor() section {
	found := section{
		Title: p.word("section.doctor"), None: p.word("not_looked"),
		Heads: p.heads("check", "result", "evidence", "problem", "took"),
	}
	for _, check := range p.r.Doctor.Checks {
		saw, result := p.evidence(check), p.term(check.Result)
		if check.HiddenBy.text != "" {
			result = p.word("term.hidden")
			saw = p.word("hidden_by", "check", p.checkTitle(check.HiddenBy))
		}
		found.Lines = append(found.Lines, []string{
			p.checkTitle(check.ID), result, saw, p.problem(check.Problem),
			strconv.FormatFloat(float64(check.Took), 'f', 1, 64) + " s",
		})
	}
	return found
}

func (p page) changed() section {
	found := section{
		Title: p.word("section.changed"), None: p.word("nothing_changed"), Heads: p.heads("what", "before", "after", "since"),
	}
	for _, change := range p.r.Changed {
		kind := Code{}
		if change.What.text == "clock" {
			kind = Code{kindSeconds}
		}
		found.Lines = append(found.Lines, []string{
			p.term(change.What), p.value(kind, change.Before), p.value(kind, change.After), p.moment(change.Since),
		})
	}
	return found
}

func (p page) activity() section {
	found := section{
		Title: p.word("section.activity"), None: p.word("no_activity"), Heads: p.heads("at", "event", "result", "about", "version"),
	}
	if p.r.Activity.Problem.text != "" {
		found.Rows = append(found.Rows, p.row("problem", p.problem(p.r.Activity.Problem)))
	}
	if p.r.Activity.Damaged > 0 {
		found.Rows = append(found.Rows, p.row("damaged_lines", p.number(p.r.Activity.Damaged)))
	}
	for _, event := range p.r.Activity.Events {
		found.Lines = append(found.Lines, []string{
			p.moment(event.At), p.term(event.What), p.term(event.Result), p.about(event), event.Version.text,
		})
	}
	return found
}

// about is what an event tells beside its name.
func (p page) about(event Event) string {
	var parts []string
	for _, text := range []string{event.Person.text, event.Provider.text, event.Subject.text} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if event.Problem.text != "" {
		parts = append(parts, p.problem(event.Problem))
	}
	for _, count := range event.Counts {
		parts = append(parts, p.term(count.Name)+" "+p.number(count.N))
	}
	return strings.Join(parts, ", ")
}
