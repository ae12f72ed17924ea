package present

import (
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// nextRung is the first rung that was not climbed and can be, and its number.
func nextRung(steps []core.RecheckStep, clearing string) (string, int) {
	done := map[string]bool{core.StepBrowserCookies: clearing == core.ClearingOff}
	for _, step := range steps {
		done[step.Step] = done[step.Step] || step.Result != "skipped" || step.Detail == "not_renewable"
	}
	for i, rung := range ladder {
		if !done[rung] {
			return rung, i + 1
		}
	}
	return "", 0
}

func recheckSteps(in RecheckInput, now time.Time, w assets.Words) []Step {
	byName := map[string]core.RecheckStep{}
	for _, step := range in.Answer.Steps {
		byName[step.Step] = step
	}
	steps := make([]Step, 0, len(ladder))
	current := in.Running
	for _, rung := range ladder {
		key := "present.recheck.step." + rung
		known, seen := byName[rung]
		step := Step{State: StepSkipped, Sign: Sign{Icon: "state-skipped"}, Text: w.Text(key), Evidence: notClimbed(in.Answer, w)}
		switch {
		case !seen && current && (in.Climbing == "" || in.Climbing == rung):
			step = Step{State: StepCurrent, Sign: Sign{Icon: "state-busy", Tone: ToneInfo}, Text: w.Text(key + ".now")}
			current = false
		case !seen && in.Running:
			step = Step{State: StepTodo, Sign: Sign{Icon: "state-todo"}, Text: w.Text(key)}
		case seen:
			step = RecheckStep(known, in, now, w)
		}
		steps = append(steps, step)
	}
	return steps
}

// RecheckStep makes the row of one rung: what was done, and the evidence.
func RecheckStep(step core.RecheckStep, in RecheckInput, now time.Time, w assets.Words) Step {
	key := "present.recheck.step." + step.Step
	row := Step{Text: w.Text(key+".done", "provider", in.Provider)}
	evidence := ""
	switch step.Result {
	case "changed":
		row.State, row.Sign = StepDone, Sign{Icon: "state-good", Tone: ToneGood}
		evidence = stepDifferences(in.Answer, w)
	case "unchanged":
		row.State, row.Sign = StepSame, Sign{Icon: "diff-same"}
		evidence = sameRights(in.Answer.Before.Count, w)
	case "written":
		row.State, row.Sign, row.Evidence = StepDone, Sign{Icon: "letter"}, w.Text("present.recheck.written")
		return row
	case "failed":
		row.State, row.Sign = StepFailed, Sign{Icon: "state-bad", Tone: ToneBad}
		row.Text, evidence = w.Text(key), StepDetail(step.Detail, w)
	default:
		row.State, row.Sign, row.Text = StepSkipped, Sign{Icon: "state-skipped"}, w.Text(key)
		row.Evidence = notClimbed(in.Answer, w)
		if step.Detail != "" && step.Detail != "not_needed" {
			row.Evidence = StepDetail(step.Detail, w)
		}
		return row
	}
	row.Evidence = evidence
	if !step.At.IsZero() {
		row.Evidence = ClockSeconds(step.At.Time, now) + " · " + evidence
	}
	row.Evidence += shortProof(step.Evidence, w)
	return row
}

// notClimbed is what stands at a rung that was not reached: it was not needed when
// something changed below it, and else it may still help.
func notClimbed(answer core.RecheckAnswer, w assets.Words) string {
	if slices.ContainsFunc(answer.Steps, func(step core.RecheckStep) bool { return step.Result == "changed" }) {
		return w.Text("present.recheck.not_needed")
	}
	return w.Text("present.recheck.not_tried")
}

// stepDifferences counts the differences once they are known: while the ladder is
// climbed, and of an organization, there is nothing to count.
func stepDifferences(answer core.RecheckAnswer, w assets.Words) string {
	if n := len(answer.Gained) + len(answer.Lost) + len(answer.Changed); n > 0 {
		return w.Plural("present.recheck.differences", n)
	}
	return w.Text("present.recheck.detail.differences")
}

// sameRights says that an answer named the same rights as before, or none again.
func sameRights(count int, w assets.Words) string {
	if count == 0 {
		return w.Text("present.recheck.still_none")
	}
	return w.Plural("present.recheck.same_rights", count)
}

// StepDetail turns the code of a rung's detail into words; a code that only
// core knows is a problem's.
func StepDetail(code string, w assets.Words) string {
	if key := "present.recheck.detail." + code; w.Has(key) {
		return w.Text(key)
	}
	return core.ProblemText(code, w).Title
}
