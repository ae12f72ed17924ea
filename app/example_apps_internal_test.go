package app

import (
	"time"

	"latchkey/app/core"
)

// The modeling apps of the design's pictures, and some more.

func november(day, hour, minute int) core.Moment {
	return core.At(time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC))
}

const sketchUpFolder = `C:\Users\mila\AppData\Roaming\SketchUp\SketchUp `

func sketchUp(version string, modified core.Moment) core.AppAnswer {
	return core.AppAnswer{
		ID: "sketchup", Name: "SketchUp", Vendor: "Trimble", Version: version, Scope: "app:sketchup@" + version, Found: true,
		StateKind: "session", Reset: "file", Resettable: true, Confidence: "high", Checked: "2026-11-22", Source: "Trimble Help Center",
		Paths: []core.AppPath{{
			Path: sketchUpFolder + version + `\login_session.dat`, Kind: "session", Exists: true, Size: 3900, ModifiedAt: modified,
		}},
		Steps: []core.StepAnswer{
			{App: "SketchUp " + version, When: "after", Act: "restart", Text: "Restart the computer.", Done: core.StepOpen},
			{App: "SketchUp " + version, When: "after", Act: "sign_in", Text: "Start SketchUp and sign in.", Done: core.StepUnknown},
		},
	}
}

func blender() core.AppAnswer {
	return core.AppAnswer{
		ID: "blender-id", Name: "Blender", Vendor: "Blender Foundation", Version: "4.2", Scope: "app:blender-id@4.2", Found: true,
		StateKind: "session", Reset: "file", Resettable: true, Community: true, Confidence: "medium",
		Checked: "2026-11-22", Source: "add-on source",
		Paths: []core.AppPath{{
			Path: `C:\Users\mila\AppData\Roaming\Blender Foundation\Blender\4.2\config\blender_id\profiles.json`,
			Kind: "session", Exists: true, Size: 700, ModifiedAt: november(10, 8, 0),
		}},
	}
}

func tekla() core.AppAnswer {
	return core.AppAnswer{
		ID: "tekla", Name: "Tekla Structures", Vendor: "Trimble", Version: "2025", Scope: "app:tekla@2025", Found: true, Reset: "in_app",
		Confidence: "high", Checked: "2026-11-22", Source: "Tekla User Assistance",
		Steps: []core.StepAnswer{
			{App: "Tekla Structures 2025", When: "instead", Act: "sign_out", Text: "Open Tekla Structures, choose your name at the top right, then Sign out.", Done: core.StepUnknown},
			{App: "Tekla Structures 2025", When: "instead", Act: "close", Text: "Close Tekla Structures.", Done: core.StepDone},
			{App: "Tekla Structures 2025", When: "instead", Act: "sign_in", Text: "Sign in again.", URL: "https://account.example.com", Done: core.StepOpen},
		},
	}
}

// rhino is in the catalogue and not on this computer.
func rhino() core.AppAnswer {
	return core.AppAnswer{
		ID: "rhino", Name: "Rhino", Vendor: "McNeel", Scope: "app:rhino", Reset: "web", Confidence: "high",
		Checked: "2026-11-20", Source: "Rhino accounts help", Steps: []core.StepAnswer{},
	}
}

// milaApps are two SketchUps, of which one runs, an entry of the community, one
// that signs out by itself, and one that is not here.
func milaApps() core.AppsAnswer {
	running := sketchUp("2024", november(20, 8, 30))
	running.Running, running.Processes = true, []core.AppProcess{{PID: 4711, Name: "SketchUp"}}
	return core.AppsAnswer{Apps: []core.AppAnswer{
		sketchUp("2025", november(19, 17, 2)), running, blender(), tekla(), rhino(),
	}}
}

