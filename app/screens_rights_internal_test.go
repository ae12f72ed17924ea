package app

import (
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
)

// rightsScenes are the states of the access rights beside the plain list.
func rightsScenes(with func(func() *fakeJobs, func(*fakeJobs)) func() *fakeJobs, still func(string) func(*testing.T, *bench, func())) []scene {
	behind := func(taps ...string) func(*testing.T, *bench, func()) {
		return func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageRights)
			for _, tap := range taps {
				b.tap(t, tap)
			}
			shoot()
		}
	}
	noted := with(signedInJobs, func(j *fakeJobs) {
		j.rights.Sources, j.rights.Findings, j.rights.Warnings = milaSources(), milaFindings(), milaWarnings(2, 6)
		j.history, j.prepared, j.browsers = milaHistory(), milaPrepared(), milaBrowsers(core.ClearingGuided)
	})
	same := func(j *fakeJobs) {
		j.recheck.Gained, j.recheck.Lost, j.recheck.Changed, j.recheck.Unchanged = nil, nil, nil, 34
		j.recheck.Steps[1].Result = "unchanged"
	}
	recheck := func(taps ...string) func(*testing.T, *bench, func()) {
		return behind(append([]string{"recheck"}, taps...)...)
	}
	direct := with(noted, func(j *fakeJobs) {
		j.browsers = milaBrowsers(core.ClearingDirect)
		j.plan, j.reset = browserPlan(), browserReset()
	})
	return []scene{
		{name: "rights-finding", jobs: noted, show: still(present.PageRights)},
		{name: "rights-warning", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.Warnings = milaWarnings(2, 6) }), show: still(present.PageRights)},
		{name: "rights-clock", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.ClockSetBack = true }), show: still(present.PageRights)},
		{name: "rights-details", jobs: noted, show: behind("show_details")},
		{name: "rights-history", jobs: noted, show: behind("show_details", "show_history", "entry")},
		{name: "rights-history-empty", jobs: signedInJobs, show: behind("show_details", "show_history")},
		{name: "rights-prepare", jobs: noted, show: behind("show_details", "prepare")},
		{name: "rights-prepared", jobs: noted, show: prepared},
		{name: "rights-prepared-ends", jobs: with(noted, func(j *fakeJobs) {
			j.prepared.Ready, j.prepared.Fresh = false, false
			j.prepared.Evidence = append(j.prepared.Evidence, core.EvidenceAnswer{
				Source: "scim-me", Asked: "GET https://id.example.com/scim/v2/Me", Why: core.WhyFailed, Problem: "server_unreachable",
			})
			j.prepared.Ends = []core.PrepareEnd{
				{Kind: "right", ID: "cloud", Name: "Cloud rendering", Until: core.At(morning(12, 0, 0).AddDate(0, 0, 2))},
				{Kind: "offline", Name: "scim-me", Until: core.At(morning(12, 0, 0).AddDate(0, 0, 3))},
			}
		}), show: prepared},
		{name: "rights-browsers", jobs: noted, show: func(_ *testing.T, b *bench, shoot func()) { b.showBrowsers(); shoot() }},
		{name: "rights-browsers-none", jobs: signedOutJobs, show: func(_ *testing.T, b *bench, shoot func()) { b.showBrowsers(); shoot() }},
		{name: "rights-browsers-direct", jobs: direct, show: func(t *testing.T, b *bench, shoot func()) {
			b.showBrowsers()
			b.tap(t, "reset_browser")
			shoot()
		}},
		{name: "rights-browsers-cleared", jobs: direct, show: func(t *testing.T, b *bench, shoot func()) {
			b.showBrowsers()
			b.tap(t, "reset_browser")
			b.dialog.Confirm().Press()
			shoot()
		}},
		{name: "rights-recheck-findings", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.recheck.Findings = milaFindings()
			j.recheck.Organization = &core.OrganizationChange{Before: core.Organization{Name: "Southquay"}, After: core.Organization{Name: "Northquay Engineering"}}
		}), show: recheck("proof#2")},
		{name: "rights-recheck-unproven", jobs: with(signedInJobs, func(j *fakeJobs) {
			same(j)
			j.recheck.Fresh = false
			j.recheck.Steps[1].Evidence = []core.EvidenceAnswer{said(morning(10, 1, 9), false), {
				Source: "scim-me", Asked: "GET https://id.example.com/scim/v2/Me", Why: core.WhyFailed, Problem: "server_unreachable",
			}}
		}), show: recheck()},
		{name: "rights-recheck-cookies-next", jobs: with(signedInJobs, func(j *fakeJobs) {
			same(j)
			j.recheck.Steps[2].Result, j.recheck.Steps[3].Result = "unchanged", "unchanged"
		}), show: recheck()},
		{name: "rights-message", jobs: with(signedInJobs, func(j *fakeJobs) { j.recheck.Findings = milaFindings() }), show: recheck("write_message")},
		{name: "home-finding", jobs: noted, show: still(present.PageHome)},
		{name: "home-warning-3", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.Warnings = milaWarnings(2, 6) }), show: still(present.PageHome)},
		{name: "home-warning-7", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.Warnings = milaWarnings(6) }), show: still(present.PageHome)},
		{name: "home-clock", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.ClockSetBack = true }), show: still(present.PageHome)},
		{name: "settings-expected", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.settings.Expected.Account, j.settings.Expected.Organization = "mila.vos@example.com", "Northquay Engineering"
			j.settings.Rights.GraceDays, j.settings.BrowserClearing = 21, core.ClearingDirect
		}), show: still(present.PageSettings)},
	}
}

func prepared(t *testing.T, b *bench, shoot func()) {
	t.Helper()
	b.goTo(present.PageRights)
	b.tap(t, "show_details")
	b.tap(t, "prepare")
	b.dialog.Confirm().Press()
	shoot()
}
