package present_test

import (
	"slices"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// sketchUp is one version with a file of three days.
func sketchUp(version string, change ...func(*core.AppAnswer)) core.AppAnswer {
	app := core.AppAnswer{
		ID: "sketchup", Name: "SketchUp", Vendor: "Trimble", Version: version, Scope: "app:sketchup@" + version, Found: true,
		Reset: "file", Resettable: true, Confidence: "high",
		Paths: []core.AppPath{{Path: "/s/" + version, Kind: "session", Exists: true, Size: 10, ModifiedAt: core.At(now.AddDate(0, 0, -3))}},
	}
	for _, c := range change {
		c(&app)
	}
	return app
}

func appsOf(apps ...core.AppAnswer) present.AppsInput {
	return present.AppsInput{Status: mila(), Apps: &core.AppsAnswer{Apps: apps}}
}

func TestAnAppSaysWhatIsKnownOfItsFileAndWhyItCannotBeTicked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*core.AppAnswer)
		state  string
		status string
		tick   present.Tick
		locked bool
	}{
		{"at rest", func(*core.AppAnswer) {}, "Sign-in file from 3 days ago", "Not running", present.TickOn, false},
		{"an hour old", func(a *core.AppAnswer) { a.Paths[0].ModifiedAt = core.At(now.Add(-61 * 60e9)) }, "Sign-in file from 1 hour ago", "Not running", present.TickOn, false},
		{"just written", func(a *core.AppAnswer) { a.Paths[0].ModifiedAt = core.At(now) }, "Sign-in file from a moment ago", "Not running", present.TickOn, false},
		{"from the future", func(a *core.AppAnswer) { a.Paths[0].ModifiedAt = core.At(now.AddDate(0, 0, 2)) }, "Sign-in file from 25 November, 10:41", "Not running", present.TickOn, false},
		{"long ago", func(a *core.AppAnswer) { a.Paths[0].ModifiedAt = core.At(now.AddDate(0, -4, 0)) }, "Sign-in file from 23 July, 10:41", "Not running", present.TickOn, false},
		{"running", func(a *core.AppAnswer) { a.Running = true }, "Close SketchUp 2021 to reset its sign-in", "Running", present.TickOff, true},
		{"locked", func(a *core.AppAnswer) { a.Paths[0].Locked = true }, "Another program is using its file", "In use", present.TickOff, true},
		{"refused", func(a *core.AppAnswer) { a.Resettable, a.Paths[0].Refused = false, "it is a link" }, "Left alone: it is a link", "Not running", present.TickOff, true},
		{"absent", func(a *core.AppAnswer) { a.Resettable, a.Paths[0].Exists = false, false }, "Not signed in", "Not running", present.TickOff, true},
		{"reset", func(a *core.AppAnswer) {
			a.Resettable, a.Paths[0].Exists, a.LastReset = false, false, &core.AppReset{At: core.At(now.Add(-60e9))}
		}, "Not signed in since the reset, today, 10:40", "Not running", present.TickOff, true},
		{"undone", func(a *core.AppAnswer) {
			a.Resettable, a.Paths[0].Exists, a.LastReset = false, false, &core.AppReset{At: core.At(now), Undone: true}
		}, "Not signed in", "Not running", present.TickOff, true},
		{"community", func(a *core.AppAnswer) { a.Community = true }, "Sign-in file from 3 days ago", "Not running", present.TickOff, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := present.Apps(appsOf(sketchUp("2021", c.change)), now, assets.In("en")).Rows[0]
			if row.State != c.state || row.Status.Text != c.status || row.Tick != c.tick || row.Locked != c.locked {
				t.Errorf("row is %+v", row)
			}
		})
	}
}

func TestAGuidedAppHasNoBoxButItsSteps(t *testing.T) {
	for reset, state := range map[string]string{"in_app": "You sign out inside the app.", "web": "You end the sign-in on a web page."} {
		app := sketchUp("2021", func(a *core.AppAnswer) {
			a.Reset, a.Resettable, a.Steps = reset, false, []core.StepAnswer{{When: "instead", Text: "Sign out."}}
		})
		row := present.Apps(appsOf(app), now, assets.In("en")).Rows[0]
		if row.Tick != present.TickNone || row.State != state || row.Button == nil || row.Button.Argument != app.Scope {
			t.Errorf("row is %+v", row)
		}
	}
}

