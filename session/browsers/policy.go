package browsers

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// What a policy does to the cookies of a site.
const (
	PolicyBlocks  = "blocks"  // the browser keeps none
	PolicyExpires = "expires" // they go when the browser is closed
)

// Policy is a rule of whoever administers this computer that keeps a browser from keeping the cookies of a site.
type Policy struct {
	ID, Browser string // of the browser: "chromium", "Chromium"
	Effect      string // PolicyBlocks or PolicyExpires
	Key         string // the policy as its maker calls it: "CookiesBlockedForUrls", "Cookies.Block"
	Rule        string // what of it means the site: a pattern, or its value
	Source      string // the file or the registry key that says so
	Site        string // whose cookies: "https://id.example.com"
}

// PolicyProblem is a place of policies that cannot be read. The browser itself passes over such a file too.
type PolicyProblem struct {
	Source string
	Reason string // a short phrase
}

// PolicyReport is what Policies found.
type PolicyReport struct {
	Policies []Policy // those that block first
	Problems []PolicyProblem
	Browsers []string // names of the browsers that have any policy at all, also one about something else
}

// Policies looks for policies that keep the browsers on this computer from keeping the cookies of the sites, which are given as
// web addresses, of which scheme, host and port count. It looks at the machine's places only: the files of Chromium's family and of
// Firefox on Linux, the registry on Windows, the managed preferences on macOS. What a company sends to the signed-in browser over
// the network (Chrome Browser Cloud Management and its like) lies in none of them and is not seen; nor are policies of macOS
// that exist in a configuration profile alone, without a file of managed preferences.
// Rules about cookies in pages of other sites (BlockThirdPartyCookies) are none: a sign-in is a page of its own.
// Errors: the context's.
func Policies(ctx context.Context, s System, sites []string) (PolicyReport, error) {
	wanted := newSites(sites)
	var report PolicyReport
	for _, source := range s.policySources() {
		if err := ctx.Err(); err != nil {
			return report, fmt.Errorf("look for policies: %w", err)
		}
		managed, recommended, problems := source.read()
		report.Problems = append(report.Problems, problems...)
		if len(managed)+len(recommended) == 0 {
			continue
		}
		if !slices.Contains(report.Browsers, source.name) {
			report.Browsers = append(report.Browsers, source.name)
		}
		for _, site := range wanted {
			for _, found := range source.rules(managed, recommended, site) {
				found.ID, found.Browser, found.Site = source.id, source.name, site.String()
				report.add(found)
			}
		}
	}
	slices.SortStableFunc(report.Policies, func(a, b Policy) int { return strings.Compare(a.Effect, b.Effect) }) // "blocks" comes first
	return report, nil
}

// add leaves out what two sources of one browser say alike.
func (r *PolicyReport) add(found Policy) {
	same := func(known Policy) bool {
		return known.ID == found.ID && known.Key == found.Key && known.Site == found.Site
	}
	if !slices.ContainsFunc(r.Policies, same) {
		r.Policies = append(r.Policies, found)
	}
}

// site is what policies can tell apart of a web address.
type site struct{ scheme, host, port string }

// newSites reads web addresses; what is none is left out.
func newSites(addresses []string) []site {
	var all []site
	for _, address := range addresses {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil {
			continue
		}
		one := site{scheme: strings.ToLower(u.Scheme), port: u.Port()}
		host, ok := newTarget(u.Hostname())
		if !ok || one.scheme != "https" && one.scheme != "http" {
			continue
		}
		if one.host = host.name; one.port == "" {
			one.port = usualPort(one.scheme)
		}
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

func usualPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// String is the site as an address, without the port that goes without saying.
func (s site) String() string {
	host := s.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if s.port != usualPort(s.scheme) {
		host += ":" + s.port
	}
	return s.scheme + "://" + host
}
