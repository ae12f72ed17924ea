package cli

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"latchkey/app/core"
	"latchkey/app/present"
)

// doctorTitle is the answer in one line.
func doctorTitle(c *call, answer core.DoctorAnswer) string {
	failed, warned := countOf(answer.Checks, resultFail), countOf(answer.Checks, resultWarn)
	switch {
	case failed > 0:
		return c.words().Plural("cli.doctor.failed", failed)
	case warned > 0:
		return c.words().Plural("cli.doctor.warned", warned)
	}
	return c.words().Text("cli.doctor.fine")
}

func countOf(checks []core.CheckAnswer, result string) int {
	n := 0
	for _, check := range checks {
		if check.Result == result {
			n++
		}
	}
	return n
}

// writeChecks lists the checks link by link, from the app to the clock. What
// would only repeat another finding is counted below that one.
func writeChecks(out io.Writer, c *call, answer core.DoctorAnswer) {
	shown := slices.DeleteFunc(slices.Clone(answer.Checks), func(check core.CheckAnswer) bool { return check.HiddenBy != "" })
	slices.SortStableFunc(shown, func(a, b core.CheckAnswer) int { return placeOf(a.Link) - placeOf(b.Link) })
	width := 0
	for _, check := range shown {
		width = max(width, utf8.RuneCountInString(present.OneLine(check.Title)))
	}
	for i := 0; i < len(shown); i++ {
		check := shown[i]
		if i == 0 || check.Link != shown[i-1].Link {
			line(out, "\n%s", linkTitle(c, check.Link))
		}
		title := present.OneLine(check.Title)
		if alike := alikeFrom(shown[i:]); alike > 1 {
			title = c.words().Text("cli.doctor.alike", "n", alike)
			i += alike - 1
		}
		line(out, "%s", strings.TrimRight("  "+mark(c, check.Result)+"  "+padded(title, width)+"  "+present.OneLine(check.Evidence), " "))
		if isProblem(check) {
			writeProblem(out, c, check, "      ")
			writeFollows(out, c, answer.Checks, check.ID, "      ")
		}
	}
}

// alikeFrom counts the checks of one link, from the first on, that had nothing to
// look at for the same reason: one row tells it for all of them.
func alikeFrom(checks []core.CheckAnswer) int {
	n, first := 0, checks[0]
	for _, check := range checks {
		if check.Result != resultSkip || check.Link != first.Link || check.Evidence != first.Evidence {
			break
		}
		n++
	}
	return n
}

// linkTitle is the heading of a link.
func linkTitle(c *call, link string) string {
	if link == "" {
		return c.words().Text("cli.doctor.computer")
	}
	return c.words().Text("doctor.link." + link)
}

// writeProblem says what is wrong, why, and what mends it.
func writeProblem(out io.Writer, c *call, check core.CheckAnswer, indent string) {
	problem := present.ProblemOf(check, c.words())
	text := present.OneLine(problem.Title)
	if problem.Detail != "" {
		text = strings.TrimSuffix(text, ".") + ". " + present.OneLine(problem.Detail)
	}
	line(out, "%s%s", indent, text)
	if fix := fixText(c, check.Fix); fix != "" {
		line(out, "%s→ %s", indent, fix)
	}
}

// writeFollows counts the checks that a failure hides.
func writeFollows(out io.Writer, c *call, checks []core.CheckAnswer, id, indent string) {
	n := 0
	for _, check := range checks {
		if check.HiddenBy == id {
			n++
		}
	}
	if n > 0 {
		line(out, "%s%s", indent, c.words().Plural("cli.doctor.follows", n))
	}
}

// fixText names a fix, who does it, and the command or the page for it.
func fixText(c *call, fix *core.FixAnswer) string {
	if fix == nil {
		return ""
	}
	text := fixTitle(fix)
	if fix.By == core.ByAdministrator && fix.ID != core.MendAdministrator { // whose title says so itself
		text += " (" + c.words().Text("cli.doctor.by_administrator") + ")"
	}
	switch {
	case fix.Command != "":
		text += ": `" + fix.Command + "`"
	case fix.Address != "":
		text += ": " + fix.Address
	}
	return text
}

// fixTitle is what stands on the window's button, without the dots that promise
// a question.
func fixTitle(fix *core.FixAnswer) string {
	return strings.TrimSuffix(present.OneLine(fix.Title), "…")
}

// beginWith is the problem to begin with, and the fix.
func beginWith(c *call, check core.CheckAnswer) string {
	text := strings.TrimSuffix(present.OneLine(present.ProblemOf(check, c.words()).Title), ".")
	if fix := fixText(c, check.Fix); fix != "" {
		text += " – " + fix
	}
	return text
}

// writeChanged tells what is other than when it last worked.
func writeChanged(out io.Writer, c *call, changed []core.ChangedAnswer) {
	if len(changed) == 0 {
		return
	}
	line(out, "\n%s", c.words().Text("cli.doctor.changed"))
	for _, change := range changed {
		line(out, "  %s", present.OneLine(change.Text))
	}
}
