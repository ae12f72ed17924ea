package core

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"latchkey/app/doctor"
	"latchkey/session/browsers"
)

// browserPolicies is what tells of the machine's policies for browsers.
type browserPolicies interface {
	Policies(ctx context.Context, sites []string) (browsers.PolicyReport, error)
}

// Policies implements browserPolicies.
func (p personsBrowsers) Policies(ctx context.Context, sites []string) (browsers.PolicyReport, error) {
	return browsers.Policies(ctx, p.system, sites)
}

// browserPolicyCheck looks for policies by which a browser keeps no cookies of the
// provider: then nobody can sign in with it, or not for longer than it is open.
func (d *diagnosis) browserPolicyCheck() doctor.Check {
	return doctor.Check{ID: "browser-policy", Link: doctor.LinkSession, Look: d.lookAtBrowserPolicies}
}

func (d *diagnosis) lookAtBrowserPolicies(ctx context.Context) doctor.Finding {
	reader, ok := d.core.Deps.Browsers.(browserPolicies)
	if !ok {
		return doctor.Skipped("browser_policy_unseen")
	}
	profile, err := d.profile()
	sites := profile.cookieSites()
	if err != nil || len(sites) == 0 {
		return doctor.Skipped("browser_policy_no_provider")
	}
	report, err := reader.Policies(ctx, sites)
	if err != nil {
		return doctor.Skipped("stopped")
	}
	if found := d.ownPolicies(report.Policies); len(found) > 0 {
		return d.policyFinding(found[0])
	}
	if len(report.Problems) > 0 {
		return doctor.Passed("browser_policy_unreadable",
			"path", doctor.Path(report.Problems[0].Source), "reason", doctor.Code(report.Problems[0].Reason))
	}
	return doctor.Passed("browser_policy_none", "host", doctor.Host(siteHost(sites[0])))
}

func (d *diagnosis) policyFinding(found browsers.Policy) doctor.Finding {
	values := []any{
		"browser", doctor.Name(found.Browser), "key", doctor.Code(found.Key), "path", doctor.Path(found.Source),
		"host", doctor.Host(siteHost(found.Site)),
	}
	fix := doctor.Fix{ID: MendBrowserPolicy, Argument: found.Key}
	if found.Effect == browsers.PolicyExpires {
		return doctor.Warned("browser_cookies_expire", fix, doctor.Saw("browser_policy_expires", values...))
	}
	evidence := doctor.Saw("browser_policy_blocks", values...)
	if _, err := d.account(); err == nil { // signed in by another way, and not kept from working
		return doctor.Warned("browser_cookies_blocked", fix, evidence)
	}
	return doctor.Failed("browser_cookies_blocked", fix, evidence)
}

// ownPolicies leaves out browsers that this person has never opened, when there is
// one that they have.
func (d *diagnosis) ownPolicies(found []browsers.Policy) []browsers.Policy {
	profiles, err := d.core.Deps.Browsers.Find()
	if err != nil && len(profiles) == 0 || len(profiles) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(policy browsers.Policy) bool {
		return !slices.ContainsFunc(profiles, func(p browsers.Profile) bool {
			return p.ID == policy.ID || strings.HasPrefix(p.ID, policy.ID+"-") // "chrome-beta", "firefox-snap"
		})
	})
}

// cookieSites are the addresses whose cookies hold the sign-in at the provider, as
// far as policies tell them apart.
func (p Profile) cookieSites() []string {
	issuer, err := url.Parse(p.Issuer)
	if err != nil {
		issuer = &url.URL{}
	}
	var sites []string
	for _, host := range p.identityHosts() {
		site := url.URL{Scheme: "https", Host: host}
		if host == issuer.Hostname() || host == issuer.Host {
			site = url.URL{Scheme: issuer.Scheme, Host: issuer.Host}
		}
		sites = append(sites, site.String())
	}
	return sites
}

// siteHost is the host of an address, with the port where it names one.
func siteHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
