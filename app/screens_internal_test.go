package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
)

// scene is one state of the window worth a picture.
type scene struct {
	name string
	jobs func() *fakeJobs
	deps func(*Deps)
	// show brings the window into the state; shoot must be called in it.
	show func(t *testing.T, b *bench, shoot func())
}

func scenes() []scene {
	still := func(page string) func(*testing.T, *bench, func()) {
		return func(_ *testing.T, b *bench, shoot func()) {
			if page != present.PageHome {
				b.goTo(page)
			}
			shoot()
		}
	}
	with := func(base func() *fakeJobs, change func(*fakeJobs)) func() *fakeJobs {
		return func() *fakeJobs {
			jobs := base()
			change(jobs)
			return jobs
		}
	}
	return append([]scene{
		{name: "home-signed-out", jobs: signedOutJobs, show: still(present.PageHome)},
		{name: "home-first-run", jobs: with(signedOutJobs, func(j *fakeJobs) { j.providers = nil }), deps: offerDemo, show: still(present.PageHome)},
		{name: "home-help-only", jobs: with(signedOutJobs, func(j *fakeJobs) {
			j.providers = []core.ProviderAnswer{{ID: "trimble-id", Name: "Trimble ID", Issuer: "https://id.trimble.com", HelpOnly: true, Selected: true}}
		}), show: still(present.PageHome)},
		{name: "home-demo", jobs: signedOutJobs, deps: demoDeps, show: still(present.PageHome)},
		{name: "home-signed-in", jobs: signedInJobs, show: still(present.PageHome)},
		{name: "home-attention-sign-in", jobs: with(signedInJobs, func(j *fakeJobs) { j.status.State = core.StateSignInNeeded }), show: still(present.PageHome)},
		{name: "home-attention-damaged", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.status.State, j.status.Accounts = core.StateDamaged, nil
		}), show: still(present.PageHome)},
		{name: "home-attention-storage", jobs: with(signedInJobs, func(j *fakeJobs) { j.status.State = core.StateStorageLocked }), show: still(present.PageHome)},
		{name: "home-attention-verify", jobs: with(signedInJobs, func(j *fakeJobs) { j.status.Accounts[0].EmailVerified = false }), show: still(present.PageHome)},
		{name: "home-problem", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.problem = core.ErrPartlyDone
			b.render()
			shoot()
		}},
		{name: "home-offline", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.offline = true
			b.render()
			shoot()
		}},
		{name: "home-signing-in", jobs: with(signedOutJobs, waitingForBrowser), show: showSigningIn},
		{name: "home-signing-in-no-browser", jobs: with(signedOutJobs, noBrowserOpens), show: showSigningIn},
		{name: "home-signing-in-refused", jobs: with(signedOutJobs, func(j *fakeJobs) {
			noBrowserOpens(j)
			j.progress = append(j.progress, core.Progress{Stage: core.StageWaiting, URL: longAddress, PasteRefused: true})
		}), show: showSigningIn},
		{name: "home-signing-in-renewed", jobs: with(signedOutJobs, func(j *fakeJobs) {
			noBrowserOpens(j)
			j.progress = append(j.progress, core.Progress{Stage: core.StageWaiting, URL: renewedAddress, AddressRenewed: true})
		}), show: showSigningIn},
		{name: "home-device-code", jobs: with(signedOutJobs, waitingForDevice), show: func(t *testing.T, b *bench, shoot func()) {
			b.jobs.during = func(context.Context) { b.clock.Move(78e9); shoot() }
			b.tap(t, "use_code")
		}},
		{name: "rights", jobs: signedInJobs, show: still(present.PageRights)},
		{name: "rights-empty", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights.Rights = nil }), show: still(present.PageRights)},
		{name: "rights-none-yet", jobs: with(signedInJobs, func(j *fakeJobs) { j.rights = nil }), show: still(present.PageRights)},
		{name: "rights-signed-out", jobs: signedOutJobs, show: still(present.PageRights)},
		{name: "rights-offline", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.offline = true
			b.goTo(present.PageRights)
			shoot()
		}},
		{name: "rights-no-match", jobs: signedInJobs, show: func(_ *testing.T, b *bench, shoot func()) {
			b.rights.filter = "zeppelin"
			b.goTo(present.PageRights)
			shoot()
		}},
	}, append(append(append(moreScenes(with, still), rightsScenes(with, still)...), appScenes(with, still)...), helpScenes(with, still)...)...)
}

