package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// milaResets is Mila's morning with a plan that resets an app as well.
func milaResets() *fakeJobs {
	jobs := signedInJobs()
	jobs.plan, jobs.reset = appsPlan(), appsReset()
	return jobs
}

// afterReset shows what became of a reset of what is ticked.
func afterReset(t *testing.T, b *bench) {
	t.Helper()
	b.goTo(present.PageApps)
	b.tap(t, "reset_ticked")
	b.dialog.Confirm().Press()
}

// appScenes are the states of the page Apps.
func appScenes(with func(func() *fakeJobs, func(*fakeJobs)) func() *fakeJobs, still func(string) func(*testing.T, *bench, func())) []scene {
	open := func(tap string) func(*testing.T, *bench, func()) {
		return func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageApps)
			b.tap(t, tap)
			shoot()
		}
	}
	onlyLatchkey := func(t *testing.T, b *bench, shoot func()) {
		b.goTo(present.PageApps)
		b.tap(t, "tick:app:sketchup@2025")
		b.tap(t, "reset_ticked")
		shoot()
	}
	return []scene{
		{name: "apps", jobs: signedInJobs, show: still(present.PageApps)},
		{name: "apps-signed-out", jobs: signedOutJobs, show: still(present.PageApps)},
		{name: "apps-every-state", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.apps, j.damaged = oddApps(), []string{"/home/mila/.local/state/latchkey/backups/b0/manifest.json"}
		}), show: still(present.PageApps)},
		{name: "apps-none", jobs: with(signedOutJobs, func(j *fakeJobs) { j.apps = core.AppsAnswer{} }), show: still(present.PageApps)},
		{name: "apps-loading", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.jobs.looking = func() { b.jobs.looking = nil; b.clock.Move(400 * time.Millisecond); shoot() }
			b.goTo(present.PageApps)
		}},
		{name: "apps-failed", jobs: with(signedInJobs, func(j *fakeJobs) { j.appsErr = errors.New("no processes can be listed") }), show: still(present.PageApps)},
		{name: "apps-nothing-ticked", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageApps)
			b.setTicks([]string{"app:sketchup@2025", core.ScopeSession}, false)
			shoot()
		}},
		{name: "apps-blocked", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.plan = core.ResetPlan{Items: []core.ResetItem{partlyReset().Plan.Items[1]}}
		}), show: open("reset_ticked")},
		{name: "apps-steps", jobs: signedInJobs, show: open("show_steps:app:tekla@2025")},
		{name: "apps-steps-after", jobs: with(signedInJobs, func(j *fakeJobs) { j.apps = oddApps() }), show: open("show_steps:app:sketchup@2026")},
		{name: "apps-known", jobs: signedInJobs, show: open("known_apps:")},
		{name: "apps-reset-plan", jobs: milaResets, show: open("reset_ticked")},
		{name: "apps-reset-plan-session", jobs: signedInJobs, show: onlyLatchkey},
		{name: "apps-reset-plan-held", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.plan.Items = []core.ResetItem{
				j.plan.Items[0],
				{ID: "4", Kind: "file", What: "rights_cache", Path: "/home/mila/.cache/latchkey/rights/09cd86717933d1973c3d30e4f9c958.json", Size: 1500, Action: "move_to_backup", Reversible: true},
				{ID: "3", Kind: "keyring", What: "stored_secrets", Account: "mila.vos@example.com", Action: "skip", Note: "held_for_backup"},
			}
		}), show: onlyLatchkey},
		{name: "apps-resetting", jobs: milaResets, show: func(t *testing.T, b *bench, shoot func()) {
			b.jobs.during = func(context.Context) { b.clock.Move(2e9); shoot() }
			afterReset(t, b)
		}},
		{name: "apps-reset-result", jobs: milaResets, show: func(t *testing.T, b *bench, shoot func()) {
			b.jobs.during = func(context.Context) { b.jobs.status = core.StatusAnswer{State: core.StateSignedOut} }
			afterReset(t, b)
			shoot()
		}},
		{name: "apps-reset-partly", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.plan, j.reset, j.resetErr = partlyReset().Plan, partlyReset(), core.ErrPartlyDone
		}), show: func(t *testing.T, b *bench, shoot func()) {
			afterReset(t, b)
			shoot()
		}},
		{name: "apps-undo-plan", jobs: with(signedInJobs, func(j *fakeJobs) { j.undoPlan = undoOverNewer() }), show: open("undo:b2")},
		{name: "settings-storage", jobs: signedInJobs, show: func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageSettings)
			b.tap(t, "choose_storage")
			b.tap(t, "place:key_file")
			shoot()
		}},
		{name: "settings-storage-plan", jobs: with(signedInJobs, func(j *fakeJobs) { j.move = core.StorageMovePlan{Accounts: 1, Backups: 2} }), show: func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageSettings)
			b.tap(t, "choose_storage")
			b.tap(t, "place:passphrase")
			b.tap(t, "move_storage:passphrase")
			shoot()
		}},
		{name: "home-attention-sealed", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.status.State, j.status.Storage.Kind = core.StateStorageLocked, "sealed_file"
		}), show: still(present.PageHome)},
		{name: "passphrase", jobs: signedInJobs, show: func(t *testing.T, b *bench, shoot func()) {
			b.askOnUI(t.Context(), core.PassphraseAsk{Again: true}, make(chan []byte, 1))
			shoot()
		}},
		{name: "passphrase-new", jobs: signedInJobs, show: func(t *testing.T, b *bench, shoot func()) {
			b.askOnUI(t.Context(), core.PassphraseAsk{New: true}, make(chan []byte, 1))
			b.phrase.dialog.first.SetText("correct horse")
			b.phrase.dialog.second.SetText("correct")
			shoot()
		}},
		{name: "apps-remove-backup", jobs: signedInJobs, show: open("remove_backup:b2")},
	}
}
