package core

import (
	"slices"

	"latchkey/session/apps"
)

// Whether a step was seen to be done.
const (
	StepDone    = "yes"
	StepOpen    = "no"
	StepUnknown = "unknown" // nobody can see that from here
)

// appSteps are what only a person can do for an app, at the times given, each
// with whether it was done since the last reset.
func (c *Core) appSteps(found apps.Found, last *AppReset, language string, times ...apps.StepTime) []StepAnswer {
	steps := []StepAnswer{}
	for _, step := range found.App.Steps {
		if !slices.Contains(times, step.When) || step.When == apps.Instead && resetByFile(found) {
			continue
		}
		text, ok := step.Text[language]
		if !ok {
			text = step.Text["en"]
		}
		steps = append(steps, StepAnswer{
			App: appLabel(found), When: string(step.When), Act: string(step.Act), Text: text, URL: step.URL,
			Done: c.stepDone(step, found, last),
		})
	}
	return steps
}

// planSteps are those of a plan that has these items of the app. What comes after
// a reset is still to be done; where this one leaves the app alone, it is what an
// earlier one left to do, if there was one.
func (c *Core) planSteps(found apps.Found, items []ResetItem, last *AppReset, language string) []StepAnswer {
	isReset := slices.ContainsFunc(items, func(i ResetItem) bool { return i.Action == ActionMove })
	isBlocked := slices.ContainsFunc(items, func(i ResetItem) bool { return i.BlockedBy != "" })
	times := []apps.StepTime{apps.Instead}
	if isReset || isBlocked {
		times = append(times, apps.Before)
	}
	if isReset || !isBlocked && last != nil && !last.Undone {
		times = append(times, apps.After)
	}
	steps := c.appSteps(found, last, language, times...)
	for i := range steps {
		if !isReset {
			break
		}
		checkable := steps[i].Act == string(apps.ActRestart) || steps[i].Act == string(apps.ActSignIn)
		if steps[i].When == string(apps.After) && checkable {
			steps[i].Done = StepOpen
		}
	}
	return steps
}

// resetByFile says whether Latchkey itself can reset the app: as it was found or,
// where nothing of it was, on any system.
func resetByFile(found apps.Found) bool {
	states := found.App.States
	if len(found.Items) > 0 {
		states = nil
		for _, item := range found.Items {
			states = append(states, item.State)
		}
	}
	return slices.ContainsFunc(states, func(s apps.State) bool { return s.Reset == apps.ByFile })
}

func (c *Core) stepDone(step apps.Step, found apps.Found, last *AppReset) string {
	answer := func(done bool) string {
		if done {
			return StepDone
		}
		return StepOpen
	}
	switch {
	case step.Act == apps.ActClose:
		return answer(len(found.Running) == 0)
	case step.When != apps.After || last == nil || last.Undone:
		return StepUnknown
	case step.Act == apps.ActRestart:
		boot := c.started()
		if boot.IsZero() {
			return StepUnknown
		}
		return answer(apps.RestartedSince(boot, last.At.Time))
	case step.Act == apps.ActSignIn:
		return answer(slices.ContainsFunc(found.Items, func(i apps.Item) bool {
			return i.Exists && i.State.Kind == apps.Session && i.ModifiedAt.After(last.At.Time)
		}))
	}
	return StepUnknown
}
