package app

import (
	"errors"
	"slices"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
)

func TestBrowsersThatCannotBeLookedAtAreSaid(t *testing.T) {
	jobs := signedInJobs()
	jobs.browsersErr = errors.New("disk on fire")
	b := newBench(t, jobs)
	b.goTo(present.PageSettings)
	b.tap(t, "show_browsers")
	b.says(t, "Settings")
	if b.problem == nil {
		t.Error("nothing is said")
	}
	jobs.browsersErr = nil
	b.tryAgain()
	b.says(t, "Cookies in your browsers")
}

func TestCookiesGoOnlyAfterThePlanWasConfirmed(t *testing.T) {
	jobs := notedJobs()
	jobs.browsers, jobs.plan, jobs.reset = milaBrowsers(core.ClearingDirect), browserPlan(), browserReset()
	b := newBench(t, jobs)
	b.showBrowsers()
	b.tap(t, "reset_browser")
	if slices.Contains(jobs.asked, "apply plan-b") {
		t.Fatal("applied without a confirmation")
	}
	b.dialog.Confirm().Press()
	b.says(t, "Not all cookies are cleared")
	b.tap(t, "reset_again")
	if last := jobs.asked[len(jobs.asked)-1]; last != "plan [browser]" {
		t.Errorf("asked %q", jobs.asked)
	}
}

func TestCookiesOfWiderDomainsGoOnlyWhenAskedFor(t *testing.T) {
	jobs := notedJobs()
	jobs.browsers, jobs.plan = milaBrowsers(core.ClearingDirect), browserPlan()
	b := newBench(t, jobs)
	b.showBrowsers()
	b.tap(t, "reset_browser")
	if jobs.lastReset.ParentDomains {
		t.Error("wider domains go without a question")
	}
	b.dialog.CancelButton().Press()
	b.tap(t, "reset_browser:parents")
	if !jobs.lastReset.ParentDomains || !slices.Equal(jobs.lastReset.Scopes, []string{core.ScopeBrowser}) {
		t.Errorf("planned %+v", jobs.lastReset)
	}
}
