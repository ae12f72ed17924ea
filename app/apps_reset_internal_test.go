package app

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
)

func TestABlockedResetCanBeTriedAgain(t *testing.T) {
	jobs := milaResets()
	blocked := partlyReset().Plan.Items[1]
	jobs.plan = core.ResetPlan{Items: []core.ResetItem{blocked}}
	b := appsBench(t, jobs)
	b.tap(t, "reset_ticked")
	if b.dialog != nil || !b.shows("Close SketchUp 2024 first.") {
		t.Fatalf("shows %q", b.texts())
	}
	jobs.plan = appsPlan()
	b.tap(t, "try_again")
	if want := "plan [app:sketchup@2025 session]"; b.dialog == nil || jobs.asked[len(jobs.asked)-1] != want {
		t.Errorf("asked %q", jobs.asked)
	}
}

func TestWhatAResetLeftIsTriedAgainAlone(t *testing.T) {
	jobs := signedInJobs()
	jobs.plan, jobs.reset, jobs.resetErr = partlyReset().Plan, partlyReset(), core.ErrPartlyDone
	b := appsBench(t, jobs)
	b.tap(t, "reset_ticked")
	b.dialog.Confirm().Press()
	b.says(t, "The reset is partly done")
	b.tap(t, "reset_again")
	if want := "plan [app:sketchup@2024 app:sketchup@2023]"; jobs.asked[len(jobs.asked)-1] != want {
		t.Errorf("asked %q", jobs.asked)
	}
}

func TestARestartIsNoticedOnTheResultPage(t *testing.T) {
	jobs := milaResets()
	b := appsBench(t, jobs)
	b.tap(t, "reset_ticked")
	b.dialog.Confirm().Press()
	if b.shows("Done") {
		t.Fatalf("done before: %q", b.texts())
	}
	jobs.apps = milaApps()
	jobs.apps.Apps[0].Steps[0].Done = core.StepDone
	b.clock.Move(lookEvery)
	b.says(t, "2 sign-ins are reset")
	if !b.shows("Done") {
		t.Errorf("shows %q", b.texts())
	}
}

func TestAnUndoThatMeetsSomethingNewerAsksFirst(t *testing.T) {
	jobs := signedInJobs()
	jobs.undoPlan = undoOverNewer()
	b := appsBench(t, jobs)
	b.tap(t, "undo:b2")
	b.key(fyne.KeyEscape)
	if slices.Contains(jobs.asked, "undo b2") {
		t.Fatal("put back without a confirmation")
	}
	b.tap(t, "undo:b2")
	b.dialog.Confirm().Press()
	if !slices.Contains(jobs.asked, "undo b2") {
		t.Errorf("asked %q", jobs.asked)
	}
	b.says(t, "Everything is put back")
}

func TestStepsOfAGuidedAppFollowWhatIsSeen(t *testing.T) {
	jobs := signedInJobs()
	b := appsBench(t, jobs)
	b.tap(t, "show_steps:app:tekla@2025")
	b.says(t, "Sign out inside Tekla Structures 2025")
	b.tap(t, "open_link:https://account.example.com")
	if !slices.Equal(b.opened, []string{"https://account.example.com"}) {
		t.Errorf("opened %q", b.opened)
	}
	jobs.apps = milaApps()
	jobs.apps.Apps[3].Steps[2].Done = core.StepDone
	b.clock.Move(lookEvery)
	if b.shows("Not done yet") {
		t.Errorf("shows %q", b.texts())
	}
	b.key(fyne.KeyEscape)
	b.says(t, "Apps")
}

func TestTheKnownAppsAreADeeperPage(t *testing.T) {
	jobs := signedOutJobs()
	jobs.apps.Apps = []core.AppAnswer{rhino()} // in the catalogue, and not here
	b := appsBench(t, jobs)
	if !b.shows("No modeling app found") {
		t.Fatalf("shows %q", b.texts())
	}
	b.tap(t, "known_apps")
	b.says(t, "Known apps")
	if !b.shows("Rhino") {
		t.Errorf("shows %q", b.texts())
	}
	b.key(fyne.KeyEscape)
	b.says(t, "Apps")
}

func TestAnAppIsResetWithoutAnyAccount(t *testing.T) {
	jobs := signedOutJobs()
	jobs.providers = nil
	jobs.plan, jobs.reset = partlyReset().Plan, partlyReset()
	jobs.plan.Items, jobs.reset.Plan.Items, jobs.reset.Results = jobs.plan.Items[:1], jobs.reset.Plan.Items[:1], jobs.reset.Results[:1]
	b := newBench(t, jobs)
	b.tap(t, "choice:apps")
	b.tap(t, "continue")
	b.tap(t, "reset_ticked")
	if want := "plan [app:sketchup@2025]"; jobs.asked[len(jobs.asked)-1] != want {
		t.Fatalf("asked %q", jobs.asked)
	}
	b.dialog.Confirm().Press()
	b.says(t, "1 sign-in is reset")
	if slices.Contains(b.drawn.parts.order, "sign_in") {
		t.Error("a person without an account is told to sign in")
	}
}

func TestAResetOfAppsCanBeStopped(t *testing.T) {
	jobs := milaResets()
	b := appsBench(t, jobs)
	jobs.during = func(context.Context) {
		b.says(t, "Resetting")
		b.clock.Move(2 * time.Second)
		b.key(fyne.KeyEscape)
	}
	b.tap(t, "reset_ticked")
	b.dialog.Confirm().Press()
	b.says(t, "Apps")
}
