package present_test

import (
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
	"latchkey/session/tomlfile"
)

func TestAPlanSaysForEachGroupWhetherItCanBeUndone(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{"all"}, Items: []core.ResetItem{
		{Kind: "file", What: "session_file", Path: "/s/login_session.json", Size: 1800, Action: "move_to_backup", Reversible: true, Note: "damaged"},
		{Kind: "cache", What: "rights_cache", Path: "/c/rights.json", Size: 3000, Action: "move_to_backup", Reversible: true},
		{Kind: "server", What: "server_session", Account: "mila.vos@example.com", Action: "revoke"},
		{Kind: "keyring", What: "stored_secrets", Account: "mila.vos@example.com", Path: "abc", Action: "delete"},
		{Kind: "file", What: "labcad", Path: "/x", Action: "skip", BlockedBy: "Lab CAD"},
	}}
	view := present.Plan(plan, assets.In("en"))
	want := []struct {
		title, undo string
		items       int
	}{
		{"Move 2 files to a backup", "Can be undone", 2},
		{"End the sign-in and forget it", "Can’t be undone", 2},
		{"Leave alone", "", 2}, // the last one always names licenses and models
	}
	if len(view.Groups) != len(want) {
		t.Fatalf("groups are %+v", view.Groups)
	}
	for i, group := range view.Groups {
		if group.Title != want[i].title || group.Undo != want[i].undo || len(group.Items) != want[i].items {
			t.Errorf("group %d is %+v", i, group)
		}
	}
	if first := view.Groups[0].Items[0]; first.Strong != "Damaged:" || first.Path != "/s/login_session.json" || first.Size != "2 KB" {
		t.Errorf("first item is %+v", first)
	}
	if blocked := view.Groups[2].Items[0]; blocked.Strong != "In use." || blocked.Text != "Close Lab CAD first to reset it too." {
		t.Errorf("blocked item is %+v", blocked)
	}
	if view.Title != "Reset everything?" || view.Confirm.Text != "Reset everything" {
		t.Errorf("title is %q, button is %q", view.Title, view.Confirm.Text)
	}
}

func TestAPlanWithNothingToDoHasNoQuestion(t *testing.T) {
	plan := core.ResetPlan{Scopes: []string{"rights"}, Items: []core.ResetItem{
		{Kind: "cache", What: "rights_cache", Action: "skip", Note: "nothing_there"},
	}}
	view := present.Plan(plan, assets.In("en"))
	if !view.Nothing || view.Title != "Nothing to reset" || view.Note != "" {
		t.Errorf("view is %+v", view)
	}
}

func TestAResultSaysForEachItemWhatHappened(t *testing.T) {
	in := present.ResultInput{
		Results: []core.ItemResult{
			{What: "session_file", Path: "/s/login_session.json", Result: "done"},
			{What: "server_session", Result: "failed", Detail: "unreachable"},
			{What: "stored_secrets", Result: "skipped", Detail: "held_for_backup"},
		},
		Backup: &core.BackupReference{ID: "b", Path: "/b"}, At: now,
	}
	view := present.Result(in, now, assets.In("en"))
	if view.Header.Title != "The reset is partly done" || view.Header.Sign.Tone != present.ToneWarn {
		t.Errorf("header is %+v", view.Header)
	}
	if view.Rows[1].Caption != "The provider didn’t answer" || view.Rows[2].Right != "Skipped" {
		t.Errorf("rows are %+v", view.Rows)
	}
	if view.FootNote != "Kept until 23 December" || view.Header.Buttons[0].Action != present.DoUndo {
		t.Errorf("foot is %q, buttons are %+v", view.FootNote, view.Header.Buttons)
	}
}

func TestBackupsSayWhatTheyHoldAndOfferToPutItBackOnce(t *testing.T) {
	backup := core.BackupAnswer{
		ID: "b", CreatedAt: core.At(now.AddDate(0, 0, -9)), Path: "/b",
		Items: []core.BackupItem{{What: "session_file"}, {What: "rights_cache"}},
	}
	row := present.Backup(backup, now, assets.In("en"))
	if row.When != "14 Nov, 10:41" || row.What != "Latchkey session, Cached access rights · 2 files" || row.Buttons[0].Action != present.DoUndo {
		t.Errorf("row is %+v", row)
	}
	backup.Restored = true
	if row := present.Backup(backup, now, assets.In("en")); row.Buttons[0].Action == present.DoUndo {
		t.Errorf("row is %+v", row)
	}
}