func TestStepsSayOfThemselvesWhatCanBeSeen(t *testing.T) {
	app := sketchUp("2021", func(a *core.AppAnswer) {
		a.Reset, a.Steps = "in_app", []core.StepAnswer{
			{When: "instead", Text: "Sign out.", Done: "unknown"}, {When: "instead", Text: "Close it.", Done: "yes"}, {When: "instead", Text: "Sign in.", Done: "no"},
		}
	})
	view := present.Guide(app, assets.In("en"))
	for i, want := range []present.GuideStep{
		{State: present.StepTodo, Text: "Sign out.", Check: "Latchkey can’t see whether this is done"},
		{State: present.StepDone, Text: "Close it.", Check: "Done"},
		{State: present.StepCurrent, Text: "Sign in.", Check: "Not done yet"},
	} {
		if view.Steps[i] != want {
			t.Errorf("step %d is %+v", i+1, view.Steps[i])
		}
	}
	app.Steps = app.Steps[:1]
	if view := present.Guide(app, assets.In("en")); view.Steps[0].Check != "" || !strings.Contains(view.Note, "can’t see") {
		t.Errorf("view is %+v", view)
	}
}

func TestAGroupsBoxSpeaksForItsVersions(t *testing.T) {
	running := func(a *core.AppAnswer) { a.Running = true }
	for _, c := range []struct {
		name   string
		apps   []core.AppAnswer
		chosen map[string]bool
		tick   present.Tick
		full   bool
	}{
		{"all", []core.AppAnswer{sketchUp("2021"), sketchUp("2022")}, nil, present.TickOn, true},
		{"one runs", []core.AppAnswer{sketchUp("2021"), sketchUp("2022", running)}, nil, present.TickSome, true},
		{"one unticked", []core.AppAnswer{sketchUp("2021"), sketchUp("2022")}, map[string]bool{"app:sketchup@2021": false}, present.TickSome, false},
		{"none", []core.AppAnswer{sketchUp("2021", running), sketchUp("2022", running)}, nil, present.TickOff, false},
	} {
		in := appsOf(c.apps...)
		in.Chosen = c.chosen
		view := present.Apps(in, now, assets.In("en"))
		head := view.Rows[0]
		if !head.Head || head.Tick != c.tick || head.Full != c.full || head.Fact != "2 versions" || !view.Rows[1].Indent {
			t.Errorf("%s: head is %+v", c.name, head)
		}
	}
}

func TestTheButtonCountsWhatIsTicked(t *testing.T) {
	for _, c := range []struct {
		name   string
		in     present.AppsInput
		text   string
		scopes []string
	}{
		{"apps and Latchkey", appsOf(sketchUp("2021"), sketchUp("2022")), "Reset 3 sign-ins…", []string{"app:sketchup@2021", "app:sketchup@2022", "session"}},
		{"the same version twice", appsOf(sketchUp("2021"), sketchUp("2021", func(a *core.AppAnswer) { a.Prefix = "/home/mila/.wine" })), "Reset 2 sign-ins…", []string{"app:sketchup@2021", "session"}},
		{"nobody signed in", present.AppsInput{
			Status: core.StatusAnswer{State: core.StateSignedOut, SessionFile: core.SessionFileAnswer{State: "missing"}},
			Apps:   &core.AppsAnswer{Apps: []core.AppAnswer{sketchUp("2021")}},
		}, "Reset 1 sign-in…", []string{"app:sketchup@2021"}},
		{"not looked yet", present.AppsInput{Status: mila()}, "Reset sign-ins…", []string{"session"}},
	} {
		view := present.Apps(c.in, now, assets.In("en"))
		if got := view.Header.Buttons[0].Text; got != c.text {
			t.Errorf("%s: button is %q", c.name, got)
		}
		if got := present.TicksOf(c.in).Scopes(c.in); !slices.Equal(got, c.scopes) {
			t.Errorf("%s: scopes are %q", c.name, got)
		}
	}
}

