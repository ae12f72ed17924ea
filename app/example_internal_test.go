package app

import (
	"time"

	"latchkey/app/core"
)

// The people and things of the design's pictures.

func morning(hour, minute, second int) time.Time {
	return time.Date(2026, time.November, 22, hour, minute, second, 0, time.UTC)
}

func acme() core.ProviderAnswer {
	return core.ProviderAnswer{
		ID: "acme", Name: "Acme ID", Issuer: "https://id.example.com", ClientID: "latchkey", Origin: "machine", Selected: true,
		Links: map[string]string{"verify": "https://id.example.com/verify"},
	}
}

func milaSignedIn() core.StatusAnswer {
	return core.StatusAnswer{
		SignedIn: true, State: core.StateSignedIn,
		Accounts: []core.AccountAnswer{{
			ID: "a1", Provider: "acme", ProviderName: "Acme ID", Issuer: "https://id.example.com", Subject: "s1",
			Email: "mila.vos@example.com", EmailVerified: true, Name: "Mila Vos",
			Organization: core.Organization{ID: "org", Name: "Northquay Engineering"}, Default: true,
			SignedInAt: core.At(morning(9, 14, 0)), RenewedAt: core.At(morning(10, 35, 0)),
			AccessExpiresAt: core.At(time.Date(2026, time.December, 22, 9, 14, 0, 0, time.UTC)),
			Renewable:       true, State: core.StateSignedIn,
		}},
		Rights: core.RightsSummary{
			Count: 34, Granted: 27, Pending: 1, CheckedAt: core.At(morning(10, 29, 0)), State: "fresh",
			OfflineUntil: core.At(time.Date(2026, time.December, 22, 9, 14, 0, 0, time.UTC)),
		},
		SessionFile: core.SessionFileAnswer{Path: "/home/mila/.local/state/latchkey/login_session.json", State: "ok"},
		Storage:     core.StorageAnswer{Kind: "keyring", State: "ok"},
	}
}

