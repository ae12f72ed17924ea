package cli

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"latchkey/app/core"
	"latchkey/app/present"
)

// The states of a link that a reader is told by a sign and a word.
var linkSigns = map[string]string{"ok": "✓", "broken": "✗", "warned": "!", "hidden": "…", "nothing": "–"}

// writeWhy draws the chain from the app down to the first broken link, what was
// seen there, and the one fix.
func writeWhy(out io.Writer, c *call, answer core.WhyAnswer) {
	line(out, "%s", whyTitle(c, answer))
	line(out, "")
	writeChain(out, c, answer)
	if answer.Check == nil {
		writeChanged(out, c, answer.Changed)
		return
	}
	w := c.words()
	problem := present.ProblemOf(*answer.Check, w)
	line(out, "\n%s", present.OneLine(problem.Title))
	if problem.Detail != "" {
		line(out, "%s", present.OneLine(problem.Detail))
	}
	rows := [][2]string{}
	if evidence := present.OneLine(answer.Check.Evidence); evidence != "" && !inChain(answer) {
		rows = append(rows, [2]string{w.Text("cli.why.seen"), evidence})
	}
	if fix := fixText(c, answer.Fix); fix != "" {
		rows = append(rows, [2]string{w.Text("cli.why.fix"), fix})
	}
	if answer.Symptom != "" {
		rows = append(rows, [2]string{w.Text("cli.why.more"), "`latchkey guide " + answer.Symptom + "`"})
	}
	facts(out, rows)
	writeChanged(out, c, answer.Changed)
}

// inChain says whether a link already shows what was seen.
func inChain(answer core.WhyAnswer) bool {
	return slices.ContainsFunc(answer.Links, func(link core.LinkAnswer) bool { return link.Evidence == answer.Check.Evidence })
}

// whyTitle says in one line whether anything is wrong.
func whyTitle(c *call, answer core.WhyAnswer) string {
	w, key := c.words(), "cli.why.fine"
	switch {
	case answer.Check == nil:
	case answer.Check.Result == resultWarn:
		key = "cli.why.warned"
	case answer.Broken == "":
		key = "cli.why.outside"
	default:
		key = "cli.why.broken"
	}
	if answer.Subject.Name == "" {
		return w.Text(key + ".all")
	}
	return w.Text(key, "subject", present.OneLine(answer.Subject.Name))
}

// writeChain draws link by link and ends at the broken one: what comes after it
// is not what keeps anybody from working.
func writeChain(out io.Writer, c *call, answer core.WhyAnswer) {
	w, titles, words := c.words(), 0, 0
	for _, link := range answer.Links {
		titles = max(titles, utf8.RuneCountInString(link.Title))
		words = max(words, utf8.RuneCountInString(w.Text("cli.why.state."+link.State)))
	}
	for i, link := range answer.Links {
		if i > 0 {
			line(out, "  │")
		}
		state := w.Text("cli.why.state." + link.State)
		line(out, "%s", strings.TrimRight("  "+linkSigns[link.State]+" "+padded(link.Title, titles)+"  "+padded(state, words)+"  "+
			present.OneLine(link.Evidence), " "))
		if answer.Broken != "" && link.Link == answer.Broken {
			return
		}
	}
}

func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}
