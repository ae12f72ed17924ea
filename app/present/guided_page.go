package present

import (
	"slices"

	"latchkey/app/core"
	"latchkey/assets"
)

// GuidedInput is what the page of a symptom's steps knows.
type GuidedInput struct {
	Answer  core.GuideAnswer
	Looking bool   // Latchkey looks at what it can see
	Ticked  string // the step whose box is ticked
}

// Where a guide stands, and how its steps do.
const (
	guideSolved  = "solved"
	guideSupport = "support"
)

// Guided makes the page of the steps of one symptom.
func Guided(in GuidedInput, w assets.Words) GuidedView {
	answer := in.Answer
	view := GuidedView{About: answer.About, Solved: StuckFoot{}}
	if answer.Symptom != nil {
		view.Header.Title = OneLine(answer.Symptom.Title)
	}
	for _, step := range answer.Steps {
		view.Steps = append(view.Steps, in.step(step, w))
	}
	view.Sources, view.Head = answer.Sources, w.Text("present.steps.sources")
	if answer.Warning != "" && answer.End != guideSolved {
		view.Banner = &Banner{Tone: ToneWarn, Icon: "mail", Strong: w.Text("present.steps.warning"), Text: answer.Warning}
	}
	switch {
	case in.Looking:
		view.Looking = w.Text("present.steps.looking")
		view.Header.Sentence = w.Text("present.steps.looking.text")
		view.Header.Buttons = []Button{{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel}}
	case answer.End == guideSolved:
		view.solved(w)
	case answer.End == guideSupport:
		view.support(w)
	default:
		in.open(&view, w)
	}
	return view
}

func (view *GuidedView) solved(w assets.Words) {
	view.Header.Sentence = w.Text("present.steps.solved.sentence")
	view.Header.Buttons = []Button{{Text: w.Text("present.steps.home"), Kind: KindAccent, Action: DoShowHome}}
	view.End = &Empty{Sign: Sign{Icon: "state-good", Tone: ToneGood}, Title: w.Text("present.steps.solved"), Text: w.Text("present.steps.solved.text")}
}

func (view *GuidedView) support(w assets.Words) {
	view.Header.Sentence = w.Text("present.steps.support.sentence")
	view.Header.Buttons = []Button{{Text: w.Text("present.trouble.report"), Kind: KindAccent, Action: DoMakeReport}}
	view.End = &Empty{Sign: Sign{Icon: "letter"}, Title: w.Text("present.steps.support"), Text: w.Text("present.steps.support.text")}
	foot := stuckFoot(w)
	view.Foot = &foot
}

// open is the page while there is a step to take.
func (in GuidedInput) open(view *GuidedView, w assets.Words) {
	steps := in.Answer.Steps
	at := slices.IndexFunc(steps, func(s core.GuideStepAnswer) bool { return s.State == "current" })
	if at < 0 {
		return
	}
	step := steps[at]
	count := func(key string) string { return w.Text(key, "n", at+1, "all", len(steps)) }
	onward := Button{Text: w.Text("present.continue"), Kind: KindAccent, Action: DoStepDone, Argument: step.ID}
	switch {
	case step.Question:
		view.Header.Sentence = count("present.steps.question")
		onward.Disabled = true
	case step.By == core.ByLatchkey && step.Fix != nil:
		view.Header.Sentence = count("present.steps.sentence")
		if fix := in.fix(step, w); fix != nil {
			onward = *fix
			onward.Kind = KindAccent
		}
	case in.Ticked == step.ID:
		view.Header.Sentence = count("present.steps.sentence")
	default:
		view.Header.Sentence = count("present.steps.tick_first")
		onward.Disabled = true
	}
	view.Header.Buttons = []Button{onward}
	view.Solved = StuckFoot{Text: w.Text("present.steps.already"), Buttons: []Button{
		{Text: w.Text("present.steps.works"), Kind: KindSecondary, Action: DoStepSolved, Argument: step.ID},
		{Text: w.Text("present.steps.skip"), Kind: KindSecondary, Action: DoStepSkip, Argument: step.ID},
	}}
}

// step words one step; what the guide says in it is in the person's language already.
func (in GuidedInput) step(step core.GuideStepAnswer, w assets.Words) GuidedStep {
	made := GuidedStep{ID: step.ID, Text: step.Title, State: StepTodo, Caption: step.Text, Who: who("to_do", step.By, w), List: step.List}
	switch step.State {
	case "done":
		made.State, made.Caption, made.Who, made.List = StepDone, step.Evidence, who("did", step.By, w), nil
		if step.Why == "evidence" {
			made.Who = w.Text("present.steps.seen")
		}
	case "skipped":
		made.State, made.Caption, made.Who, made.List = StepSkipped, step.Evidence, w.Text("present.steps.not_needed"), nil
		if step.Why == "answer" {
			made.Who = w.Text("present.steps.skipped")
		}
	case "current":
		in.current(&made, step, w)
	}
	return made
}

func (in GuidedInput) current(made *GuidedStep, step core.GuideStepAnswer, w assets.Words) {
	made.State, made.Caption, made.Sentence = StepCurrent, step.Evidence, step.Text
	made.Who, made.Turn = "", who("to_do", step.By, w)
	made.Copy = step.Copy
	if step.Copy != "" {
		made.Buttons = append(made.Buttons, Button{Text: w.Text("present.copy"), Icon: "copy", Kind: KindSecondary, Action: DoCopy, Argument: step.Copy})
	}
	if in.Looking {
		return
	}
	if step.Question {
		made.Buttons = append(made.Buttons,
			Button{Text: w.Text("present.steps.yes"), Kind: KindSecondary, Action: DoStepYes, Argument: step.ID},
			Button{Text: w.Text("present.steps.no"), Kind: KindSecondary, Action: DoStepNo, Argument: step.ID})
		return
	}
	if fix := in.fix(step, w); fix != nil && step.By != core.ByLatchkey {
		made.Buttons = append([]Button{*fix}, made.Buttons...)
	}
	if step.By != core.ByLatchkey || step.Fix == nil {
		made.Tick = w.Text("present.steps.tick")
	}
}

// fix is the button of a step: what Latchkey does, or the page that it opens.
func (in GuidedInput) fix(step core.GuideStepAnswer, w assets.Words) *Button {
	if step.Fix == nil {
		return nil
	}
	own := *step.Fix
	if own.Title == "" {
		WordFix(&own, w)
	}
	button := FixButton(&own, StepPrefix+step.ID)
	if button != nil {
		button.Kind = KindSecondary
	}
	return button
}

func who(key, by string, w assets.Words) string {
	if by == "" {
		by = core.ByPerson
	}
	return ownText("present.steps."+key+".", by, w)
}
