package browsers

import (
	"net"
	"net/url"
	"strings"
)

// StepKind is one thing that a person does inside a browser; the faces put it into words.
type StepKind string

// The steps.
const (
	StepOpenAddress    StepKind = "open_address"           // Step.Address, copied: browsers open such addresses for no other program
	StepOpenSettings   StepKind = "open_settings"          // the privacy page of the settings, which has no address
	StepManageData     StepKind = "manage_data"            // the list of sites that keep data
	StepRemoveSiteData StepKind = "remove_site_data"       // of Step.Host, and nothing else
	StepCloseBrowser   StepKind = "close_browser"          // all of its windows
	StepDoNotRestore   StepKind = "do_not_restore_session" // it would bring back cookies that end with the session
)

// Step is one step of a guide.
type Step struct {
	Kind    StepKind
	Address string // to copy; only with StepOpenAddress
	Host    string // only with StepRemoveSiteData
}

// Steps returns what a person does in a browser to remove the data of the hosts there, in order. Nothing has to be read or written
// for it, and it works while the browser runs.
func Steps(p Place, hosts []string) []Step {
	var steps []Step
	switch p.Family {
	case FamilyChromium:
		for _, host := range hosts {
			steps = append(steps, Step{Kind: StepOpenAddress, Address: Address(p, host)}, Step{Kind: StepRemoveSiteData, Host: host})
		}
	case FamilyFirefox:
		steps = append(steps, Step{Kind: StepOpenAddress, Address: Address(p, "")}, Step{Kind: StepManageData})
	case FamilySafari:
		steps = append(steps, Step{Kind: StepOpenSettings}, Step{Kind: StepManageData})
	}
	if p.Family != FamilyChromium {
		for _, host := range hosts {
			steps = append(steps, Step{Kind: StepRemoveSiteData, Host: host})
		}
	}
	return append(steps, Step{Kind: StepCloseBrowser}, Step{Kind: StepDoNotRestore})
}

// Address is what a person copies into the address bar to get at the data of a host, which can have a port. Chromium and its
// relatives have a page for each site; Firefox has one for all; Safari has none, so that it is empty. A browser opens such an
// address for nobody but the person.
func Address(p Place, host string) string {
	switch p.Family {
	case FamilyFirefox:
		return "about:preferences#privacy"
	case FamilyChromium:
		return scheme(p) + "://settings/content/siteDetails?site=" + url.QueryEscape("https://"+bracketed(host))
	}
	return ""
}

// scheme is what a browser calls its own pages. Chrome's works in all of them.
func scheme(p Place) string {
	for _, own := range []string{"edge", "brave", "vivaldi"} {
		if strings.HasPrefix(p.ID, own) {
			return own
		}
	}
	return "chrome"
}

// bracketed writes an address of IPv6 as it stands in an origin.
func bracketed(host string) string {
	if net.ParseIP(host) != nil && strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
