package present_test

import (
	"slices"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func appItem(id, version string, change ...func(*core.ResetItem)) core.ResetItem {
	item := core.ResetItem{
		ID: id, Kind: "file", What: "app_sign_in", App: "sketchup@" + version, Label: "SketchUp " + version, Path: "/s/" + version,
		Size: 3900, Action: "move_to_backup", Reversible: true,
	}
	for _, c := range change {
		c(&item)
	}
	return item
}

func blocked(i *core.ResetItem) { i.Action, i.BlockedBy, i.Reversible = "skip", i.Label, false }

func TestAPlanOfAppsNamesThemAndWhatItLeaves(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{"app:sketchup@2021", "session"}, Items: []core.ResetItem{
		{ID: "0", Kind: "file", What: "session_file", Path: "/s/login_session.json", Action: "move_to_backup", Reversible: true},
		appItem("1", "2021"),
		appItem("2", "2022", blocked),
		appItem("3", "2023", func(i *core.ResetItem) { i.Action, i.Note, i.Reason = "skip", "refused", "it is a link" }),
		appItem("4", "2024", func(i *core.ResetItem) { i.Action, i.BlockedBy = "skip", "locked" }),
		{ID: "5", Kind: "file", What: "app_sign_in", App: "tekla", Label: "Tekla", Action: "skip", Note: "in_app"},
	}}
	in := appsOf(sketchUp("2021"), sketchUp("2025"), sketchUp("2026", func(a *core.AppAnswer) { a.Running = true }))
	view := present.PlanOf(present.PlanInput{Plan: plan, Left: present.LeftAlone(in, plan, assets.In("en")), KeepDays: 7}, assets.In("en"))
	if view.Title != "Reset 2 sign-ins?" || view.Confirm.Text != "Reset 2 sign-ins" || view.Note != "The backup is kept for 7 days." {
		t.Errorf("view is %+v", view)
	}
	if view.Sentence != "SketchUp 2021 and Latchkey will ask you to sign in again. Nothing has changed yet." {
		t.Errorf("sentence is %q", view.Sentence)
	}
	if got := view.Groups[0].Items[1]; got.Name != "SketchUp 2021 sign-in" || got.Path != "/s/2021" || got.Size != "4 KB" {
		t.Errorf("item is %+v", got)
	}
	var left []string
	for _, item := range view.Groups[1].Items {
		left = append(left, item.Name+": "+item.Strong+item.Text)
	}
	want := []string{
		"SketchUp 2022: Running.Close it first to reset it too.", "SketchUp 2023: It is a link.",
		"SketchUp 2024: In use.Another program is using its file.", "Tekla: You sign out inside the app.",
		"SketchUp 2026: Running.Close it first to reset it too.", "SketchUp 2025: Not ticked.", "Licenses and models: Never touched.",
	}
	if !slices.Equal(left, want) {
		t.Errorf("left alone: %q", left)
	}
}

func TestAPlanInWhichAllIsBlockedSaysWhatToClose(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{"app:sketchup"}, Items: []core.ResetItem{appItem("1", "2021", blocked), appItem("2", "2022", blocked)}}
	view := present.Plan(plan, assets.In("en"))
	if !view.Nothing || !view.Blocked || view.Title != "Close SketchUp 2021 and SketchUp 2022 first" {
		t.Errorf("view is %+v", view)
	}
}

func resultOf(items []core.ResetItem, outcomes ...string) present.ResultInput {
	in := present.ResultInput{Plan: core.ResetPlan{Scopes: []string{"app:sketchup"}, Items: items}, At: now, Backup: &core.BackupReference{ID: "b", Path: "/b"}}
	for i, item := range items {
		in.Results = append(in.Results, core.ItemResult{ID: item.ID, What: item.What, Label: item.Label, Path: item.Path, Result: outcomes[i]})
	}
	return in
}

func TestAResultSaysWhatToDoNext(t *testing.T) {
	session := core.ResetItem{ID: "s", Kind: "file", What: "session_file", Path: "/s/login_session.json", Action: "move_to_backup"}
	for _, c := range []struct {
		name, title, sentence string
		in                    present.ResultInput
		last                  present.Action // of the header's last button
	}{
		{"an app", "1 sign-in is reset", "Start SketchUp 2021 and sign in there.", resultOf([]core.ResetItem{appItem("1", "2021")}, "done"), present.DoUndo},
		{"an app and Latchkey", "2 sign-ins are reset", "Sign in again, then start SketchUp 2021.", resultOf([]core.ResetItem{session, appItem("1", "2021")}, "done", "done"), present.DoSignIn},
		{"one ran", "The reset is partly done", "What is left is marked below.", resultOf([]core.ResetItem{appItem("1", "2021"), appItem("2", "2022", blocked)}, "done", "skipped"), present.DoResetAgain},
		{"one failed", "The reset is partly done", "What is left is marked below.", resultOf([]core.ResetItem{appItem("1", "2021"), appItem("2", "2022")}, "done", "failed"), present.DoResetAgain},
	} {
		view := present.Result(c.in, now, assets.In("en"))
		buttons := view.Header.Buttons
		if view.Header.Title != c.title || view.Header.Sentence != c.sentence || buttons[len(buttons)-1].Action != c.last || buttons[0].Action != present.DoUndo {
			t.Errorf("%s: %+v", c.name, view.Header)
		}
		if c.last == present.DoResetAgain && !slices.Equal(view.Retry, []string{"app:sketchup@2022"}) {
			t.Errorf("%s: retries %q", c.name, view.Retry)
		}
	}
}

