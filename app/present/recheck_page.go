package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// ladder is the order of a recheck's rungs.
var ladder = [...]string{core.StepRefetch, core.StepNewToken, core.StepSignIn, core.StepBrowserSession}

// RecheckInput is what the page shows during and after a recheck.
type RecheckInput struct {
	Answer   core.RecheckAnswer
	Running  bool
	Provider string
}

// Recheck makes the page after a recheck, or while one runs.
func Recheck(in RecheckInput, now time.Time, w assets.Words) RecheckView {
	answer := in.Answer
	different := len(answer.Gained) + len(answer.Lost) + len(answer.Changed)
	view := RecheckView{
		Running: in.Running, StepsHead: w.Text("present.recheck.asked"),
		Steps: recheckSteps(in, now, w), Rows: Differences(answer, now, w),
	}
	if in.Running {
		view.Header = Header{
			Title: w.Text("present.recheck.running"), Sentence: w.Text("present.recheck.running.sentence", "provider", in.Provider),
			Buttons: []Button{{Text: w.Text("present.stop"), Kind: KindSecondary, Action: DoCancel}},
		}
		return view
	}
	view.Header = recheckHeader(in, different, w)
	view.Counts = []DifferenceCount{
		count("diff-gained", ToneGood, "present.diff.gained", len(answer.Gained), w),
		count("diff-lost", ToneBad, "present.diff.lost", len(answer.Lost), w),
		count("diff-changed", ToneWarn, "present.diff.changed", len(answer.Changed), w),
	}
	view.Unchanged = w.Plural("present.diff.unchanged", answer.Unchanged)
	if different == 0 {
		view.SameText = w.Text("present.recheck.same.text")
	}
	view.FootText = w.Text("present.recheck.missing")
	if next, number := nextRung(answer.Steps); next != "" {
		view.Further = &Button{
			Text: w.Text("present.recheck.go_on", "n", number), Kind: KindSecondary, Action: DoRecheckFurther, Argument: next,
		}
	}
	view.CopyText = w.Text("present.recheck.share")
	view.Copy = &Button{
		Text: w.Text("present.copy_as_text"), Icon: "copy", Kind: KindSecondary, Action: DoCopy,
		Argument: strings.Join(DifferenceLines(answer, now, w), "\n"),
	}
	return view
}

func recheckHeader(in RecheckInput, different int, w assets.Words) Header {
	header := Header{
		Title: w.Plural("present.recheck.different", different),
		Buttons: []Button{
			{Text: w.Text("present.recheck"), Icon: "refresh", Kind: KindSecondary, Action: DoRecheck},
			{Text: w.Text("present.recheck.show_all"), Kind: KindAccent, Action: DoShowRights},
		},
	}
	asked := 0
	for _, step := range in.Answer.Steps {
		if step.Result != "skipped" {
			asked++
		}
	}
	switch {
	case !in.Answer.Fresh:
		header.Title = w.Text("present.recheck.not_asked")
		header.Sentence = w.Text("present.recheck.not_asked.sentence")
	case different == 0:
		header.Title = w.Text("present.recheck.same")
		header.Sentence = w.Text("present.recheck.same.sentence", "provider", in.Provider)
	default:
		header.Sentence = w.Plural("present.recheck.stopped", asked)
	}
	return header
}

func count(icon string, tone Tone, key string, n int, w assets.Words) DifferenceCount {
	return DifferenceCount{Sign: Sign{Icon: icon, Tone: tone}, N: n, Text: w.Plural(key, n)}
}

// nextRung is the first rung that was not climbed, and its number.
func nextRung(steps []core.RecheckStep) (string, int) {
	done := map[string]bool{}
	for _, step := range steps {
		done[step.Step] = step.Result != "skipped"
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
