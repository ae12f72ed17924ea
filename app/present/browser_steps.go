package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// BrowserSteps are what a person does in one browser to remove the cookies of the
// identity hosts there, in order: first the warning of a mailed code, at last the
// return to Latchkey. The address to copy is shown beside them, ready to be copied.
func BrowserSteps(browser core.BrowserAnswer, w assets.Words) []string {
	name, profile := OneLine(browser.Name), browserProfile(browser, w)
	own, parents := hostNames(browser)
	if len(own) == 0 {
		own = []string{w.Text("present.browser.the_provider")}
	}
	steps := []string{w.Text("present.browser.mail")}
	family := browser.Family
	if family != familyFirefox && family != familySafari {
		family = familyChromium // what most browsers are made of
	}
	open := "present.browser." + family + ".open"
	pairs := []any{"browser", name, "profile", profile, "hosts", Names(own, w)}
	if browser.Address == "" && w.Has(open+"_plain") {
		steps = append(steps, w.Text(open+"_plain", pairs...))
	} else {
		steps = append(steps, w.Text(open, pairs...))
	}
	switch family {
	case familyFirefox:
		steps = append(steps, w.Text("present.browser.firefox.manage", pairs...), w.Text("present.browser.firefox.delete"))
		if inContainers(browser) {
			steps = append(steps, w.Text("present.browser.firefox.containers"))
		}
	case familySafari:
		steps = append(steps, w.Text("present.browser.safari.delete", pairs...))
	default:
		steps = append(steps, w.Text("present.browser.chromium.delete"))
		if len(own) > 1 && browser.Address != "" {
			steps = append(steps, w.Text("present.browser.chromium.more", "hosts", Names(own[1:], w)))
		}
	}
	if len(parents) > 0 {
		steps = append(steps, w.Text("present.browser.other_sites", "hosts", Names(parents, w)))
	}
	return append(steps, w.Text("present.browser.close", pairs...), w.Text("present.browser.again"))
}

// The families of browsers that differ in their steps.
const (
	familyChromium = "chromium"
	familyFirefox  = "firefox"
	familySafari   = "safari"
)

// browserProfile is what a person calls the profile.
func browserProfile(browser core.BrowserAnswer, w assets.Words) string {
	for _, text := range []string{browser.ProfileName, browser.Profile} {
		if line := OneLine(text); line != "" {
			return line
		}
	}
	return w.Text("present.browser.default_profile")
}

// hostNames are the hosts as a browser's own pages show them, each once: those of
// the provider, and the wider domains that other sites use as well.
func hostNames(browser core.BrowserAnswer) (own, parents []string) {
	seen := map[string]bool{}
	for _, host := range browser.Hosts {
		name := OneLine(host.Host)
		if len(name) > 1 && name[0] == '.' {
			name = name[1:]
		}
		switch {
		case name == "" || seen[name]:
			continue
		case host.Parent:
			parents = append(parents, name)
		default:
			own = append(own, name)
		}
		seen[name] = true
	}
	return own, parents
}

func inContainers(browser core.BrowserAnswer) bool {
	for _, host := range browser.Hosts {
		if host.Containers > 0 {
			return true
		}
	}
	return false
}
