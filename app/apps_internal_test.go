package app

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// appsBench is Mila's morning on the page Apps.
func appsBench(t *testing.T, jobs *fakeJobs) *bench {
	t.Helper()
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	return b
}

// press gives a key to what has the focus.
func (b *bench) press(key fyne.KeyName) {
	b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
}

func (b *bench) box(t *testing.T, name string) *widgets.Checkbox {
	t.Helper()
	box, ok := b.drawn.parts.find("tick:" + name).(*widgets.Checkbox)
	if !ok {
		t.Fatalf("no box %q, only %v", name, b.drawn.parts.order)
	}
	return box
}

func (b *bench) primary() string { return b.drawn.page.Header().Primary().(*widgets.Button).Label() }

func (b *bench) shows(text string) bool {
	return slices.ContainsFunc(b.texts(), func(shown string) bool { return strings.Contains(shown, text) })
}

func TestSpaceTicksAndTheFocusStays(t *testing.T) {
	b := appsBench(t, signedInJobs())
	b.focusOn("tick:app:sketchup@2025")
	b.press(fyne.KeySpace)
	if got := b.box(t, "app:sketchup@2025"); got.State() != widgets.CheckOff || b.window.Canvas().Focused() != got {
		t.Errorf("state %v, focus on %T", got.State(), b.window.Canvas().Focused())
	}
	if got := b.primary(); got != "Reset 1 sign-in…" {
		t.Errorf("the button says %q", got)
	}
	b.press(fyne.KeySpace)
	if got := b.primary(); got != "Reset 2 sign-ins…" {
		t.Errorf("the button says %q", got)
	}
}

func TestTabGoesFromBoxToBoxAndPastWhatCannotBeTicked(t *testing.T) {
	b := appsBench(t, signedInJobs())
	b.focusOn("tick:group:sketchup")
	var order []string
	for range 9 {
		order = append(order, b.drawn.parts.nameOf(b.window.Canvas().Focused()))
		b.window.Canvas().FocusNext()
	}
	want := []string{
		"tick:group:sketchup", "tick:app:sketchup@2025", "why:app:sketchup@2025", "why:app:sketchup@2024",
		"tick:app:blender-id@4.2", "why:app:blender-id@4.2", "show_steps:app:tekla@2025", "why:app:tekla@2025", "tick:session",
	}
	if !slices.Equal(order, want) {
		t.Errorf("Tab goes %q", order)
	}
}

func TestAGroupsBoxTicksWhatCanBeTickedAndBack(t *testing.T) {
	jobs := signedInJobs()
	jobs.apps.Apps = append([]core.AppAnswer{sketchUp("2023", november(1, 9, 0))}, jobs.apps.Apps...)
	b := appsBench(t, jobs)
	for _, want := range []struct {
		head  widgets.CheckState
		label string
	}{{widgets.CheckOff, "Reset 1 sign-in…"}, {widgets.CheckSome, "Reset 3 sign-ins…"}} {
		b.tap(t, "tick:group:sketchup")
		if got := b.box(t, "group:sketchup").State(); got != want.head || b.primary() != want.label {
			t.Errorf("head is %v, the button says %q", got, b.primary())
		}
	}
}

func TestWhatIsTickedIsPlannedInOnePlan(t *testing.T) {
	jobs := milaResets()
	b := appsBench(t, jobs)
	b.tap(t, "tick:app:blender-id@4.2")
	b.tap(t, "reset_ticked")
	if want := "plan [app:sketchup@2025 app:blender-id@4.2 session]"; jobs.asked[len(jobs.asked)-1] != want {
		t.Errorf("asked %q", jobs.asked)
	}
	b.dialog.Confirm().Press()
	b.says(t, "2 sign-ins are reset")
}

func TestAnAppThatIsClosedIsNoticedWhileThePageIsShown(t *testing.T) {
	jobs := signedInJobs()
	b := appsBench(t, jobs)
	if !b.box(t, "app:sketchup@2024").Disabled() {
		t.Fatal("a running app can be ticked")
	}
	jobs.apps = milaApps()
	jobs.apps.Apps[1].Running = false
	b.clock.Move(lookEvery)
	if b.box(t, "app:sketchup@2024").Disabled() || b.primary() != "Reset 3 sign-ins…" {
		t.Errorf("the button says %q", b.primary())
	}
}

func TestNobodyLooksWhileThePageIsHidden(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.clock.Move(lookEvery)
	if jobs.looks != 0 {
		t.Fatalf("%d looks before the page was opened", jobs.looks)
	}
	for range 3 { // opening it again starts no second round of looks
		b.goTo(present.PageApps)
		b.goTo(present.PageHome)
		b.goTo(present.PageApps)
	}
	before := jobs.looks
	for range 4 {
		b.clock.Move(lookEvery)
	}
	if got := jobs.looks - before; got != 4 {
		t.Errorf("%d looks in four rounds", got)
	}
	b.goTo(present.PageHome)
	before = jobs.looks
	b.clock.Move(lookEvery)
	b.clock.Move(lookEvery)
	if jobs.looks != before {
		t.Errorf("%d looks while it is hidden", jobs.looks-before)
	}
	b.goTo(present.PageApps)
	b.Close()
	before = jobs.looks
	b.clock.Move(lookEvery)
	if jobs.looks != before {
		t.Error("a closed window looks")
	}
}

func TestALookThatFailsKeepsWhatWasSeenAndSaysSo(t *testing.T) {
	jobs := signedInJobs()
	b := appsBench(t, jobs)
	jobs.appsErr = errors.New("no processes can be listed")
	b.clock.Move(lookEvery)
	if !b.shows("SketchUp") || !b.shows("No processes can be listed") {
		t.Errorf("shows %q", b.texts())
	}
	jobs.appsErr = nil
	b.clock.Move(lookEvery)
	if b.shows("No processes can be listed") {
		t.Error("it still says so")
	}
}

func TestTickingKeepsThePlaceInALongList(t *testing.T) {
	jobs := signedInJobs()
	jobs.apps = oddApps()
	b := appsBench(t, jobs)
	b.window.Resize(fyne.NewSize(760, 520))
	b.focusOn("tick:session")
	before := b.drawn.page.Offset()
	b.press(fyne.KeySpace)
	if after := b.drawn.page.Offset(); before == 0 || after != before {
		t.Errorf("ticking scrolled from %v to %v", before, after)
	}
	b.window.Canvas().Unfocus()
	b.drawn.page.ScrollTo(60)
	jobs.apps = oddApps()
	jobs.apps.Apps[0].Running = true
	b.clock.Move(lookEvery)
	if after := b.drawn.page.Offset(); after != 60 {
		t.Errorf("a look scrolled from 60 to %v", after)
	}
}

func TestAppsAreAskedForInTheWindowsLanguage(t *testing.T) {
	jobs := signedInJobs()
	jobs.settings.Language = "nl"
	appsBench(t, jobs)
	if jobs.language != "nl" {
		t.Errorf("asked in %q", jobs.language)
	}
}