func moreScenes(with func(func() *fakeJobs, func(*fakeJobs)) func() *fakeJobs, still func(string) func(*testing.T, *bench, func())) []scene {
	return []scene{
		{name: "rights-recheck-running", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.progress = []core.Progress{{Step: &core.RecheckStep{Step: core.StepRefetch}}, {Step: &j.recheck.Steps[0]}, {Step: &core.RecheckStep{Step: core.StepNewToken}}}
		}), show: func(t *testing.T, b *bench, shoot func()) {
			b.jobs.during = func(context.Context) { shoot() }
			b.tap(t, "recheck")
		}},
		{name: "rights-recheck-signing-in", jobs: with(signedInJobs, func(j *fakeJobs) {
			same := j.recheck.Steps[0]
			j.progress = []core.Progress{{Step: &same}, {Step: &core.RecheckStep{Step: core.StepNewToken, Result: "unchanged", Detail: "same", At: same.At}}, {Step: &core.RecheckStep{Step: core.StepSignIn}}, {Stage: core.StageWaiting, URL: longAddress}}
		}), show: func(t *testing.T, b *bench, shoot func()) {
			b.jobs.during = func(context.Context) { shoot() }
			b.recheck(core.StepSignIn)
		}},
		{name: "rights-recheck-done", jobs: signedInJobs, show: func(t *testing.T, b *bench, shoot func()) {
			b.tap(t, "recheck")
			shoot()
		}},
		{name: "rights-recheck-same", jobs: with(signedInJobs, func(j *fakeJobs) {
			j.recheck.Gained, j.recheck.Lost, j.recheck.Changed, j.recheck.Unchanged = nil, nil, nil, 34
			j.recheck.Steps[1].Result = "unchanged"
		}), show: func(t *testing.T, b *bench, shoot func()) {
			b.tap(t, "recheck")
			shoot()
		}},
		{name: "settings", jobs: signedInJobs, show: still(present.PageSettings)},
		{name: "settings-about", jobs: signedInJobs, show: func(t *testing.T, b *bench, shoot func()) {
			b.goTo(present.PageSettings)
			b.tap(t, "show_about")
			shoot()
		}},
	}
}

const longAddress = "https://id.example.com/oauth/authorize?client_id=latchkey&redirect_uri=http%3A%2F%2F127.0.0.1%3A40123%2F"

const renewedAddress = "https://id.example.com/oauth/authorize?client_id=latchkey&request_uri=urn%3Aexample%3A2"

func offerDemo(d *Deps) { d.TryDemo = func(context.Context) error { return nil } }

func demoDeps(d *Deps) {
	d.Demo = &Demo{People: []DemoPerson{
		{ID: "mila", Name: "Mila Vos", Initials: "MV"},
		{ID: "piet", Name: "Piet Jansen", Initials: "PJ"},
		{ID: "ines", Name: "Inês Duarte", Initials: "ID"},
		{ID: "omar", Name: "Omar Haddad", Initials: "OH"},
		{ID: "lena", Name: "Lena Brandt", Initials: "LB"},
		{ID: "sam", Name: "Sam Rivera", Initials: "SR"},
	}}
}

func waitingForBrowser(j *fakeJobs) {
	j.progress = []core.Progress{{Stage: core.StageStorage}, {Stage: core.StageBrowser, URL: longAddress}, {Stage: core.StageWaiting, URL: longAddress}}
}

func noBrowserOpens(j *fakeJobs) {
	waitingForBrowser(j)
	j.progress = append(j.progress, core.Progress{Stage: core.StageWaiting, URL: longAddress, BrowserFailed: true})
}

func waitingForDevice(j *fakeJobs) {
	j.progress = []core.Progress{{Stage: core.StageStorage}, {
		Stage: core.StageCode, UserCode: "KQ7M-4XRD", VerificationURI: "https://id.example.com/device",
		VerificationURIComplete: "https://id.example.com/device?user_code=KQ7M-4XRD", CodeExpires: morning(10, 56, 9),
	}}
}

func showSigningIn(t *testing.T, b *bench, shoot func()) {
	b.jobs.during = func(context.Context) { b.clock.Move(22e9); shoot() }
	b.tap(t, "sign_in")
}

// look is how the window is dressed for a picture.
type look struct {
	suffix, appearance, language string
	size                         fyne.Size
}

func looks() []look {
	normal := fyne.NewSize(1000, 680)
	return []look{
		{"light", "light", "", normal},
		{"dark", "dark", "", normal},
		{"dutch", "light", "nl", normal},
		{"contrast", "contrast", "", normal},
		{"smallest", "light", "", fyne.NewSize(760, 520)},
		{"smallest-dutch", "dark", "nl", fyne.NewSize(760, 520)},
	}
}

// TestScreenshots draws the states into the folder named by LATCHKEY_SCREENSHOTS:
// all of them light and dark, a few in every dress; with LATCHKEY_SCREENSHOTS_ALL=1
// all of them in every dress. That they can be drawn at all, and be read, is
// TestEveryStateIsReadable's.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("LATCHKEY_SCREENSHOTS")
	if folder == "" {
		t.Skip("LATCHKEY_SCREENSHOTS names no folder")
	}
	all := os.Getenv("LATCHKEY_SCREENSHOTS_ALL") == "1"
	inEveryDress := []string{
		"home-signed-in", "rights", "apps", "apps-reset-plan", "apps-reset-result",
		"troubleshoot-found", "troubleshoot-checking", "guided", "activity", "why", "report",
	}
	for _, s := range scenes() {
		for i, l := range looks() {
			if i > 1 && !all && !slices.Contains(inEveryDress, s.name) {
				continue
			}
			t.Run(s.name+"-"+l.suffix, func(t *testing.T) {
				inScene(t, s, l, func(b *bench) {
					writePicture(t, filepath.Join(folder, s.name+"-"+l.suffix+".png"), b.picture(l.size))
				})
			})
		}
	}
}

// inScene brings a window into a state and calls look in it, once.
func inScene(t *testing.T, s scene, l look, look func(*bench)) {
	t.Helper()
	jobs := s.jobs()
	jobs.settings.Appearance, jobs.settings.Language = l.appearance, l.language
	var change []func(*Deps)
	if s.deps != nil {
		change = append(change, s.deps)
	}
	b := newBench(t, jobs, change...)
	b.window.Resize(l.size)
	shown := 0
	s.show(t, b, func() {
		shown++
		look(b)
	})
	if shown != 1 {
		t.Errorf("the state was shown %d times", shown)
	}
}