// oddApps are in every state that is not an ordinary one.
func oddApps() core.AppsAnswer {
	inWine := sketchUp("2021", november(22, 9, 30))
	inWine.Prefix, inWine.Paths[0].Path = "/home/mila/.wine", "/home/mila/.wine/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021/SketchUp/login_session.dat"
	locked := sketchUp("2022", november(2, 9, 30))
	locked.Paths[0].Locked = true
	refused := sketchUp("2023", november(2, 9, 30))
	refused.Resettable, refused.Paths[0].Refused = false, "it is a link"
	absent := sketchUp("2026", core.Moment{})
	absent.Resettable, absent.Paths[0].Exists = false, false
	absent.Steps[0].Done, absent.Steps[1].Done = core.StepDone, core.StepOpen
	absent.LastReset = &core.AppReset{Backup: "b1", At: november(21, 16, 30)}
	return core.AppsAnswer{
		Apps: []core.AppAnswer{inWine, locked, refused, absent, blender(), tekla()},
		Problems: []core.AppProblem{{
			File: "/home/mila/.config/latchkey/apps/mine.toml", Line: 4, Key: "state.path", Reason: "must be an absolute path",
		}},
	}
}

// appsPlan is the plan of the design's picture.
func appsPlan() core.ResetPlan {
	plan := milaPlan()
	plan.Scopes = []string{"app:sketchup@2025", core.ScopeSession}
	plan.Items = append([]core.ResetItem{{
		ID: "0", Kind: "file", What: "app_sign_in", App: "sketchup@2025", Label: "SketchUp 2025",
		Path: sketchUpFolder + `2025\login_session.dat`, Size: 3900, Action: "move_to_backup", Reversible: true,
	}}, plan.Items...)
	plan.Steps = sketchUp("2025", core.Moment{}).Steps
	return plan
}

func appsReset() core.ResetAnswer {
	answer := milaReset()
	answer.Plan = appsPlan()
	answer.Results = append([]core.ItemResult{{
		ID: "0", What: "app_sign_in", Label: "SketchUp 2025", Path: sketchUpFolder + `2025\login_session.dat`, Result: "done", Detail: "moved",
	}}, answer.Results...)
	return answer
}

// partlyReset is a reset of apps alone, of which one ran and one could not be moved.
func partlyReset() core.ResetAnswer {
	path := func(version string) string { return sketchUpFolder + version + `\login_session.dat` }
	item := func(id, version, action, blocked string) core.ResetItem {
		return core.ResetItem{
			ID: id, Kind: "file", What: "app_sign_in", App: "sketchup@" + version, Label: "SketchUp " + version,
			Path: path(version), Size: 3900, Action: action, BlockedBy: blocked, Reversible: blocked == "",
		}
	}
	result := func(id, version, outcome, detail string) core.ItemResult {
		return core.ItemResult{ID: id, What: "app_sign_in", Label: "SketchUp " + version, Path: path(version), Result: outcome, Detail: detail}
	}
	return core.ResetAnswer{
		Plan: core.ResetPlan{ID: "plan-2", Scopes: []string{"app:sketchup"}, Items: []core.ResetItem{
			item("1", "2025", "move_to_backup", ""), item("2", "2024", "skip", "SketchUp 2024"), item("3", "2023", "move_to_backup", ""),
		}},
		Applied: true, Backup: milaReset().Backup,
		Results: []core.ItemResult{
			result("1", "2025", "done", "moved"), result("2", "2024", "skipped", "app_running"), result("3", "2023", "failed", "disk_full"),
		},
	}
}

// undoOverNewer is an undo with something newer in the way, and an app that runs.
func undoOverNewer() core.UndoAnswer {
	return core.UndoAnswer{Plan: []core.UndoItem{
		{Number: 1, What: "app_sign_in", Label: "SketchUp 2025", Path: sketchUpFolder + `2025\login_session.dat`, Size: 3900, Action: "put_back", Standing: "newer"},
		{Number: 2, What: "app_sign_in", Label: "SketchUp 2023", Path: sketchUpFolder + `2023\login_session.dat`, Size: 3900, Action: "put_back"},
		{Number: 3, What: "app_sign_in", Label: "SketchUp 2024", Path: sketchUpFolder + `2024\login_session.dat`, Action: "skip", BlockedBy: "SketchUp 2024"},
		{Number: 4, What: "session_file", Path: "/home/mila/.local/state/latchkey/login_session.json", Action: "skip", BlockedBy: "restored"},
	}}
}
