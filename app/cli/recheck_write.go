package cli

import (
	"io"

	"latchkey/app/core"
	"latchkey/app/present"
)

// mostDifferences bounds what a terminal is shown of each list; --json has all.
const mostDifferences = 1000

func writeRecheck(out io.Writer, c *call, answer core.RecheckAnswer) {
	w, now := c.words(), c.Now()
	in := present.RecheckInput{Answer: answer, Provider: w.Text("present.the_provider")}
	shown, left := shortened(answer)
	line(out, "%s", recheckTitle(in, c))
	writeFresh(out, c, answer.Fresh, lastEvidence(answer.Steps))
	for _, difference := range present.DifferenceLines(shown, now, w) {
		line(out, "  %s", difference)
	}
	if left > 0 {
		line(out, "  %s", w.Plural("cli.recheck.more", left))
	}
	if answer.Organization != nil {
		line(out, "  %s", organizationLine(c, answer.Organization))
	}
	in.Answer = shown
	for _, step := range answer.Steps {
		if step.Result == "skipped" && step.Detail == "not_needed" {
			continue
		}
		all := step.Evidence
		step.Evidence = nil // told in full, below
		row := present.RecheckStep(step, in, now, w)
		line(out, "  %s: %s", row.Text, row.Evidence)
		for _, evidence := range all {
			line(out, "      %s", present.EvidenceLine(evidence, now, w))
		}
	}
	writeSources(out, c, answer.Sources)
	writeFindings(out, c, answer.Findings)
	if answer.Message != "" {
		line(out, "\n%s\n\n%s", w.Text("cli.recheck.message"), answer.Message)
	}
}

// recheckTitle says in one line what the recheck found.
func recheckTitle(in present.RecheckInput, c *call) string {
	different := len(in.Answer.Gained) + len(in.Answer.Lost) + len(in.Answer.Changed)
	in.Answer, _ = shortened(in.Answer)
	if w := c.words(); different > 0 {
		return w.Plural("present.recheck.different", different)
	}
	return present.Recheck(in, c.Now(), c.words()).Header.Title
}

// shortened is an answer with at most so many differences of each kind, and how
// many were left out.
func shortened(answer core.RecheckAnswer) (core.RecheckAnswer, int) {
	left := 0
	for _, list := range []*[]core.ChangeAnswer{&answer.Gained, &answer.Lost, &answer.Changed} {
		if more := len(*list) - mostDifferences; more > 0 {
			left += more
			*list = (*list)[:mostDifferences]
		}
	}
	return answer, left
}

// writeFresh says plainly whether the answer was proven to be of now, and if not,
// by which evidence.
func writeFresh(out io.Writer, c *call, fresh bool, evidence []core.EvidenceAnswer) {
	w := c.words()
	if fresh {
		line(out, "%s", w.Text("cli.recheck.fresh"))
		return
	}
	for _, one := range evidence {
		if !one.Fresh {
			line(out, "%s", present.EvidenceVerdict(one, w))
			return
		}
	}
	line(out, "%s", w.Text("cli.recheck.not_fresh"))
}

// lastEvidence is that of the last rung that asked.
func lastEvidence(steps []core.RecheckStep) []core.EvidenceAnswer {
	for i := len(steps) - 1; i >= 0; i-- {
		if len(steps[i].Evidence) > 0 {
			return steps[i].Evidence
		}
	}
	return nil
}
