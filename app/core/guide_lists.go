package core

import (
	"strings"
	"time"

	"latchkey/app/guide"
	"latchkey/assets"
)

// sourceLine names a document with its date; one that is about another provider
// than the person's says so.
func (g *guidance) sourceLine(source guide.Source) string {
	key := "guide.source"
	if !g.trimble() {
		key = "guide.source.elsewhere"
	}
	line := g.words.Text(key, "title", source.Title, "date", g.date(source.Date))
	if source.Address != "" {
		line += " " + source.Address
	}
	return line
}

// date is a day, a month, or the words for neither.
func (g *guidance) date(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return g.words.Text("guide.date.day", "day", day.Day(), "month", g.month(day), "year", day.Year())
	}
	if month, err := time.Parse("2006-01", text); err == nil {
		return g.words.Text("guide.date.month", "month", g.month(month), "year", month.Year())
	}
	return g.words.Text("guide.date.unknown")
}

func (g *guidance) month(at time.Time) string {
	return strings.Split(g.words.Text("guide.date.months"), " ")[at.Month()-1]
}

// passwordLines are rules to compare a password with, each with who says so, and
// who doesn't. Where another provider decides, its own page does.
func (g *guidance) passwordLines(shipped *guide.Guide) []string {
	if !g.trimble() {
		return []string{g.text("guide.password.elsewhere")}
	}
	lines := []string{}
	for _, rule := range shipped.Passwords {
		line := g.words.Text("guide.password."+rule.ID, "least", rule.Least, "most", rule.Most, "letters", rule.Letters)
		line += " " + g.words.Text("guide.password.says", "sources", g.sourceNames(shipped, rule.Sources))
		if len(rule.Silent) > 0 {
			line += " " + g.words.Text("guide.password.silent", "sources", g.sourceNames(shipped, rule.Silent))
		}
		if len(rule.Against) > 0 {
			line += " " + g.words.Text("guide.password.against")
		}
		lines = append(lines, line)
	}
	return append(lines, g.text("guide.password.decides"))
}

func (g *guidance) sourceNames(shipped *guide.Guide, ids []string) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		source := shipped.Source(id)
		names = append(names, source.Short+", "+g.date(source.Date))
	}
	return strings.Join(names, "; ")
}

// addressList is about the address that somebody has doubts about, else about the
// one that is signed in.
func (g *guidance) addressList(shipped *guide.Guide) []string {
	address := g.options.Address
	if account, err := g.d.account(); address == "" && err == nil {
		address = account.Email
	}
	if address == "" {
		return []string{g.text("guide.address.compare")}
	}
	return addressLines(shipped.CheckAddress(address), g.words)
}

// addressLines say what is the matter with an address, and how it may be meant.
func addressLines(findings []guide.AddressFinding, words assets.Words) []string {
	if len(findings) == 0 {
		return []string{words.Text("guide.address.good")}
	}
	lines := make([]string, 0, len(findings)+1)
	for _, finding := range findings {
		lines = append(lines, words.Text("guide.address."+finding.Code, "found", finding.Found))
	}
	if meant := findings[len(findings)-1].Suggestion; meant != "" {
		lines = append(lines, words.Text("guide.address.meant", "address", meant))
	}
	return lines
}
