package app

import (
	"context"
	"errors"
	"slices"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// planReset looks what a reset would do and shows it. Nothing changes before
// the person confirms that very plan.
func (w *Window) planReset(scopes ...string) { w.plan(core.ResetRequest{Scopes: scopes}) }

func (w *Window) plan(request core.ResetRequest) {
	if w.work != nil {
		return
	}
	w.problem, w.notice = nil, nil
	request.Language = w.words.Language()
	w.deps.Background(func() {
		plan, err := w.deps.Jobs.PlanReset(w.ctx, request)
		w.deps.OnUI(func() {
			if err != nil {
				w.retry = func() { w.plan(request) }
				w.fail(err)
				w.render()
				return
			}
			w.showPlan(plan, request)
		})
	})
}

func (w *Window) showPlan(plan core.ResetPlan, request core.ResetRequest) {
	in := present.PlanInput{Plan: w.asShown(plan), KeepDays: w.snap.settings.Backups.Days}
	if w.page == present.PageApps {
		in.Left = present.LeftAlone(w.appsInput(), plan, w.words)
	}
	view := present.PlanOf(in, w.words)
	again := func() { w.plan(request) } // a new plan, to be confirmed again
	if view.Nothing {
		w.tellNothing(view, again)
		return
	}
	w.confirm(view, func() { w.applyReset(plan, again) })
}

// tellNothing says instead of a dialog why there is nothing to confirm. Where an
// app stands in the way, it can be closed and the same tried again: a forced reset
// is not offered here, because a person who is annoyed would lose work by it.
func (w *Window) tellNothing(view present.PlanView, again func()) {
	w.notice = &present.Banner{
		Tone: present.ToneInfo, Icon: "state-info", Strong: view.Title + ".", Text: view.Sentence,
	}
	if view.Blocked {
		w.notice.Tone, w.notice.Icon = present.ToneWarn, "state-warn"
		w.notice.Button = &present.Button{Text: w.words.Text("present.try_again"), Action: present.DoTryAgain}
		w.retry = again
	}
	w.render()
}

// asShown leaves the account out of a plan's names where there is only one.
func (w *Window) asShown(plan core.ResetPlan) core.ResetPlan {
	if len(w.snap.status.Accounts) > 1 {
		return plan
	}
	plan.Items = slices.Clone(plan.Items)
	for i := range plan.Items {
		plan.Items[i].Account = ""
	}
	return plan
}

// confirm shows a plan and does it when the person says so.
func (w *Window) confirm(view present.PlanView, confirmed func()) {
	if w.closed || w.window.Canvas().Overlays().Top() != nil {
		return
	}
	canvas := w.window.Canvas()
	focused := canvas.Focused()
	canvas.Unfocus() // or its ring would go on showing behind the dialog
	w.dialog = planDialog(view, confirmed, func() { canvas.Focus(focused) })
	w.dialog.ShowOn(canvas)
}

func (w *Window) applyReset(plan core.ResetPlan, again func()) {
	page := present.PageApps
	rightsOnly := len(plan.Scopes) == 1 && plan.Scopes[0] == core.ScopeRights
	if rightsOnly {
		page = present.PageRights
	}
	job := &work{
		kind: kindOther, page: page,
		title: w.words.Text("window.resetting"), sentence: w.words.Text("window.resetting.sentence"),
	}
	job.retry = again
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.ApplyReset(ctx, plan)
		if err != nil && !errors.Is(err, core.ErrPartlyDone) {
			return nil, err
		}
		if rightsOnly && err == nil {
			return nil, nil // the empty list says it
		}
		return func() { w.resetDone(answer) }, nil
	}
	w.run(job)
}

func (w *Window) resetDone(answer core.ResetAnswer) {
	w.page = present.PageApps
	w.apps.leave()
	w.apps.result = &present.ResultInput{
		Results: answer.Results, Plan: w.asShown(answer.Plan), Backup: answer.Backup, At: w.deps.Now(),
	}
}

// planDialog draws a plan.
func planDialog(view present.PlanView, confirmed, canceled func()) *widgets.Dialog {
	text := widgets.DialogText{
		Title: view.Title, Sentence: view.Sentence, Note: view.Note,
		Cancel: view.Cancel.Text, Confirm: view.Confirm.Text,
	}
	groups := make([]widgets.PlanGroup, 0, len(view.Groups))
	for _, group := range view.Groups {
		groups = append(groups, planGroup(group))
	}
	return widgets.NewDialog(text, widgets.NewPlanList(groups...), confirmed, canceled)
}

func planGroup(group present.PlanGroup) widgets.PlanGroup {
	made := widgets.PlanGroup{Icon: group.Icon, Title: group.Title, Note: group.Undo, Sign: sign(group.UndoSign)}
	for _, item := range group.Items {
		row := widgets.PlanItem{Name: item.Name, Path: item.Path, Fact: item.Size}
		if item.Strong != "" {
			row.Words = append(row.Words, widgets.Run{
				Text: item.Strong + " ", Style: widgets.StyleStrong, Token: widgets.ToneWarn.TextToken(),
			})
		}
		if item.Text != "" {
			row.Words = append(row.Words, widgets.Run{Text: item.Text})
		}
		made.Items = append(made.Items, row)
	}
	return made
}
