package browsers

import (
	"slices"
	"strconv"
)

// The values of Chromium's policies that matter here. Source: the policy list of Chromium and that of Edge.
const (
	cookiesBlock       = 2 // DefaultCookiesSetting
	cookiesSessionOnly = 4
	restoreLastSession = 1 // RestoreOnStartup
	privateOnly        = 2 // IncognitoModeAvailability and InPrivateModeAvailability
	dataOfSites        = "cookies_and_other_site_data"
)

// chromiumRules judges the policies of a browser of Chromium's family. Nearly all of these are mandatory or nothing: what stands in
// the recommended ones counts only where its maker says that it can be recommended.
func chromiumRules(managed, recommended policySettings, s site) []Policy {
	if blocked := cookieSetting(managed, s); blocked.Effect == PolicyBlocks {
		return []Policy{blocked}
	}
	var all []Policy
	// Where the last session is always restored, cookies of one session are kept with it.
	restores := firstSetting("RestoreOnStartup", managed, recommended).number() == restoreLastSession
	if found := cookieSetting(managed, s); found.Effect == PolicyExpires && !restores && !isSaved(managed, s) {
		all = append(all, found)
	}
	for _, key := range []string{"ForceEphemeralProfiles", "ClearBrowsingDataOnExit"} {
		found := managed[key]
		if key == "ClearBrowsingDataOnExit" { // of Edge, which can keep chosen sites, and can be recommended
			found = firstSetting(key, managed, recommended)
		}
		if found.isTrue() && (key == "ForceEphemeralProfiles" || !isSaved(managed, s)) {
			all = append(all, found.expires(key, "true"))
		}
	}
	if list := managed["ClearBrowsingDataOnExitList"]; slices.Contains(list.list(), dataOfSites) {
		all = append(all, list.expires("ClearBrowsingDataOnExitList", dataOfSites))
	}
	for _, key := range []string{"IncognitoModeAvailability", "InPrivateModeAvailability"} {
		if found := managed[key]; found.number() == privateOnly {
			all = append(all, found.expires(key, strconv.Itoa(privateOnly)))
		}
	}
	return all
}

// cookieSetting is what the three lists and the default say of a site; the zero Policy: that it may keep its cookies. The entry
// that says most counts; of two alike, which the makers leave undecided, the one that does more harm.
func cookieSetting(managed policySettings, s site) Policy {
	var best Policy
	var by sitePattern
	found := false
	for _, list := range []struct{ key, effect string }{
		{"CookiesBlockedForUrls", PolicyBlocks}, {"CookiesSessionOnlyForUrls", PolicyExpires}, {"CookiesAllowedForUrls", ""},
	} {
		setting := managed[list.key]
		for _, entry := range setting.list() {
			p, ok := matchingPattern(entry, s)
			if !ok || found && p.compare(by) <= 0 {
				continue
			}
			found, by, best = true, p, Policy{Effect: list.effect, Key: list.key, Rule: entry, Source: setting.source}
		}
	}
	if found {
		return best
	}
	setting := managed["DefaultCookiesSetting"]
	effect := map[int]string{cookiesBlock: PolicyBlocks, cookiesSessionOnly: PolicyExpires}[setting.number()]
	if effect == "" {
		return Policy{}
	}
	return Policy{Effect: effect, Key: "DefaultCookiesSetting", Rule: strconv.Itoa(setting.number()), Source: setting.source}
}

// isSaved: Edge keeps the cookies of these sites when it clears the others.
func isSaved(managed policySettings, s site) bool {
	return slices.ContainsFunc(managed["SaveCookiesOnExit"].list(), func(entry string) bool {
		_, ok := matchingPattern(entry, s)
		return ok
	})
}
