package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
)

func notedJobs() *fakeJobs {
	jobs := signedInJobs()
	jobs.rights.Sources, jobs.rights.Findings, jobs.rights.Warnings = milaSources(), milaFindings(), milaWarnings(2, 6)
	jobs.history, jobs.prepared, jobs.browsers = milaHistory(), milaPrepared(), milaBrowsers(core.ClearingGuided)
	return jobs
}

func TestTheRungsAreClimbedOneByOne(t *testing.T) {
	jobs := notedJobs()
	var consented []string
	jobs.consented = func(step string) { consented = append(consented, step) }
	jobs.recheck.Gained, jobs.recheck.Lost, jobs.recheck.Changed = nil, nil, nil
	b := newBench(t, jobs)
	climb := func(name, rung string) {
		t.Helper()
		for i := range jobs.recheck.Steps {
			step := &jobs.recheck.Steps[i]
			step.Result, step.Detail = "skipped", "not_asked"
			if step.Step == core.StepRefetch || step.Step == rung {
				step.Result = "unchanged"
			}
		}
		b.tap(t, name)
	}
	climb("recheck", core.StepNewToken)
	climb("recheck_further:sign-in", core.StepSignIn)
	climb("recheck_further:browser-session", core.StepBrowserSession)
	b.tap(t, "show_browsers")
	b.says(t, "Cookies in your browsers")
	b.tap(t, "copy")
	if !strings.HasPrefix(b.copied, "chrome://settings/content/siteDetails") {
		t.Errorf("copied %q", b.copied)
	}
	climb("recheck_further:browser-cookies", core.StepBrowserCookies)
	if want := []string{core.StepSignIn, core.StepBrowserSession, core.StepBrowserCookies}; !slices.Equal(consented, want) {
		t.Errorf("consented to %q, want %q", consented, want)
	}
	b.tap(t, "write_message")
	b.says(t, "Message to your administrator")
	b.tap(t, "copy")
	for _, want := range []string{"1. ", "5. ", "Signed out in the browser", "Cleared the provider’s cookies"} {
		if !strings.Contains(b.copied, want) {
			t.Errorf("%q is not in the message:\n%s", want, b.copied)
		}
	}
	b.key(fyne.KeyEscape)
	b.says(t, "Your access rights are the same")
}

func TestAFurtherRungThatFailsKeepsWhatWasFoundOut(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.tap(t, "recheck")
	jobs.recheckErr = errors.New("the browser was closed")
	b.tap(t, "recheck_further:sign-in")
	b.says(t, "4 access rights are different now")
	if b.problem == nil {
		t.Error("nothing tells that it failed")
	}
}

func TestF5AsksAgainFromEveryPageOfTheRights(t *testing.T) {
	for _, open := range []func(*bench){
		func(b *bench) { b.showDetails() }, func(b *bench) { b.showHistory() }, func(b *bench) { b.showBrowsers() },
		func(b *bench) { b.writeMessage() }, func(b *bench) { b.goTo(present.PageSettings) },
	} {
		b := newBench(t, notedJobs())
		open(b)
		b.key(fyne.KeyF5)
		b.says(t, "4 access rights are different now")
	}
}

func TestPagesBehindTheListLeadBack(t *testing.T) {
	b := newBench(t, notedJobs())
	b.goTo(present.PageRights)
	b.tap(t, "show_details")
	b.says(t, "About your access rights")
	b.tap(t, "show_history")
	b.says(t, "Last changes")
	b.key(fyne.KeyEscape)
	b.says(t, "About your access rights")
	b.tap(t, "open_link:https://id.example.com/invitations/1")
	if !slices.Equal(b.opened, []string{"https://id.example.com/invitations/1"}) {
		t.Errorf("opened %q", b.opened)
	}
	b.tap(t, "write_message")
	b.says(t, "Message to your administrator")
	b.key(fyne.KeyEscape)
	b.key(fyne.KeyEscape)
	b.says(t, "Access rights")
}

func TestAFixDoesWhatItSays(t *testing.T) {
	jobs := notedJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageRights)
	b.tap(t, "sign_in_other")
	if !jobs.lastSignIn.Choose || jobs.lastSignIn.Fresh {
		t.Errorf("signed in with %+v", jobs.lastSignIn)
	}
	b.goTo(present.PageRights)
	b.tap(t, "show_details")
	b.tap(t, "recheck_further:sign-in")
	if last := jobs.asked[len(jobs.asked)-1]; last != "recheck sign-in consent=true" {
		t.Errorf("asked %q", last)
	}
}

