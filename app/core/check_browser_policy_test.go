package core_test

import (
	"context"
	"slices"
	"testing"

	"latchkey/app/core"
	"latchkey/session/browsers"
	"latchkey/session/vault"
)

// governed are browsers with policies, as a test says.
type governed struct {
	shelf
	report browsers.PolicyReport
	sites  []string
}

func (g *governed) Policies(_ context.Context, sites []string) (browsers.PolicyReport, error) {
	g.sites = sites
	return g.report, nil
}

func policy(id, effect string) browsers.Policy {
	return browsers.Policy{
		ID: id, Browser: "Browser " + id, Effect: effect, Key: "DefaultCookiesSetting", Rule: "2", Source: "/etc/x.json", Site: "http://127.0.0.1:1",
	}
}

func TestPoliciesForBrowsersAreJudgedByWhatTheyKeepFromWorking(t *testing.T) {
	h := newHome(t)
	blocks, expires := policy("chromium", browsers.PolicyBlocks), policy("firefox", browsers.PolicyExpires)
	for _, row := range []struct {
		name                   string
		signedIn               bool
		holdings               []browsers.Holding
		report                 browsers.PolicyReport
		result, code, evidence string
	}{
		{name: "none", result: "pass", evidence: "browser_policy_none"},
		{name: "blocked", report: browsers.PolicyReport{Policies: []browsers.Policy{blocks}}, result: "fail", code: "browser_cookies_blocked", evidence: "browser_policy_blocks"},
		{
			name: "blocked, and signed in", signedIn: true, report: browsers.PolicyReport{Policies: []browsers.Policy{blocks}},
			result: "warn", code: "browser_cookies_blocked", evidence: "browser_policy_blocks",
		},
		{name: "forgotten", report: browsers.PolicyReport{Policies: []browsers.Policy{expires}}, result: "warn", code: "browser_cookies_expire", evidence: "browser_policy_expires"},
		{
			name: "of a browser that this person does not use", holdings: []browsers.Holding{holding("firefox", false)},
			report: browsers.PolicyReport{Policies: []browsers.Policy{blocks}}, result: "pass", evidence: "browser_policy_none",
		},
		{
			name: "of one of two", holdings: []browsers.Holding{holding("firefox-snap", false)},
			report: browsers.PolicyReport{Policies: []browsers.Policy{blocks, expires}}, result: "warn", code: "browser_cookies_expire", evidence: "browser_policy_expires",
		},
		{
			name: "a file that cannot be read", report: browsers.PolicyReport{Problems: []browsers.PolicyProblem{{Source: "/etc/x.json", Reason: "it is too large"}}},
			result: "pass", evidence: "browser_policy_unreadable",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			g := &governed{shelf: shelf{holdings: row.holdings}, report: row.report}
			parts := h.open(vault.Memory).Deps
			parts.Browsers = g
			h.Core = core.New(parts)
			if row.signedIn {
				h.signIn()
				defer func() { _, _ = h.SignOut(t.Context(), core.SignOutOptions{}) }()
			}
			answer, err := h.Diagnose(t.Context(), core.DoctorOptions{Only: []string{"browser-policy"}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			found := answer.Find("browser-policy")
			if found.Result != row.result || found.ProblemCode != row.code || found.EvidenceCode != row.evidence {
				t.Errorf("found %s %q %s", found.Result, found.ProblemCode, found.EvidenceCode)
			}
			if !slices.Equal(g.sites, []string{h.server.Issuer()}) {
				t.Errorf("asked about %q", g.sites)
			}
			if row.code != "" && (found.Fix == nil || found.Fix.ID != core.MendBrowserPolicy || found.Values["key"] != "DefaultCookiesSetting") {
				t.Errorf("fix %+v, evidence %v", found.Fix, found.Values)
			}
		})
	}
}

func TestWithoutAProviderNoPolicyIsAbout(t *testing.T) {
	h := newHome(t)
	if _, err := h.RemoveProvider(t.Context(), "demo"); err != nil {
		t.Fatal(err)
	}
	answer, err := h.Diagnose(t.Context(), core.DoctorOptions{Only: []string{"browser-policy"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if found := answer.Find("browser-policy"); found.Result == "fail" || found.Result == "warn" {
		t.Errorf("found %s %s", found.Result, found.ProblemCode)
	}
}
