package app

import (
	"time"

	"latchkey/app/core"
)

// said is what a server answers: the list, a few seconds ago, past all stored copies.
func said(at time.Time, fresh bool) core.EvidenceAnswer {
	age := 0
	e := core.EvidenceAnswer{
		Source: "endpoint", Asked: "GET https://id.example.com/access-rights", CacheControl: "no-cache, no-store", Status: 200,
		AgeSeconds: &age, Date: core.At(at), ETag: `"r7"`, CheckedAt: core.At(at), Fresh: true, Why: core.WhySaidNow,
	}
	if !fresh {
		age = 2400
		e.Fresh, e.Why, e.Cache = false, core.WhyAge, "hit"
	}
	return e
}

func milaSources() []core.SourceAnswer {
	return []core.SourceAnswer{
		{
			Source: "endpoint", State: "fresh", Count: 30, CheckedAt: core.At(morning(10, 29, 0)),
			OfflineUntil: core.At(time.Date(2026, time.December, 22, 9, 14, 0, 0, time.UTC)),
		},
		{Source: "scim-me", State: "stale", Count: 4, CheckedAt: core.At(morning(7, 2, 0)), Problem: "server_unreachable"},
	}
}

func milaFindings() []core.FindingAnswer {
	return []core.FindingAnswer{
		{
			Code: core.FindingOtherIdentity, Fix: core.FixSelectAccount,
			Values: map[string]string{"email": "mila@example.org", "other": "mila.vos@example.com"},
		},
		{Code: core.FindingNextSignIn, Fix: core.FixRecheckSignIn, Values: map[string]string{"name": "Drawing archive"}},
		{Code: core.FindingSeat, Fix: core.FixAdministrator, Values: map[string]string{"name": "Tekla Structures 2025"}},
	}
}

func milaWarnings(days ...int) []core.WarningAnswer {
	var warnings []core.WarningAnswer
	for _, n := range days {
		warning := core.WarningAnswer{
			Kind: core.WarnRight, ID: "cloud", Name: "Cloud rendering", Until: core.At(morning(12, 0, 0).AddDate(0, 0, n)), Days: n, Level: 7,
		}
		if n <= 3 {
			warning.Level = 3
		}
		warnings = append(warnings, warning)
	}
	return warnings
}

func milaHistory() core.RightsHistoryAnswer {
	before, after := milaRecheck(), milaRecheck()
	return core.RightsHistoryAnswer{Differences: []core.DifferenceAnswer{
		{
			At: core.At(morning(9, 14, 0)), Email: "mila.vos@example.com", Cause: "recheck", Step: core.StepSignIn, Fresh: true,
			Gained: 2, Lost: 1, Changed: 1, Changes: append(append(before.Gained, before.Lost...), before.Changed...),
		},
		{
			At: core.At(time.Date(2026, time.November, 14, 16, 30, 0, 0, time.UTC)), Cause: "sign-in", Gained: 27, Changes: after.Gained,
			Organization: &core.OrganizationChange{Before: core.Organization{Name: "Southquay"}, After: core.Organization{Name: "Northquay Engineering"}},
		},
	}}
}

func milaPrepared() core.PrepareAnswer {
	return core.PrepareAnswer{
		Until: core.At(time.Date(2026, time.November, 27, 23, 59, 59, 0, time.UTC)), Fresh: true, Ready: true,
		Rights: core.RightsSummary{Granted: 27, Count: 34}, Evidence: []core.EvidenceAnswer{said(morning(10, 41, 8), true)},
	}
}

func milaBrowsers(clearing string) core.BrowsersAnswer {
	return core.BrowsersAnswer{
		Provider: "acme", Hosts: []string{"id.example.com"}, Clearing: clearing,
		Browsers: []core.BrowserAnswer{
			{
				ID: "chromium", Name: "Chromium", Family: "chromium", Profile: "Default", ProfileName: "Mila", State: "ok",
				Hosts: []core.BrowserHost{
					{Host: "id.example.com", Cookies: 3}, {Host: ".id.example.com", Cookies: 1}, {Host: ".example.com", Cookies: 2, Parent: true},
				},
				Address: "chrome://settings/content/siteDetails?site=https%3A%2F%2Fid.example.com%2F",
			},
			{
				ID: "firefox", Name: "Firefox", Family: "firefox", Profile: "k3x.default-esr", State: "running", Running: true,
				Address: "about:preferences#privacy",
			},
			{ID: "chrome", Name: "Google Chrome", Family: "chromium", Profile: "Default", State: "no_cookies"},
		},
	}
}

func browserPlan() core.ResetPlan {
	return core.ResetPlan{ID: "plan-b", Scopes: []string{core.ScopeBrowser}, Items: []core.ResetItem{
		{ID: "1", Kind: "server", What: core.ItemBrowserSession, Action: core.ActionRevoke},
		{
			ID: "2", Kind: "browser", What: core.ItemBrowserCookies, Label: "Chromium, Mila", Path: "/home/mila/.config/chromium/Default",
			Action: core.ActionDelete, Count: 4, Hosts: []string{"id.example.com", ".id.example.com"},
		},
		{
			ID: "3", Kind: "browser", What: core.ItemBrowserCookies, Label: "Firefox", Path: "/home/mila/.mozilla/firefox/k3x.default-esr",
			Action: core.ActionSkip, BlockedBy: "Firefox",
		},
	}}
}

func browserReset() core.ResetAnswer {
	return core.ResetAnswer{Plan: browserPlan(), Applied: true, Results: []core.ItemResult{
		{ID: "1", What: core.ItemBrowserSession, Result: "done", Detail: "ended"},
		{ID: "2", What: core.ItemBrowserCookies, Label: "Chromium, Mila", Path: "/home/mila/.config/chromium/Default", Result: "done", Detail: "removed 4"},
		{ID: "3", What: core.ItemBrowserCookies, Label: "Firefox", Path: "/home/mila/.mozilla/firefox/k3x.default-esr", Result: "skipped", Detail: "browser_running"},
	}}
}
