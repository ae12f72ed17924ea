package app

import (
	"context"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// storageState is what the person entered on the page that moves the secrets of the
// sign-in; nil in Window while it is not shown.
type storageState struct {
	place   string // one of present.Storage…; "" = where they are
	keyFile string
}

// chooseStorage opens that page.
func (w *Window) chooseStorage() {
	w.open(present.PageSettings)
	now := w.snap.settings.Storage
	w.moving = &storageState{place: present.StoragePlace(now), keyFile: now.KeyFile}
	w.render()
}

// planMove looks what a move would carry, and shows it.
func (w *Window) planMove() {
	if w.work != nil || w.moving == nil {
		return
	}
	keyFile := strings.TrimSpace(w.moving.keyFile)
	if w.moving.place == present.StorageKeyFile && keyFile == "" {
		w.focusOn("field:key_file")
		return
	}
	w.problem, w.notice = nil, nil
	to := present.StorageAt(w.moving.place, keyFile, w.snap.settings.Storage)
	w.deps.Background(func() {
		plan, err := w.deps.Jobs.PlanStorageMove(w.ctx, to)
		w.deps.OnUI(func() {
			if err != nil {
				w.retry = w.planMove
				w.fail(err)
				w.render()
				return
			}
			view := present.StorageMove(plan, w.words)
			if view.Nothing {
				w.tellNothing(view, nil)
				return
			}
			w.confirm(view, func() { w.move(to) })
		})
	})
}

func (w *Window) move(to core.StorageSettings) {
	job := &work{
		kind: kindOther, page: present.PageSettings,
		title: w.words.Text("window.moving"), sentence: w.words.Text("window.moving.sentence"),
	}
	job.retry = func() { w.move(to) }
	job.job = func(ctx context.Context) (func(), error) {
		answer, err := w.deps.Jobs.MoveStorage(ctx, to)
		if err != nil {
			return nil, err
		}
		return func() {
			w.moving = nil
			banner := present.StorageMoved(answer, to, w.words)
			w.notice = &banner
		}, nil
	}
	w.run(job)
}