func TestCommunityEntriesAreTickedOnlyWhenSettingsOrThePersonSaySo(t *testing.T) {
	in := appsOf(sketchUp("2021", func(a *core.AppAnswer) { a.Community, a.Confidence = true, "low" }))
	if row := present.Apps(in, now, assets.In("en")).Rows[0]; row.Tick != present.TickOff || !strings.Contains(row.Caption, "Confidence: low") {
		t.Errorf("row is %+v", row)
	}
	in.Community = true
	if row := present.Apps(in, now, assets.In("en")).Rows[0]; row.Tick != present.TickOn {
		t.Errorf("row is %+v", row)
	}
}

func TestNoAppAndNoAnswerAreToldApart(t *testing.T) {
	none := present.Apps(appsOf(), now, assets.In("en"))
	if none.Empty == nil || none.Empty.Button.Action != present.DoKnownApps || len(none.Rows) != 1 {
		t.Errorf("view is %+v", none)
	}
	failed := present.Apps(present.AppsInput{Status: mila(), Failed: true}, now, assets.In("en"))
	if failed.Empty != nil || failed.Loading || len(failed.Rows) != 1 {
		t.Errorf("view is %+v", failed)
	}
	if loading := present.Apps(present.AppsInput{Status: mila()}, now, assets.In("en")); !loading.Loading || len(loading.Rows) != 0 {
		t.Errorf("view is %+v", loading)
	}
}

func TestADescriptionThatCannotBeUsedIsNamedWithItsPlace(t *testing.T) {
	in := appsOf(sketchUp("2021"))
	in.Apps.Problems = []core.AppProblem{{File: "/a/mine.toml", Line: 4, Key: "state.path", Reason: "must be an absolute path"}, {File: "/a/b.toml"}}
	banner := present.Apps(in, now, assets.In("en")).Banner
	if banner == nil || banner.Strong != "2 descriptions of apps can’t be used." || banner.Text != "/a/mine.toml:4, state.path: must be an absolute path." {
		t.Errorf("banner is %+v", banner)
	}
}

func TestBackupsAreNamedByTheirAppsAndDamagedOnesStay(t *testing.T) {
	in := appsOf()
	in.KeepDays, in.Damaged = 7, []string{"/b/x/manifest.json"}
	in.Backups = []core.BackupAnswer{{ID: "b", CreatedAt: core.At(now), Path: "/b/b", Items: []core.BackupItem{
		{What: "app_sign_in", App: "sketchup@2024", Label: "SketchUp 2024"}, {What: "app_cache", App: "sketchup@2024", Label: "SketchUp 2024"}, {What: "session_file"},
	}}}
	view := present.Apps(in, now, assets.In("en"))
	if view.BackupsNote != "Kept for 7 days" || view.Backups[1].What != "SketchUp 2024, Latchkey session · 3 files" {
		t.Errorf("view is %+v", view)
	}
	if damaged := view.Backups[0]; !damaged.Damaged || len(damaged.Buttons) != 1 || damaged.Buttons[0].Action != present.DoShowFolder {
		t.Errorf("row is %+v", damaged)
	}
}

func TestTheCatalogueIsListedOnceForEachApp(t *testing.T) {
	unknown := sketchUp("", func(a *core.AppAnswer) { a.ID, a.Name, a.Found, a.Reset = "rhino", "Rhino", false, "web" })
	view := present.KnownApps(core.AppsAnswer{Apps: []core.AppAnswer{sketchUp("2021"), sketchUp("2022"), unknown}}, assets.In("en"))
	if len(view.Apps) != 2 || view.Apps[0].Here == "" || view.Apps[1].Here != "" || view.Apps[1].How != "You end the sign-in on a web page." {
		t.Errorf("view is %+v", view)
	}
}
