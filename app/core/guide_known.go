package core

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"latchkey/app/guide"
	"latchkey/session"
	"latchkey/session/apps"
)

// justAsked is how long an answer about access rights counts as one of now.
const justAsked = 10 * time.Minute

// spoiled are problems with which nobody is really signed in.
var spoiled = []string{
	"not_signed_in", "sign_in_needed", "renewal_interrupted", "refresh_refused", "tokens_gone",
	"secrets_missing", "secrets_damaged", "session_damaged", "session_refused", "session_missing",
}

// guideFacts are the facts that conditions of the guide may name.
func guideFacts() []string {
	return []string{
		"looked", "can_sign_in", "signed_in", "two_accounts", "verified", "organization", "rights_just_asked",
		"cookies_known", "app_running", "app_resettable", "app_signed_out", "app_restarted", "app_reset",
	}
}

// guideLinks are the pages of a provider that steps may open.
func guideLinks() []string {
	return []string{"create_account", "forgot_password", "profile", "change_email", "admin_tool", "devices", "status", "support"}
}

// find gathers what is known before anybody is asked.
func (g *guidance) find() {
	g.what = guide.Known{
		Checks: map[string]string{}, Problems: map[string]bool{}, Facts: map[string]bool{}, Links: map[string]bool{},
	}
	if g.known != nil {
		for _, check := range g.known.Checks {
			g.what.Checks[check.ID] = check.Result
			if check.ProblemCode != "" {
				g.what.Problems[check.ProblemCode] = true
			}
		}
	}
	for _, finding := range g.d.findings() {
		g.what.Problems[finding.Code] = true
	}
	for _, name := range guideLinks() {
		g.what.Links[name] = g.page(name) != ""
	}
	g.fact("looked", g.known != nil)
	g.fact("can_sign_in", g.profile.ID != "" && len(g.profile.Missing()) == 0) // neither none nor a help-only one
	g.fact("cookies_known", len(g.profile.identityHosts()) > 0 && g.d.core.clearing() != ClearingOff)
	g.findAccount()
	g.findAppFacts()
}

func (g *guidance) fact(name string, holds bool) { g.what.Facts[name] = holds }

func (g *guidance) findAccount() {
	if record, err := g.d.record(); err == nil {
		g.fact("two_accounts", len(record.Accounts) > 1)
	}
	account, err := g.d.account()
	if err != nil {
		return
	}
	c, broken := g.d.core, false
	for _, code := range spoiled {
		broken = broken || g.what.Problems[code]
	}
	known := c.cachedRights(account)
	g.fact("signed_in", !broken && c.accountState(account) == StateSignedIn)
	g.fact("verified", account.EmailVerified)
	g.fact("organization", account.Organization != (session.Organization{}) || organizationOf(account, known) != "-")
	age := c.Now().Sub(known.Answer().CheckedAt)
	g.fact("rights_just_asked", len(known.Parts) > 0 && age >= 0 && age < justAsked)
}

// findApp chooses the app that the steps are about: SketchUp, whose sign-in is the
// one that gets stuck, else one that can be reset.
func (g *guidance) findApp() {
	answer, err := g.d.apps()
	if err != nil {
		return
	}
	better := func(a, b AppAnswer) int {
		score := func(app AppAnswer) int {
			if app.ID == "sketchup" {
				return 2
			}
			return 0
		}
		if d := score(b) - score(a); d != 0 {
			return d
		}
		return writtenAt(b).Compare(writtenAt(a))
	}
	meant := slices.DeleteFunc(slices.Clone(answer.Apps), func(app AppAnswer) bool {
		return !app.Found || app.Reset != string(apps.ByFile)
	})
	slices.SortStableFunc(meant, better)
	if len(meant) > 0 {
		g.app = &meant[0]
	}
}

func (g *guidance) findAppFacts() {
	if g.app == nil {
		return
	}
	written := writtenAt(*g.app)
	reset := g.app.LastReset
	g.fact("app_running", g.app.Running)
	g.fact("app_resettable", g.app.Resettable)
	g.fact("app_signed_out", written.IsZero())
	g.fact("app_restarted", apps.RestartedSince(g.d.core.started(), written))
	g.fact("app_reset", reset != nil && !reset.Undone && reset.At.After(written))
}

// trimble says whether what is known about Trimble's own sign-in applies: at that
// provider, and where none is set up, because that is whose apps the guide began
// with.
func (g *guidance) trimble() bool {
	if g.profile.ID == "" || g.profile.ID == "trimble-id" {
		return true
	}
	u, err := url.Parse(g.profile.Issuer)
	if err != nil || u.Hostname() == "" {
		return g.profile.Help != "demo" && len(g.profile.Missing()) > 0
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc([]string{"trimble.com", "trimblecloud.com"}, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}

// page is the address of one of the provider's pages; empty: it has none that is
// known. What is done in the profile can be done from there.
func (g *guidance) page(name string) string {
	if address := safeLink(g.profile.Links[name]); address != "" {
		return address
	}
	if slices.Contains([]string{"change_email", "admin_tool", "devices"}, name) {
		return safeLink(g.profile.Links["profile"])
	}
	return ""
}
