package app

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

func (b *bench) key(name fyne.KeyName) { b.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name}) }

func (b *bench) shortcut(key fyne.KeyName) {
	// The test canvas hides the shortcuts of the one it wraps.
	inner := reflect.ValueOf(b.window.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface()
	inner.(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

func TestDigitsOpenPages(t *testing.T) {
	b := newBench(t, signedInJobs())
	for i, key := range []fyne.KeyName{fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key1} {
		b.shortcut(key)
		want := []string{"Access rights", "Apps", "Troubleshoot", "Activity", "Settings", "You’re signed in"}[i]
		b.says(t, want)
	}
}

func TestRecheckShowsTheDifferenceAndGoesOn(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.key(fyne.KeyF5)
	b.says(t, "4 access rights are different now")
	b.tap(t, "fold")
	b.tap(t, "copy")
	if !strings.Contains(b.copied, "Tekla") {
		t.Errorf("copied %q", b.copied)
	}
	b.tap(t, "recheck_further:sign-in")
	want := []string{"recheck  consent=false", "recheck sign-in consent=true"}
	if got := jobs.asked[len(jobs.asked)-2:]; !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
	b.tap(t, "show_rights")
	b.says(t, "Access rights")
}

func TestARunningRecheckCanBeStopped(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	jobs.during = func(context.Context) {
		b.says(t, "Asking again")
		b.tap(t, "cancel")
	}
	b.tap(t, "recheck")
	b.says(t, "Access rights")
	if b.problem != nil {
		t.Errorf("a banner tells of %v", b.problem)
	}
}

func (b *bench) tableNames() []string {
	var names []string
	page := b.shown.model.(rightsPage)
	for _, i := range page.matching() {
		names = append(names, page.Rows[i].Name)
	}
	return names
}

func TestTheListIsFilteredAndSorted(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.goTo(present.PageRights)
	if got := b.tableNames()[:2]; !slices.Equal(got, []string{"Tekla Structures 2025", "Harbor Tunnel, site models"}) {
		t.Errorf("what isn't granted does not come first: %q", got)
	}
	table := b.drawn.parts.find("table").(*widgets.Table)
	b.rights.filter = "sketchUP"
	b.render()
	if table.Count() != 2 {
		t.Errorf("the filter leaves %d rows", table.Count())
	}
	b.rights.filter, b.rights.state = "", "denied"
	b.render()
	if got := b.tableNames(); !slices.Equal(got, []string{"Night rendering"}) {
		t.Errorf("the state filter leaves %q", got)
	}
	b.rights.state, b.rights.sort, b.rights.down = "", 0, true
	b.render()
	if got := b.tableNames()[0]; got != "Training videos" {
		t.Errorf("the last by name is %q", got)
	}
}

func TestAResetIsPlannedShownAppliedAndUndone(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	b.tap(t, "reset_ticked")
	b.key(fyne.KeyEscape)
	if slices.Contains(jobs.asked, "apply plan-1") {
		t.Fatal("applied without a confirmation")
	}
	b.tap(t, "reset_ticked")
	b.dialog.Confirm().Press()
	b.says(t, "The reset is done")
	b.tap(t, "undo:20261122-105218-ab12")
	b.says(t, "Everything is put back")
	b.goTo(present.PageApps)
	b.says(t, "Apps")
}

func TestNothingToResetIsSaidWithoutADialog(t *testing.T) {
	jobs := signedInJobs()
	jobs.plan.Items = nil
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	b.tap(t, "reset_ticked")
	if b.window.Canvas().Overlays().Top() != nil || b.notice == nil {
		t.Error("an empty plan is shown as a plan")
	}
}

func TestClearingRightsEndsOnTheirPage(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageRights)
	b.tap(t, "reset_rights")
	jobs.rights = nil
	b.dialog.Confirm().Press()
	b.says(t, "Access rights")
	if b.shown.name != "rights/empty" {
		t.Errorf("shows %s", b.shown.name)
	}
}

func TestABackupIsRemovedOnlyAfterAsking(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	b.tap(t, "remove_backup:b2")
	if slices.Contains(jobs.asked, "remove b2") {
		t.Fatal("removed without asking")
	}
	b.dialog.Confirm().Press()
	if !slices.Contains(jobs.asked, "remove b2") || len(b.snap.backups) != 1 {
		t.Errorf("asked %q", jobs.asked)
	}
}

func TestLanguageAndAppearanceChangeAtOnce(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageSettings)
	b.choose(present.SettingLanguage, "nl")
	b.says(t, "Instellingen")
	if got := b.rail.Item(1).Text(); got != "Toegangsrechten" {
		t.Errorf("the rail says %q", got)
	}
	b.choose(present.SettingAppearance, "contrast")
	if jobs.settings.Appearance != "contrast" || jobs.settings.Language != "nl" {
		t.Errorf("saved %+v", jobs.settings)
	}
}

func TestAnUnknownProviderIsLookedUpTriedAndUsed(t *testing.T) {
	jobs := signedOutJobs()
	jobs.providers = nil
	b := newBench(t, jobs)
	b.says(t, "Who do you sign in with?")
	b.home.lookup.address = "somebody@Login.Example.org"
	b.tap(t, "look_up")
	b.home.lookup.client = "abc"
	jobs.testErr = core.ErrSignInNeeded
	b.tap(t, "look_up")
	if len(jobs.providers) != 0 || b.problem == nil {
		t.Fatalf("a provider that does not answer was kept: %v", jobs.providers)
	}
	jobs.testErr = nil
	b.tap(t, "look_up")
	if jobs.settings.Provider != "login-example-org" {
		t.Errorf("asked %q, settings %+v", jobs.asked, jobs.settings)
	}
	b.says(t, "You’re signed out")
}

func TestAKnownProviderIsFoundByMailAddress(t *testing.T) {
	b := newBench(t, signedOutJobs())
	b.tap(t, "choose_provider")
	b.says(t, "Who do you sign in with?")
	b.home.lookup.address = "mila.vos@example.com"
	b.lookUp()
	if b.jobs.settings.Provider != "acme" {
		t.Errorf("settings %+v", b.jobs.settings)
	}
}

func TestAStuckAppNeedsNoSignIn(t *testing.T) {
	jobs := signedOutJobs()
	jobs.providers = nil
	b := newBench(t, jobs)
	b.tap(t, "choice:apps")
	b.tap(t, "continue")
	b.says(t, "Apps")
}
