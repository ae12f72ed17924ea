package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// Guide makes the page of the steps that stand instead of a reset for one app, or
// that are left after its reset.
func Guide(app core.AppAnswer, w assets.Words) GuideView {
	view := GuideView{
		Header: Header{
			Title:    w.Text("present.guide."+guideKind(app), "app", AppLabel(app)),
			Sentence: w.Text("present.guide." + guideKind(app) + ".sentence"),
		},
		StepsHead: w.Text("present.guide.steps"),
		Note:      w.Text("present.guide.note"),
	}
	steps := app.Steps
	if app.Reset == resetByFile {
		steps = stepsOf(app, "after")
	}
	for _, step := range steps {
		view.Steps = append(view.Steps, guideStep(step, w))
	}
	markCurrent(view.Steps)
	if !anySeen(steps) {
		view.Note = w.Text("present.guide.unseen") // once, and not below each of them
		for i := range view.Steps {
			view.Steps[i].Check = ""
		}
	}
	return view
}

// anySeen says whether Latchkey can see of any step whether it is done.
func anySeen(steps []core.StepAnswer) bool {
	for _, step := range steps {
		if step.Done != core.StepUnknown {
			return true
		}
	}
	return false
}

func guideKind(app core.AppAnswer) string {
	switch app.Reset {
	case resetByWeb:
		return resetByWeb
	case resetByFile:
		return "after"
	}
	return resetInApp
}

// guideStep says what to do and whether it was seen to be done.
func guideStep(step core.StepAnswer, w assets.Words) GuideStep {
	made := GuideStep{State: StepTodo, Text: OneLine(step.Text), Check: w.Text("present.step.unknown")}
	switch step.Done {
	case core.StepDone:
		made.State, made.Check = StepDone, w.Text("present.step.yes")
	case core.StepOpen:
		made.Check = w.Text("present.step.no")
	}
	if step.URL != "" {
		made.Button = &Button{
			Text: w.Text("present.open_page"), Icon: "external", Kind: KindSecondary, Action: DoOpenLink, Argument: step.URL,
		}
	}
	return made
}

// markCurrent marks the next thing to do: the first step after all that were seen
// to be done. What cannot be seen is taken for done when a later step is.
func markCurrent(steps []GuideStep) {
	next := 0
	for i, step := range steps {
		if step.State == StepDone {
			next = i + 1
		}
	}
	if next < len(steps) {
		steps[next].State = StepCurrent
	}
}

// next are the steps that are left after a reset, as they stand now: those of the
// apps whose sign-in was put aside. What several apps ask for is said once.
func (in ResultInput) next(w assets.Words) []GuideStep {
	if in.Undone {
		return nil
	}
	var steps []GuideStep
	at := map[string]int{}
	for _, step := range in.stepsAfter() {
		made := guideStep(step, w)
		key := step.Act + "\x00" + step.Text
		if step.Act != "restart" {
			key += "\x00" + step.App
			made.App = OneLine(step.App)
		}
		if _, said := at[key]; said {
			continue
		}
		at[key] = len(steps)
		steps = append(steps, made)
	}
	markCurrent(steps)
	return steps
}

// stepsAfter takes the steps from how the apps are now, else from the plan.
func (in ResultInput) stepsAfter() []core.StepAnswer {
	done := map[string]bool{}
	for _, result := range in.Results {
		if item := in.item(result.ID); item != nil && item.App != "" && result.Result == "done" {
			done[core.ScopeAppPrefix+item.App], done[item.Label] = true, true
		}
	}
	var steps []core.StepAnswer
	take := func(all []core.StepAnswer) {
		steps = append(steps, stepsOf(core.AppAnswer{Steps: all}, "after")...)
	}
	if in.Apps == nil {
		for _, step := range in.Plan.Steps {
			if done[step.App] {
				take([]core.StepAnswer{step})
			}
		}
		return steps
	}
	for _, app := range in.Apps.Apps {
		if done[app.Scope] {
			take(app.Steps)
		}
	}
	return steps
}
