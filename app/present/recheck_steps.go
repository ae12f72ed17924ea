package present

import (
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
		step := Step{State: StepSkipped, Sign: Sign{Icon: "state-skipped"}, Text: w.Text(key), Evidence: w.Text("present.recheck.not_needed")}
		switch {
		case !seen && current:
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
		evidence = w.Plural("present.recheck.differences",
			len(in.Answer.Gained)+len(in.Answer.Lost)+len(in.Answer.Changed))
	case "unchanged":
		row.State, row.Sign = StepSame, Sign{Icon: "diff-same"}
		evidence = w.Plural("present.recheck.same_rights", in.Answer.Before.Count)
	case "written":
		row.State, row.Sign, row.Evidence = StepDone, Sign{Icon: "letter"}, w.Text("present.recheck.written")
		return row
	case "failed":
		row.State, row.Sign = StepFailed, Sign{Icon: "state-bad", Tone: ToneBad}
		row.Text, evidence = w.Text(key), StepDetail(step.Detail, w)
	default:
		row.State, row.Sign, row.Text = StepSkipped, Sign{Icon: "state-skipped"}, w.Text(key)
		row.Evidence = StepDetail(step.Detail, w)
		return row
	}
	row.Evidence = evidence
	if !step.At.IsZero() {
		row.Evidence = ClockSeconds(step.At.Time, now) + " · " + evidence
	}
	row.Evidence += shortProof(step.Evidence, w)
	return row
}

// StepDetail turns the code of a rung's detail into words; a code that only
// core knows is a problem's.
func StepDetail(code string, w assets.Words) string {
	if code == "" {
		return w.Text("present.recheck.not_needed")
	}
	if key := "present.recheck.detail." + code; w.Has(key) {
		return w.Text(key)
	}
	return core.ProblemText(code, w).Title
}