func until(year int, month time.Month, day int) core.Moment {
	return core.At(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

func milaRights() *core.RightsAnswer {
	answer := &core.RightsAnswer{
		Account: "a1", CheckedAt: core.At(morning(10, 29, 0)), State: "fresh",
		OfflineUntil: core.At(time.Date(2026, time.December, 22, 9, 14, 0, 0, time.UTC)),
		Pending: []core.PendingAnswer{{
			Kind: "external", Name: "Harbor Tunnel", AcceptURL: "https://id.example.com/invitations/1",
		}},
	}
	add := func(id, name, state, source string, ends core.Moment, reason string) {
		answer.Rights = append(answer.Rights, core.RightAnswer{ID: id, Name: name, State: state, Source: source, Until: ends, Reason: reason})
	}
	add("tekla", "Tekla Structures 2025", "seat_limit", "organization", until(2027, 3, 31), "All seats are in use.")
	add("harbor", "Harbor Tunnel, site models", "pending_invitation", "external", core.Moment{}, "")
	add("archive", "Drawing archive", "needs_sign_in", "group", until(2027, 6, 30), "")
	add("plugins", "Plug-in library", "needs_verification", "personal", core.Moment{}, "")
	add("training", "Training videos", "expired", "personal", until(2026, 9, 30), "")
	add("night", "Night rendering", "denied", "organization", core.Moment{}, "")
	add("beta", "Beta downloads", "unknown", "maintenance", core.Moment{}, "")
	for _, right := range [][3]string{
		{"sketchup24", "SketchUp Pro 2024", "organization"},
		{"sketchup25", "SketchUp Pro 2025", "organization"},
		{"cloud", "Cloud rendering", "organization"},
		{"sharing", "Model sharing", "maintenance"},
		{"quay", "Quay Wall 4, drawings", "group"},
		{"support", "Support cases", "maintenance"},
		{"rhino", "Rhino 8", "organization"},
		{"revit", "Revit exchange", "organization"},
	} {
		add(right[0], right[1], "granted", right[2], until(2027, 3, 31), "")
	}
	for i := len(answer.Rights); i < 34; i++ {
		number := string(rune('A' + i - 15))
		add("lot"+number, "Quay Wall 4, lot "+number, "granted", "group", until(2027, 6, 30), "")
	}
	return answer
}

func milaRecheck() core.RecheckAnswer {
	right := func(state string, ends core.Moment, reason string) *core.RightAnswer {
		return &core.RightAnswer{State: state, Until: ends, Reason: reason}
	}
	return core.RecheckAnswer{
		Account: "a1", Fresh: true, Unchanged: 30, Before: core.RightsSummary{Count: 34, Granted: 26}, After: core.RightsSummary{Count: 34, Granted: 27},
		Steps: []core.RecheckStep{
			{
				Step: core.StepRefetch, Result: "unchanged", Detail: "same", At: core.At(morning(10, 41, 7)),
				Evidence: []core.EvidenceAnswer{said(morning(10, 1, 7), false)},
			},
			{
				Step: core.StepNewToken, Result: "changed", Detail: "differences", At: core.At(morning(10, 41, 9)),
				Evidence: []core.EvidenceAnswer{said(morning(10, 41, 8), true)},
			},
			{Step: core.StepSignIn, Result: "skipped", Detail: "not_needed"},
			{Step: core.StepBrowserSession, Result: "skipped", Detail: "not_needed"},
			{Step: core.StepBrowserCookies, Result: "skipped", Detail: "not_needed"},
			{Step: core.StepMessage, Result: "skipped", Detail: "not_needed"},
		},
		Gained: []core.ChangeAnswer{
			{ID: "tekla", Name: "Tekla Structures 2025", Before: right("seat_limit", core.Moment{}, ""), After: right("granted", until(2027, 3, 31), "")},
			{ID: "harbor", Name: "Harbor Tunnel, site models", Before: right("pending_invitation", core.Moment{}, ""), After: right("granted", core.Moment{}, "From outside your organization.")},
		},
		Lost: []core.ChangeAnswer{
			{ID: "cloud", Name: "Cloud rendering", Before: right("granted", core.Moment{}, ""), After: right("denied", core.Moment{}, "Northquay Engineering ended it on 21 November.")},
		},
		Changed: []core.ChangeAnswer{
			{ID: "sharing", Name: "Model sharing", Before: right("granted", until(2026, 12, 31), ""), After: right("granted", until(2027, 12, 31), "")},
		},
	}
}

func milaPlan() core.ResetPlan {
	return core.ResetPlan{ID: "plan-1", Scopes: []string{core.ScopeSession}, Items: []core.ResetItem{
		{ID: "1", Kind: "file", What: "session_file", Path: "/home/mila/.local/state/latchkey/login_session.json", Size: 1830, Action: "move_to_backup", Reversible: true},
		{ID: "2", Kind: "server", What: "server_session", Action: "revoke"},
		{ID: "3", Kind: "keyring", What: "stored_secrets", Action: "delete"},
		{ID: "4", Kind: "cache", What: "rights_cache", Action: "delete"},
	}}
}

func milaReset() core.ResetAnswer {
	return core.ResetAnswer{
		Plan: milaPlan(), Applied: true,
		Results: []core.ItemResult{
			{ID: "1", What: "session_file", Path: "/home/mila/.local/state/latchkey/login_session.json", Result: "done", Detail: "moved"},
			{ID: "2", What: "server_session", Result: "done", Detail: "confirmed"},
			{ID: "3", What: "stored_secrets", Result: "done", Detail: "removed"},
			{ID: "4", What: "rights_cache", Result: "done", Detail: "removed"},
		},
		Backup: &core.BackupReference{ID: "20261122-105218-ab12", Path: "/home/mila/.local/state/latchkey/backups/20261122-105218-ab12"},
	}
}

func milaBackups() []core.BackupAnswer {
	item := core.BackupItem{What: "session_file", Path: "/home/mila/.local/state/latchkey/login_session.json", State: "stored"}
	app := core.BackupItem{What: "app_sign_in", App: "sketchup@2024", Label: "SketchUp 2024", Path: sketchUpFolder + `2024\login_session.dat`, State: "stored"}
	return []core.BackupAnswer{
		{ID: "b2", CreatedAt: core.At(morning(9, 8, 0)), Path: "/home/mila/.local/state/latchkey/backups/b2", Items: []core.BackupItem{app}},
		{
			ID: "b1", CreatedAt: core.At(time.Date(2026, time.November, 14, 16, 30, 0, 0, time.UTC)), Restored: true,
			Path: "/home/mila/.local/state/latchkey/backups/b1", Items: []core.BackupItem{item, item},
		},
	}
}

func milaPaths() core.PathsAnswer {
	return core.PathsAnswer{
		Settings: "/home/mila/.config/latchkey/settings.toml", Providers: "/home/mila/.config/latchkey/providers",
		SessionFile: "/home/mila/.local/state/latchkey/login_session.json",
		Backups:     "/home/mila/.local/state/latchkey/backups", Cache: "/home/mila/.cache/latchkey", Keyring: "latchkey",
	}
}

// signedInJobs is Mila on an ordinary morning.
func signedInJobs() *fakeJobs {
	status := milaSignedIn()
	return &fakeJobs{
		status: status, signedIn: &status, providers: []core.ProviderAnswer{acme()}, rights: milaRights(), backups: milaBackups(),
		paths: milaPaths(), plan: milaPlan(), reset: milaReset(), recheck: milaRecheck(), apps: milaApps(),
		helpJobs: helpJobs{
			doctor: milaDoctor(), why: milaWhy(), symptoms: milaSymptoms(), guide: milaSteps, activity: milaActivity(), report: milaReport(),
			fixed: core.FixResult{Result: "done"},
		},
	}
}

// signedOutJobs is the same computer before a sign-in.
func signedOutJobs() *fakeJobs {
	jobs := signedInJobs()
	jobs.status = core.StatusAnswer{State: core.StateSignedOut, SessionFile: core.SessionFileAnswer{State: "missing"}}
	jobs.rights, jobs.backups = nil, nil
	return jobs
}
