package cli

import (
	"io"

	"latchkey/app/core"
	"latchkey/app/present"
)

// writeWouldFix tells what --fix would do.
func writeWouldFix(out io.Writer, c *call, answer core.DoctorAnswer) {
	w, rows := c.words(), []string{}
	for _, check := range answer.Checks {
		if isProblem(check) && check.Fix != nil && check.Fix.Reversible {
			rows = append(rows, fixText(c, check.Fix))
		}
	}
	if len(rows) == 0 {
		line(out, "\n%s", w.Text("cli.doctor.would_nothing"))
		return
	}
	line(out, "\n%s", w.Text("cli.doctor.would"))
	for _, row := range rows {
		line(out, "  %s", row)
	}
}

// writeFixed tells what was done, and how it is taken back.
func writeFixed(out io.Writer, c *call, answer core.DoctorAnswer) {
	w := c.words()
	if len(answer.Fixed) == 0 {
		line(out, "\n%s", w.Text("cli.doctor.fixed_nothing"))
		return
	}
	line(out, "\n%s", w.Text("cli.doctor.fixed"))
	for _, fixed := range answer.Fixed {
		fix := core.FixAnswer{ID: fixed.Fix}
		present.WordFix(&fix, w)
		text := fixTitle(&fix) + " (" + checkTitle(c, answer, fixed.Check) + "): "
		if fixed.Result != "done" {
			line(out, "  ✗ %s%s", text, lowerFirst(core.ProblemText(fixed.Detail, w).Title))
			continue
		}
		line(out, "  ✓ %s%s", text, afterFix(c, fixed.After))
		if fixed.Undo != "" {
			line(out, "    %s", w.Text("cli.doctor.undo", "command", fixed.Undo))
		}
	}
}

// afterFix says what the check came to when it was looked at again; what is not
// there any more, such as a damaged file, leaves nothing to look at.
func afterFix(c *call, result string) string {
	switch result {
	case resultPass:
		return c.words().Text("cli.doctor.after_pass")
	case resultWarn, resultFail:
		return c.words().Text("cli.doctor.after_still")
	}
	return c.words().Text("cli.doctor.after_done")
}

func checkTitle(c *call, answer core.DoctorAnswer, id string) string {
	if check := answer.Find(id); check != nil {
		return present.OneLine(check.Title)
	}
	known := core.CheckAnswer{ID: id, Result: resultRunning}
	present.WordCheck(&known, c.Now(), c.words())
	return present.OneLine(known.Title)
}
