package app

import (
	"context"
	"errors"

	"latchkey/app/core"
	"latchkey/app/present"
)

// undo puts a backup back. It asks only when more happens than that: what stands in
// the way is put aside into a backup of its own, so this can be undone as well.
func (w *Window) undo(id string) {
	if w.work != nil {
		return
	}
	w.problem, w.notice = nil, nil
	w.deps.Background(func() {
		plan, err := w.deps.Jobs.PlanUndo(w.ctx, core.UndoRequest{ID: id})
		w.deps.OnUI(func() { w.planned(id, plan, err) })
	})
}

func (w *Window) planned(id string, plan core.UndoAnswer, err error) {
	again := func() { w.undo(id) }
	if err != nil {
		w.retry = again
		w.fail(err)
		w.render()
		return
	}
	view := present.UndoPlan(plan, w.words)
	switch {
	case !present.UndoNeedsAsking(plan):
		w.applyUndo(id)
	case view.Nothing:
		w.tellNothing(view, again)
	default:
		w.confirm(view, func() { w.applyUndo(id) })
	}
}

func (w *Window) applyUndo(id string) {
	job := &work{
		kind: kindOther, page: present.PageApps,
		title: w.words.Text("window.putting_back"), sentence: w.words.Text("window.putting_back.sentence"),
	}
	job.retry = func() { w.undo(id) }
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.Undo(ctx, core.UndoRequest{ID: id})
		if err != nil && !errors.Is(err, core.ErrPartlyDone) {
			return nil, err
		}
		return func() {
			w.page = present.PageApps
			w.apps.leave()
			w.apps.result = &present.ResultInput{
				Results: answer.Results, Backup: answer.PutAside, Undone: true, At: w.deps.Now(),
			}
		}, nil
	}
	w.run(job)
}

// confirmRemoval asks before a backup is deleted, because that is for good.
func (w *Window) confirmRemoval(id string) {
	for _, backup := range w.snap.backups {
		if backup.ID == id {
			w.confirm(w.removalPlan(backup), func() { w.removeBackup(id) })
			return
		}
	}
}

func (w *Window) removalPlan(backup core.BackupAnswer) present.PlanView {
	row := present.Backup(backup, w.deps.Now(), w.words)
	return present.PlanView{
		Title:    w.words.Text("window.remove_backup.title"),
		Sentence: w.words.Text("window.remove_backup.sentence"),
		Groups: []present.PlanGroup{{
			Icon: "remove", Title: w.words.Text("window.remove_backup.group"),
			Undo:     w.words.Text("present.plan.cannot_undo"),
			UndoSign: present.Sign{Icon: "state-warn", Tone: present.ToneWarn},
			Items:    []present.PlanItem{{Name: row.When, Text: row.What}},
		}},
		Cancel:  present.Button{Text: w.words.Text("present.cancel")},
		Confirm: present.Button{Text: w.words.Text("window.remove_backup.confirm")},
	}
}

func (w *Window) removeBackup(id string) {
	w.deps.Background(func() {
		_, err := w.deps.Jobs.RemoveBackup(w.ctx, id)
		w.deps.OnUI(func() {
			if err != nil {
				w.fail(err)
			}
			w.reload()
		})
	})
}
