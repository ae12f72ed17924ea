package app

import (
	"context"
	"slices"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// mending are the actions that leave Troubleshoot to mend something.
var mending = []present.Action{
	present.DoSignIn, present.DoSignInOther, present.DoUseCode, present.DoRecheck, present.DoRecheckFurther, present.DoResetSession,
	present.DoResetScope, present.DoShowBrowsers, present.DoShowSettings, present.DoChooseStorage, present.DoChooseProvider,
}

// remember keeps where a person leaves Troubleshoot to mend something.
func (w *Window) remember(action present.Action) {
	if w.page == present.PageTroubleshoot && slices.Contains(mending, action) {
		w.trouble.from = &troublePlace{why: w.trouble.why, guided: w.trouble.guided}
	}
}

// offerReturn leads back to what was looked at, after a job that was to mend it.
func (w *Window) offerReturn() {
	if w.trouble.from == nil || w.notice != nil || w.page == present.PageTroubleshoot {
		return
	}
	w.notice = &present.Banner{
		Tone: present.ToneInfo, Icon: "troubleshoot", Strong: w.words.Text("window.mended"), Text: w.words.Text("window.mended.text"),
		Button: &present.Button{Text: w.words.Text("present.check_again"), Action: present.DoCheckAgain},
	}
}

// mend does the fix of a check, of the broken link or of a guide's step.
func (w *Window) mend(of string) {
	fix := w.fixOf(of)
	if fix == nil {
		return
	}
	request := core.FixRequest{
		ID: fix.ID, Argument: fix.Argument, Address: fix.Address, Account: w.accountID(), Language: w.words.Language(),
	}
	if fix.ID == core.MendOpenLink {
		w.outside(func(ctx context.Context) error {
			_, err := w.deps.Jobs.ApplyFix(ctx, request, nil)
			return err
		})
		return
	}
	w.trouble.stopLook()
	job := &work{
		kind: kindOther, page: present.PageTroubleshoot, title: w.words.Text("window.mending"), sentence: w.words.Text("window.mending.sentence"),
	}
	job.retry = func() { w.mend(of) }
	job.job = func(ctx context.Context) (func(), error) {
		_, err := w.deps.Jobs.ApplyFix(ctx, request, w.progress(job))
		if err != nil {
			return nil, err
		}
		return func() {
			if w.page == present.PageTroubleshoot { // else the person went on
				w.checkAgain()
			}
		}, nil
	}
	w.run(job)
}

// fixOf finds the fix that a button is about.
func (w *Window) fixOf(of string) *core.FixAnswer {
	t := &w.trouble
	if id, is := strings.CutPrefix(of, present.StepPrefix); is && t.guided != nil {
		for _, step := range t.guided.answer.Steps {
			if step.ID == id {
				return step.Fix
			}
		}
		return nil
	}
	if of == present.WhyPrefix && t.why != nil && t.why.answer != nil {
		return t.why.answer.Fix
	}
	id := strings.TrimPrefix(of, present.CheckPrefix)
	known := slices.Clone(t.seen)
	if t.answer != nil && !t.looksAt(lookDoctor) {
		known = t.answer.Checks
	}
	for _, check := range known {
		if check.ID == id {
			return check.Fix
		}
	}
	return nil
}

// actOnTrouble are the actions of Troubleshoot and Activity.
func (w *Window) actOnTrouble(action present.Action, argument string) {
	switch action {
	case present.DoAllSymptoms:
		w.trouble.whole = true
		w.render()
	case present.DoOpenTroubleshoot:
		w.openSymptom(argument)
	case present.DoCheckAll:
		w.checkAll()
	case present.DoCheckAgain:
		w.checkAgain()
	case present.DoWhy:
		w.findWhy(argument)
	case present.DoFix:
		w.mend(argument)
	case present.DoMakeReport:
		w.makeReport()
	case present.DoShowReportFile:
		w.showReportFile(argument)
	case present.DoSaveReport:
		w.saveReport()
	case present.DoWriteLetter:
		w.writeLetter()
	default:
		w.actOnSteps(action, argument)
	}
}

// actOnSteps are what a person says of a step of the guide.
func (w *Window) actOnSteps(action present.Action, argument string) {
	switch action {
	case present.DoStepDone:
		w.stepOn(argument, "done", true)
	case present.DoStepSkip:
		w.stepOn(argument, "skipped", false)
	case present.DoStepYes:
		w.stepOn(argument, "yes", false)
	case present.DoStepNo:
		w.stepOn(argument, "no", false)
	case present.DoStepSolved:
		w.stepOn(argument, "solved", false)
	default:
		w.actOnRights(action)
	}
}
