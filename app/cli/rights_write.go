package cli

import (
	"bufio"
	"io"
	"slices"

	"latchkey/app/core"
	"latchkey/app/present"
)

// answerRights writes the access rights, which may be very many.
func (c *call) answerRights(answer core.RightsAnswer) error {
	return c.longAnswer(func(out *bufio.Writer) error {
		if c.globals.json {
			return writeRightsJSON(out, answer)
		}
		writeRights(out, c, answer)
		return nil
	})
}

func writeRights(out io.Writer, c *call, answer core.RightsAnswer) {
	w, now := c.words(), c.Now()
	summary := core.RightsSummary{Count: len(answer.Rights), CheckedAt: answer.CheckedAt, State: answer.State}
	for i := range answer.Rights {
		if answer.Rights[i].State == "granted" {
			summary.Granted++
		}
	}
	line(out, "%s", rightsFact(c, summary))
	writeSources(out, c, answer.Sources)
	for _, warning := range answer.Warnings {
		line(out, "! %s", present.WarningLine(warning, now, w))
	}
	writeFindings(out, c, answer.Findings)
	writeRightsTable(out, answer, now, w)
	for _, pending := range answer.Pending {
		line(out, "  %s", w.Text("cli.rights.invitation", "name", present.OneLine(pending.Name), "address", pending.AcceptURL))
	}
}

// writeSources tells of each source when there are several, else only of one
// that gave no answer.
func writeSources(out io.Writer, c *call, sources []core.SourceAnswer) {
	w := c.words()
	rows := [][2]string{}
	for _, source := range sources {
		if len(sources) < 2 && source.Problem == "" {
			continue
		}
		text := w.Text("cli.rights.none")
		if !source.CheckedAt.IsZero() {
			text = w.Plural("cli.rights.source", source.Count,
				"age", present.Age(source.CheckedAt.Time, c.Now(), w), "state", w.Text("cli.rights.state."+source.State))
		}
		if source.Problem != "" {
			text += "; " + lowerFirst(core.ProblemText(source.Problem, w).Title)
		}
		rows = append(rows, [2]string{present.Capital(present.SourceName(source.Source, w)), text})
	}
	facts(out, rows)
}

// writeFindings tells what Latchkey recognized, each in one sentence.
func writeFindings(out io.Writer, c *call, findings []core.FindingAnswer) {
	for _, finding := range findings {
		sentence, _ := present.FindingSentence(finding, c.words())
		line(out, "! %s", sentence)
	}
}

// adviseOnRights names the next thing to do: the one fix of each finding, and
// asking again where what is known may be out of date.
func (c *call) adviseOnRights(answer core.RightsAnswer) {
	if c.globals.json {
		return
	}
	isClock := func(f core.FindingAnswer) bool { return f.Code == core.FindingClock }
	if answer.ClockSetBack && !slices.ContainsFunc(answer.Findings, isClock) {
		c.say("cli.rights.clock_set_back")
	}
	if answer.State == "expired" {
		c.say("cli.rights.expired")
	}
	fixes := c.fixesOf(answer.Findings)
	if again := "latchkey rights recheck"; answer.State != "fresh" && !slices.Contains(fixes, again) {
		fixes = append(fixes, again)
	}
	for _, fix := range fixes {
		c.hint(fix)
	}
}

// fixesOf are the fixes of findings, each once.
func (c *call) fixesOf(findings []core.FindingAnswer) []string {
	fixes := []string{}
	for _, finding := range findings {
		if fix := c.fixOf(finding); fix != "" && !slices.Contains(fixes, fix) {
			fixes = append(fixes, fix)
		}
	}
	return fixes
}

// fixOf is the one fix of a finding, as it is typed; what no command does is
// told in words.
func (c *call) fixOf(finding core.FindingAnswer) string {
	switch finding.Fix {
	case core.FixRecheck:
		return "latchkey rights recheck"
	case core.FixRecheckSignIn:
		return recheckTo(core.StepSignIn)
	case core.FixSelectAccount:
		return "latchkey sign-in --choose"
	case core.FixAdministrator:
		return recheckTo(core.StepMessage)
	}
	_, fix := present.FindingSentence(finding, c.words())
	if fix != "" && finding.Address != "" {
		fix += ": " + present.OneLine(finding.Address)
	}
	return lowerFirst(fix)
}