func TestASignInShowsItsStepsWithTheirTimes(t *testing.T) {
	started := now.Add(-23 * time.Second)
	at := func(stage core.Stage, after time.Duration, address string) present.TimedProgress {
		return present.TimedProgress{Progress: core.Progress{Stage: stage, URL: address}, At: started.Add(after)}
	}
	in := present.SignInProgress{Provider: *acme(), StartedAt: started, Limit: 5 * time.Minute, Seen: []present.TimedProgress{
		at(core.StageStorage, 0, ""), at(core.StageBrowser, 200*time.Millisecond, "https://id.example.com/a"),
		at(core.StageWaiting, 800*time.Millisecond, "https://id.example.com/a"),
	}}
	view := present.SigningIn(in, now, assets.In("en"))
	if view.Elapsed != "0:23" || view.WaitsFor != "waits up to 5 minutes" || view.Address != "https://id.example.com/a" {
		t.Errorf("view is %+v", view)
	}
	want := []string{"Storage on this computer is ready 0.2 s", "Your browser opened 0.6 s", "Waiting for you in the browser 22 s", "Check the answer "}
	for i, text := range want {
		if got := view.Steps[i].Text + " " + view.Steps[i].Clock; got != text {
			t.Errorf("step %d: %q, want %q", i+1, got, text)
		}
	}
}

func TestADeviceCodeShowsWhatIsLeft(t *testing.T) {
	in := present.SignInProgress{Provider: *acme(), StartedAt: now, Seen: []present.TimedProgress{{At: now, Progress: core.Progress{
		Stage: core.StageCode, UserCode: "KQ7M-4XRD", VerificationURI: "https://id.example.com/device", CodeExpires: now.Add(15 * time.Minute),
	}}}}
	view := present.Device(in, now.Add(78*time.Second), assets.In("en"))
	if view.Left != "13:42 left" || view.Address != "id.example.com/device" || view.QR != "https://id.example.com/device" {
		t.Errorf("view is %+v", view)
	}
}

func TestTheFirstRunOffersTheOrganizationsProviderFirst(t *testing.T) {
	machine, template := *acme(), *acme()
	machine.Origin = "machine"
	template.ID, template.HelpOnly = "template", true
	view := present.FirstRun([]core.ProviderAnswer{template, machine}, "Northquay Engineering", assets.In("en"))
	if view.Selected != "acme" || len(view.Choices) != 4 || view.Choices[0].Pill == nil {
		t.Errorf("view is %+v", view)
	}
}

func TestSettingsSayWhyTheStorageIsNotKnown(t *testing.T) {
	view := present.Settings(present.SettingsInput{Storage: core.StorageAnswer{
		State: "refused", Problem: "file_invalid",
		Err: &tomlfile.Error{File: "/x/settings.toml", Line: 2, Key: "storage.kind", Reason: "unknown key"},
	}}, assets.In("en"))
	if row := view.Sections[0].Rows[1]; !strings.Contains(row.Caption, "/x/settings.toml:2, key storage.kind") {
		t.Errorf("row is %+v", row)
	}
}

func TestAPlanNeverCallsAReasonAProgram(t *testing.T) {
	for _, reason := range []string{"newer", "unreadable"} {
		view := present.Plan(core.ResetPlan{Items: []core.ResetItem{
			{Kind: "file", What: "session_file", Path: "/s", Action: "move_to_backup"},
			{Kind: "keyring", What: "stored_secrets", Action: "skip", BlockedBy: reason},
		}}, assets.In("en"))
		for _, group := range view.Groups {
			for _, item := range group.Items {
				if strings.Contains(item.Strong+item.Text, reason+".") || item.Strong != "" {
					t.Errorf("%s is told as %+v", reason, item)
				}
			}
		}
	}
}

func TestSettingsNameEveryChoice(t *testing.T) {
	view := present.Settings(present.SettingsInput{
		Providers: []core.ProviderAnswer{*acme()}, Storage: core.StorageAnswer{Kind: "sealed_file"}, Version: "1.0",
	}, assets.In("nl"))
	if view.Sections[0].Rows[1].Caption != "Verzegeld bestand" || view.Sections[1].Rows[0].Options[2].Text != "Nederlands" {
		t.Errorf("view is %+v", view)
	}
}
