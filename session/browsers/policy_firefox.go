package browsers

import (
	"net/url"
	"slices"
	"strings"
)

// firefoxRules judges Firefox's policies. Source: Mozilla's administrator reference for Cookies, SanitizeOnShutdown and
// ClearOnShutdown. What is not locked is a default there, which few people change, so it counts too.
func firefoxRules(managed, _ policySettings, s site) []Policy {
	cookies := managed["Cookies"]
	effect, key, rule := firefoxCookies(cookies, s)
	if effect == PolicyBlocks {
		return []Policy{{Effect: effect, Key: key, Rule: rule, Source: cookies.source}}
	}
	var all []Policy
	if effect == PolicyExpires {
		all = append(all, Policy{Effect: effect, Key: key, Rule: rule, Source: cookies.source})
	}
	for _, one := range []struct{ key, part string }{{"SanitizeOnShutdown", "Cookies"}, {"ClearOnShutdown", "CookiesAndStorage"}} {
		clear := managed[one.key]
		part := clear.part(one.part)
		if !clear.isTrue() && !part.isTrue() || key == "Cookies.Allow" || entryFor(clear.part("Exceptions").list(), s) != "" {
			continue
		}
		name := one.key
		if part.isTrue() {
			name += "." + one.part
		}
		all = append(all, clear.expires(name, "true"))
	}
	return all
}

// firefoxCookies is what the policy Cookies says of a site; Effect is empty where it may keep its cookies. Of the lists, the entry of
// the nearest name counts.
func firefoxCookies(cookies policySetting, s site) (effect, key, rule string) {
	nearest := ""
	for _, list := range []struct{ name, effect string }{{"Block", PolicyBlocks}, {"AllowSession", PolicyExpires}, {"Allow", ""}} {
		entry := entryFor(cookies.part(list.name).list(), s)
		if entry != "" && hostLength(entry) > hostLength(nearest) {
			nearest, effect, key, rule = entry, list.effect, "Cookies."+list.name, entry
		}
	}
	if nearest != "" {
		return effect, key, rule
	}
	if behavior, _ := cookies.part("Behavior").value.(string); behavior == "reject" {
		return PolicyBlocks, "Cookies.Behavior", behavior
	}
	if byDefault := cookies.part("Default"); byDefault.value != nil && !byDefault.isTrue() {
		return PolicyBlocks, "Cookies.Default", "false"
	}
	return "", "", ""
}

// entryFor finds the nearest entry for a site in a list of origins: scheme and port must be the same, and the host the site's own
// or a wider one. Empty: none.
func entryFor(origins []string, s site) string {
	best := ""
	for _, origin := range origins {
		u, err := url.Parse(strings.TrimSpace(origin))
		if err != nil {
			continue
		}
		named := newSites([]string{origin})
		if len(named) != 1 || u.User != nil {
			continue
		}
		one := named[0]
		fits := one.scheme == s.scheme && one.port == s.port && (one.host == s.host || slices.Contains(parentsOf(s.host), one.host))
		if fits && hostLength(origin) > hostLength(best) {
			best = origin
		}
	}
	return best
}

// hostLength orders origins of one site by how near they are to it.
func hostLength(origin string) int {
	if named := newSites([]string{origin}); len(named) == 1 {
		return len(named[0].host)
	}
	return 0
}