func TestWhatIsLeftForThePersonIsCheckedAndSaidOnce(t *testing.T) {
	steps := func(version, restarted, signedIn string) []core.StepAnswer {
		return []core.StepAnswer{
			{App: "SketchUp " + version, When: "before", Act: "close", Text: "Close it.", Done: "yes"},
			{App: "SketchUp " + version, When: "after", Act: "restart", Text: "Restart.", Done: restarted},
			{App: "SketchUp " + version, When: "after", Act: "sign_in", Text: "Sign in.", URL: "https://help.example.com", Done: signedIn},
		}
	}
	in := resultOf([]core.ResetItem{appItem("1", "2021"), appItem("2", "2022")}, "done", "done")
	in.Plan.Steps = append(steps("2021", "unknown", "unknown"), steps("2022", "unknown", "unknown")...)
	if got := present.Result(in, now, assets.In("en")).Next; len(got) != 3 || got[0].Check != "Latchkey can’t see whether this is done" || got[0].State != present.StepCurrent {
		t.Errorf("from the plan: %+v", got)
	}
	in.Apps = &core.AppsAnswer{Apps: []core.AppAnswer{
		sketchUp("2021", func(a *core.AppAnswer) { a.Steps = steps("2021", "yes", "no") }),
		sketchUp("2022", func(a *core.AppAnswer) { a.Steps = steps("2022", "yes", "yes") }),
		sketchUp("2023", func(a *core.AppAnswer) { a.Steps = steps("2023", "no", "no") }),
	}}
	var got []string
	for _, step := range present.Result(in, now, assets.In("en")).Next {
		got = append(got, step.App+" "+step.Text+" "+step.Check+" "+string(step.State))
	}
	want := []string{" Restart. Done done", "SketchUp 2021 Sign in. Not done yet todo", "SketchUp 2022 Sign in. Done done"}
	if !slices.Equal(got, want) {
		t.Errorf("as it is now: %q", got)
	}
	in.Undone = true
	if got := present.Result(in, now, assets.In("en")).Next; got != nil {
		t.Errorf("after an undo: %+v", got)
	}
}

func TestAnUndoAsksOnlyWhenMoreHappensThanPuttingBack(t *testing.T) {
	for _, c := range []struct {
		name string
		item core.UndoItem
		want bool
	}{
		{"an empty place", core.UndoItem{Action: "put_back"}, false},
		{"the same there", core.UndoItem{Action: "put_back", Standing: "same"}, false},
		{"older there", core.UndoItem{Action: "put_back", Standing: "older"}, false},
		{"newer there", core.UndoItem{Action: "put_back", Standing: "newer"}, true},
		{"a folder there", core.UndoItem{Action: "put_back", Standing: "other"}, true},
		{"the app runs", core.UndoItem{Action: "skip", BlockedBy: "SketchUp 2021"}, true},
		{"put back before", core.UndoItem{Action: "skip", BlockedBy: "restored"}, false},
		{"never moved", core.UndoItem{Action: "skip", BlockedBy: "left"}, false},
	} {
		if got := present.UndoNeedsAsking(core.UndoAnswer{Plan: []core.UndoItem{c.item}}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestAnUndoPlanSaysWhatIsKeptAndWhatStays(t *testing.T) {
	answer := core.UndoAnswer{Plan: []core.UndoItem{
		{What: "app_sign_in", Label: "SketchUp 2021", Path: "/s/2021", Action: "put_back", Standing: "newer"},
		{What: "app_sign_in", Label: "SketchUp 2022", Path: "/s/2022", Action: "skip", BlockedBy: "SketchUp 2022"},
	}}
	view := present.UndoPlan(answer, assets.In("en"))
	if view.Title != "Put 1 file back?" || len(view.Groups) != 3 || view.Groups[1].Items[0].Text != "What stands there now is newer." {
		t.Errorf("view is %+v", view)
	}
	if left := view.Groups[2].Items[0]; left.Strong != "Running." || left.Text != "Close SketchUp 2022 first to put it back too." {
		t.Errorf("left is %+v", left)
	}
	answer.Plan = answer.Plan[1:]
	if view := present.UndoPlan(answer, assets.In("en")); !view.Nothing || !view.Blocked || view.Title != "Close SketchUp 2022 first" {
		t.Errorf("view is %+v", view)
	}
}
