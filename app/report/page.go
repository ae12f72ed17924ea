package report

import (
	"strconv"
	"strings"
	"time"

	"latchkey/assets"
)

// section is one part of the page: rows, or a table, or both.
type section struct {
	Title string
	Rows  []row
	Heads []string
	Lines [][]string
	None  string // what an empty table says
}

type row struct{ Label, Text string }

// page puts a report into words. It is all that report.html and ticket.txt are
// made from: every value in it came through a Maker.
type page struct {
	r Report
	w assets.Words
}

func (p page) word(key string, pairs ...any) string { return p.w.Text("report."+key, pairs...) }

// term is a code in words, or the code with spaces.
func (p page) term(c Code) string {
	switch {
	case c.text == "":
		return p.word("nothing")
	case p.w.Has("report.term." + c.text):
		return p.word("term." + c.text)
	}
	return strings.ReplaceAll(c.text, "_", " ")
}

// terms lists several codes.
func (p page) terms(codes []Code) string {
	if len(codes) == 0 {
		return p.word("nothing")
	}
	words := make([]string, 0, len(codes))
	for _, code := range codes {
		words = append(words, p.term(code))
	}
	return strings.Join(words, ", ")
}

func (p page) yes(is bool) string {
	if is {
		return p.word("yes")
	}
	return p.word("no")
}

// moment is a time without the time of day's zone, which is UTC throughout.
func (p page) moment(at Moment) string {
	if at.IsZero() {
		return p.word("unknown")
	}
	return at.Format("2006-01-02 15:04:05")
}

func (p page) number(n Number) string { return strconv.Itoa(int(n)) }

// problem is what a problem is called, with its code; "none" without one.
func (p page) problem(c Code) string {
	if c.text == "" {
		return p.word("nothing")
	}
	if title := "problem." + c.text + ".title"; p.w.Has(title) {
		if text := p.w.Text(title); !strings.Contains(text, "{") {
			return p.word("problem", "title", text, "code", c.text)
		}
	}
	return c.text
}

// span is a length of time.
func (p page) span(seconds int64) string {
	if seconds < 0 {
		return p.word("ago", "span", p.span(-seconds))
	}
	length := time.Duration(seconds) * time.Second
	switch {
	case length < 2*time.Minute:
		return p.w.Plural("report.seconds", int(seconds))
	case length < 2*time.Hour:
		return p.w.Plural("report.minutes", int(length.Minutes()))
	case length < 48*time.Hour:
		return p.w.Plural("report.hours", int(length.Hours()))
	}
	return p.w.Plural("report.days", int(length.Hours())/24)
}

func (p page) row(key, text string) row {
	if text == "" {
		text = p.word("nothing")
	}
	return row{Label: p.word("row." + key), Text: text}
}

// heads are the words over a table.
func (p page) heads(keys ...string) []string {
	words := make([]string, 0, len(keys))
	for _, key := range keys {
		words = append(words, p.word("row."+key))
	}
	return words
}

// sections is the whole page.
func (p page) sections() []section {
	return []section{
		p.summary(), p.doctor(), p.changed(), p.computer(), p.session(), p.provider(), p.network(), p.rights(), p.apps(), p.browsers(),
		p.activity(),
	}
}

func (p page) summary() section {
	r := p.r
	found := section{Title: p.word("section.summary")}
	worst := p.word("all_well")
	if check := r.Doctor.find(r.Doctor.Worst); check != nil {
		worst = p.checkTitle(check.ID) + ": " + p.evidence(*check)
	}
	found.Rows = append(found.Rows, p.row("worst", worst), p.row("problem", p.problem(r.Doctor.Problem)),
		p.row("fix", p.fix(r.Doctor.Fix)), p.row("chain", p.chain()))
	if r.Asked.Symptom.text != "" {
		found.Rows = append(found.Rows, p.row("symptom", p.symptom(r.Asked.Symptom)))
	}
	if r.Asked.App.text != "" || r.Asked.Kind.text != "" {
		found.Rows = append(found.Rows, p.row("subject", strings.TrimSpace(p.term(r.Asked.Kind)+" "+r.Asked.App.text)))
	}
	return found
}

// chain is the way from the app to the clock, with how each link is.
func (p page) chain() string {
	parts := make([]string, 0, len(p.r.Doctor.Chain))
	for _, link := range p.r.Doctor.Chain {
		parts = append(parts, p.word("link", "link", p.linkTitle(link.Link), "state", p.term(link.State)))
	}
	return strings.Join(parts, " → ")
}

func (d Doctor) find(id Code) *Check {
	for i := range d.Checks {
		if d.Checks[i].ID == id && id.text != "" {
			return &d.Checks[i]
		}
	}
	return nil
}
