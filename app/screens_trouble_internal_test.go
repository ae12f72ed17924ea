package app

import (
	"context"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
)

// helpScenes are the states of Troubleshoot and Activity.
func helpScenes(with func(func() *fakeJobs, func(*fakeJobs)) func() *fakeJobs, still func(string) func(*testing.T, *bench, func())) []scene {
	after := func(names ...string) func(*testing.T, *bench, func()) {
		return func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageTroubleshoot)
			for _, name := range names {
				b.tap(t, name)
			}
			shoot()
		}
	}
	during := func(name string) func(*testing.T, *bench, func()) {
		return func(t *testing.T, b *bench, shoot func()) {
			b.jobs.checking = func(context.Context) {
				b.jobs.checking = nil
				shoot()
			}
			b.goTo(present.PageTroubleshoot)
			b.tap(t, name)
		}
	}
	why := func(t *testing.T, b *bench, shoot func()) {
		b.goTo(present.PageApps)
		b.act(present.DoWhy, "app:sketchup@2024")
		shoot()
	}
	helpOnly := with(signedOutJobs, func(j *fakeJobs) {
		j.providers = []core.ProviderAnswer{{ID: "trimble-id", Name: "Trimble ID", Issuer: "https://id.trimble.com", HelpOnly: true, Selected: true}}
	})
	return append([]scene{
		{name: "troubleshoot", jobs: signedInJobs, show: still(present.PageTroubleshoot)},
		{name: "troubleshoot-help-only", jobs: helpOnly, show: still(present.PageTroubleshoot)},
		{name: "troubleshoot-no-match", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageTroubleshoot)
			b.search("zeppelin")
			shoot()
		}},
		{name: "troubleshoot-checking", jobs: signedInJobs, show: during("check_all")},
		{name: "troubleshoot-found", jobs: signedInJobs, show: after("check_all")},
		{name: "troubleshoot-well", jobs: with(signedInJobs, func(j *fakeJobs) { j.doctor = allWell() }), show: after("check_all")},
		{name: "why", jobs: signedInJobs, show: why},
		{name: "why-looking", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.jobs.checking = func(context.Context) { shoot() }
			b.act(present.DoWhy, "")
		}},
		{name: "why-nothing", jobs: with(signedInJobs, func(j *fakeJobs) { j.why = holding() }), show: why},
		{name: "guided", jobs: signedInJobs, show: after("troubleshoot:rights_gone", "tick:accept")},
		{name: "guided-looking", jobs: signedInJobs, show: during("troubleshoot:rights_gone")},
		{name: "guided-latchkey", jobs: signedInJobs, show: after("troubleshoot:rights_gone", "step_skip:accept")},
		{name: "guided-question", jobs: signedInJobs, show: after("troubleshoot:rights_gone", "step_skip:accept", "step_skip:again")},
		{name: "guided-solved", jobs: signedInJobs, show: after("troubleshoot:rights_gone", "step_solved:accept")},
		{name: "guided-support", jobs: signedInJobs, show: after("troubleshoot:no_mail", "step_skip:rules", "step_skip:letter")},
		{name: "guided-list", jobs: signedInJobs, show: after("troubleshoot:no_mail")},
		{name: "guided-letter", jobs: signedInJobs, show: after("troubleshoot:no_mail", "step_skip:rules")},
	}, reportScenes(with, still, after)...)
}

func reportScenes(with func(func() *fakeJobs, func(*fakeJobs)) func() *fakeJobs, still func(string) func(*testing.T, *bench, func()),
	after func(...string) func(*testing.T, *bench, func()),
) []scene {
	return []scene{
		{name: "report", jobs: signedInJobs, show: after("make_report")},
		{name: "report-file", jobs: signedInJobs, show: after("make_report", "report_file:report.html")},
		{name: "report-saved", jobs: signedInJobs, show: after("make_report", "save_report")},
		{name: "letter", jobs: signedInJobs, show: after("write_letter")},
		{name: "activity", jobs: signedInJobs, show: still(present.PageActivity)},
		{name: "activity-empty", jobs: with(signedInJobs, func(j *fakeJobs) { j.activity = core.ActivityAnswer{} }), show: still(present.PageActivity)},
		{name: "activity-problems", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageActivity)
			b.events.kind = present.KindProblems
			b.render()
			shoot()
		}},
		{name: "activity-no-match", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageActivity)
			b.events.filter = "zeppelin"
			b.render()
			shoot()
		}},
	}
}