func TestPreparingAsksForADayThatIsNotOver(t *testing.T) {
	jobs := notedJobs()
	b := newBench(t, jobs)
	b.showDetails()
	d := newPrepareDialog(b.deps, b.words, nil, func(core.PrepareOptions) {})
	if d.Confirm().Disabled() || d.said.String() != "Until the end of Friday, 27 November." {
		t.Errorf("proposes %q, %q", d.day.Text(), d.said.String())
	}
	for typed, disabled := range map[string]bool{"2026-11-21": true, "soon": true, "2026-12-01": false} {
		d.day.SetText(typed)
		if d.Confirm().Disabled() != disabled {
			t.Errorf("%q: %q", typed, d.said.String())
		}
	}
	jobs.during = func(context.Context) { b.says(t, "Getting ready for offline") }
	b.tap(t, "prepare")
	b.dialog.Confirm().Press()
	b.says(t, "You’re ready until 27 November")
	if want := "prepare a1 until 2026-11-27T23:59:59Z"; jobs.asked[len(jobs.asked)-1] != want {
		t.Errorf("asked %q", jobs.asked)
	}
	jobs.prepareErr, jobs.during = core.ErrSignInNeeded, nil
	b.showDetails()
	b.tap(t, "prepare")
	b.dialog.Confirm().Press()
	if b.problem == nil {
		t.Error("nothing tells that it failed")
	}
}

func TestSettingsOfTheRightsAreSaved(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageSettings)
	b.choose(present.SettingGrace, "14")
	b.choose(present.SettingClearing, core.ClearingDirect)
	if jobs.settings.Rights.GraceDays != 14 || jobs.settings.BrowserClearing != core.ClearingDirect {
		t.Errorf("saved %+v", jobs.settings)
	}
}

func TestHomeShowsWhatNeedsThePerson(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*core.RightsAnswer)
		needs  bool
		tone   present.Tone
	}{
		"another identity":      {func(r *core.RightsAnswer) { r.Findings = milaFindings() }, true, present.ToneWarn},
		"a clock set back":      {func(r *core.RightsAnswer) { r.ClockSetBack = true }, true, present.ToneWarn},
		"an end in three days":  {func(r *core.RightsAnswer) { r.Warnings = milaWarnings(3) }, true, present.ToneWarn},
		"an end in seven days":  {func(r *core.RightsAnswer) { r.Warnings = milaWarnings(7) }, false, present.ToneInfo},
		"a seat that is missed": {func(r *core.RightsAnswer) { r.Findings = milaFindings()[2:] }, false, ""},
	} {
		jobs := signedInJobs()
		test.change(jobs.rights)
		b := newBench(t, jobs)
		if b.needsPerson() != test.needs {
			t.Errorf("%s: needs the person: %v", name, !test.needs)
		}
		if banner := b.homeView().Banner; (banner == nil) != (test.tone == "") || banner != nil && banner.Tone != test.tone {
			t.Errorf("%s: banner is %+v", name, banner)
		}
	}
}

func TestTheMessageTellsWhatWasTriedAlsoWhenThePersonWentOn(t *testing.T) {
	jobs := notedJobs()
	b := newBench(t, jobs)
	tried := func() string {
		t.Helper()
		b.goTo(present.PageRights)
		b.tap(t, "show_details")
		b.tap(t, "write_message")
		b.tap(t, "copy")
		b.key(fyne.KeyEscape)
		b.says(t, "About your access rights")
		return b.copied
	}
	if got := tried(); strings.Contains(got, "What was tried") || strings.Contains(got, "what I tried") {
		t.Errorf("nothing was tried yet:\n%s", got)
	}
	b.tap(t, "recheck")
	jobs.recheck.After.CheckedAt = b.snap.status.Rights.CheckedAt
	b.key(fyne.KeyF5)
	if got := tried(); !strings.Contains(got, "What was tried") {
		t.Errorf("the recheck is not in the message:\n%s", got)
	}
	jobs.status.Rights.CheckedAt = core.At(jobs.status.Rights.CheckedAt.Add(time.Hour)) // by something else
	b.reload()
	if got := tried(); strings.Contains(got, "What was tried") {
		t.Errorf("the recheck is older than the rights, and is in the message:\n%s", got)
	}
}

func TestALongTextIsReadWithTheKeyboard(t *testing.T) {
	b := newBench(t, notedJobs())
	b.window.Resize(fyne.NewSize(760, 520))
	b.goTo(present.PageRights)
	top, size := b.drawn.page.Header().Position(), b.drawn.page.Size()
	b.key(fyne.KeyEnd) // the list scrolls by itself
	if b.drawn.page.Offset() != 0 || b.drawn.page.Header().Position() != top || b.drawn.page.Size() != size {
		t.Error("the page of the list was moved")
	}
	b.writeMessage()
	at := func(key fyne.KeyName) float32 {
		b.key(key)
		return b.drawn.page.Offset()
	}
	down, end, up, home := at(fyne.KeyPageDown), at(fyne.KeyEnd), at(fyne.KeyPageUp), at(fyne.KeyHome)
	if down <= 0 || end <= down || up >= end || home != 0 {
		t.Errorf("Page Down %v, End %v, Page Up %v, Home %v", down, end, up, home)
	}
}
