package report

import (
	"strings"
	"unicode/utf8"

	"latchkey/assets"
)

// What fits on one page.
const (
	ticketLines  = 60
	ticketWidth  = 100
	ticketEvents = 8
)

// Ticket is one page of plain text for a ticket, in a language that is shipped.
func Ticket(r Report, words assets.Words) string {
	p := page{r: r, w: words}
	lines := []string{p.word("title"), p.intro(), ""}
	lines = append(lines, p.inLines(p.summary())...)
	lines = append(lines, p.failing()...)
	if len(r.Changed) > 0 {
		lines = append(lines, p.tableLines(p.changed(), 8)...)
	}
	lines = append(lines, p.inLines(p.computer())...)
	lines = append(lines, p.row("state", p.term(r.Status.State)).inLine())
	for _, account := range r.Status.Accounts[:min(len(r.Status.Accounts), 3)] {
		lines = append(lines, p.row("person", strings.Join([]string{account.Person.text, account.Provider.text, p.term(account.State)}, ", ")).inLine())
	}
	lines = append(lines, p.row("rights", p.term(r.Rights.State)+", "+p.word("of", "some", p.number(r.Rights.Granted), "all", p.number(r.Rights.Count))).inLine())
	lines = append(lines, p.row("proxy", strings.Trim(r.Network.Proxy.text+", "+p.term(r.Network.ProxySource), ", ")).inLine(), "")
	lines = append(lines, p.tableLines(p.activity(), ticketEvents)...)
	lines = wrapped(lines)
	return strings.TrimRight(strings.Join(lines[:min(len(lines), ticketLines)], "\n"), "\n") + "\n"
}

func (r row) inLine() string { return r.Label + ": " + r.Text }

func (p page) inLines(s section) []string {
	lines := make([]string, 0, len(s.Rows)+1)
	for _, row := range s.Rows {
		lines = append(lines, row.inLine())
	}
	return append(lines, "")
}

// failing are the checks that found a problem.
func (p page) failing() []string {
	var lines []string
	for _, check := range p.r.Doctor.Checks {
		if check.Problem.text != "" && check.HiddenBy.text == "" && len(lines) < 10 {
			lines = append(lines, "- "+p.checkTitle(check.ID)+" ("+p.term(check.Result)+"): "+check.Problem.text)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return append(append([]string{p.word("section.doctor")}, lines...), "")
}

func (p page) tableLines(s section, most int) []string {
	lines := []string{s.Title}
	if len(s.Lines) == 0 {
		lines = append(lines, s.None)
	}
	for _, cells := range s.Lines[:min(len(s.Lines), most)] {
		lines = append(lines, "- "+strings.Join(cells, " | "))
	}
	return append(lines, "")
}

// wrapped breaks lines that would not fit between two words; what goes on is
// indented.
func wrapped(lines []string) []string {
	var fit []string
	for _, line := range lines {
		for utf8.RuneCountInString(line) > ticketWidth {
			runes := []rune(line)
			head := string(runes[:ticketWidth])
			end := strings.LastIndexByte(head, ' ')
			if end < ticketWidth/2 { // one long word
				end = len(head)
			}
			fit = append(fit, strings.TrimRight(line[:end], " "))
			line = "  " + strings.TrimLeft(line[end:], " ")
		}
		fit = append(fit, line)
	}
	return fit
}
