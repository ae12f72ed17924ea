package browsers

import (
	"encoding/json"
	"testing"
)

func settingsOf(t *testing.T, text string) policySettings {
	t.Helper()
	values, ok := parsePolicyJSON([]byte(text))
	if !ok {
		t.Fatalf("not understood: %s", text)
	}
	all := policySettings{}
	all.add(values, "policy.json")
	return all
}

func TestChromiumsPoliciesAboutCookies(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ managed, recommended, effect, key, rule string }{
		"nothing":              {managed: `{}`},
		"something else":       {managed: `{"HomepageLocation":"https://id.example.com","BlockThirdPartyCookies":true}`},
		"host blocked":         {managed: `{"CookiesBlockedForUrls":["https://id.example.com"]}`, effect: "blocks", key: "CookiesBlockedForUrls", rule: "https://id.example.com"},
		"domain blocked":       {managed: `{"CookiesBlockedForUrls":["[*.]example.com"]}`, effect: "blocks", key: "CookiesBlockedForUrls", rule: "[*.]example.com"},
		"all blocked":          {managed: `{"CookiesBlockedForUrls":["*"]}`, effect: "blocks", key: "CookiesBlockedForUrls", rule: "*"},
		"other host":           {managed: `{"CookiesBlockedForUrls":["https://example.com","ad.example.com","[*.]ample.com"]}`},
		"other scheme":         {managed: `{"CookiesBlockedForUrls":["http://id.example.com"]}`},
		"other port":           {managed: `{"CookiesBlockedForUrls":["https://id.example.com:8443"]}`},
		"nearer one allows":    {managed: `{"CookiesBlockedForUrls":["[*.]example.com"],"CookiesAllowedForUrls":["https://id.example.com"]}`},
		"nearer one blocks":    {managed: `{"CookiesBlockedForUrls":["id.example.com"],"CookiesAllowedForUrls":["[*.]example.com"]}`, effect: "blocks", key: "CookiesBlockedForUrls", rule: "id.example.com"},
		"default blocks":       {managed: `{"DefaultCookiesSetting":2}`, effect: "blocks", key: "DefaultCookiesSetting", rule: "2"},
		"default but not here": {managed: `{"DefaultCookiesSetting":2,"CookiesAllowedForUrls":["[*.]example.com"]}`},
		"allowed elsewhere only": {
			managed: `{"DefaultCookiesSetting":2,"CookiesAllowedForUrls":["https://id.example.com,https://other.example"]}`,
			effect:  "blocks", key: "DefaultCookiesSetting", rule: "2",
		},
		"one session":        {managed: `{"CookiesSessionOnlyForUrls":["[*.]example.com"]}`, effect: "expires", key: "CookiesSessionOnlyForUrls", rule: "[*.]example.com"},
		"default session":    {managed: `{"DefaultCookiesSetting":4}`, effect: "expires", key: "DefaultCookiesSetting", rule: "4"},
		"session restored":   {managed: `{"DefaultCookiesSetting":4,"RestoreOnStartup":1}`},
		"restored by advice": {managed: `{"DefaultCookiesSetting":4}`, recommended: `{"RestoreOnStartup":1}`},
		"saved by Edge":      {managed: `{"DefaultCookiesSetting":4,"SaveCookiesOnExit":["[*.]example.com"]}`},
		"cleared":            {managed: `{"ClearBrowsingDataOnExitList":["autofill","cookies_and_other_site_data"]}`, effect: "expires", key: "ClearBrowsingDataOnExitList", rule: "cookies_and_other_site_data"},
		"other data cleared": {managed: `{"ClearBrowsingDataOnExitList":["browsing_history"]}`},
		"cleared by Edge":    {managed: `{"ClearBrowsingDataOnExit":true}`, effect: "expires", key: "ClearBrowsingDataOnExit", rule: "true"},
		"advised by Edge":    {managed: `{}`, recommended: `{"ClearBrowsingDataOnExit":true}`, effect: "expires", key: "ClearBrowsingDataOnExit", rule: "true"},
		"nothing is kept":    {managed: `{"ForceEphemeralProfiles":true}`, effect: "expires", key: "ForceEphemeralProfiles", rule: "true"},
		"always private":     {managed: `{"IncognitoModeAvailability":2}`, effect: "expires", key: "IncognitoModeAvailability", rule: "2"},
		"advice is no order": {managed: `{}`, recommended: `{"DefaultCookiesSetting":2,"CookiesBlockedForUrls":["*"]}`},
		"wrong kinds":        {managed: `{"DefaultCookiesSetting":"2","CookiesBlockedForUrls":"id.example.com","ClearBrowsingDataOnExitList":[1,null]}`},
		"blocking says all":  {managed: `{"DefaultCookiesSetting":2,"ForceEphemeralProfiles":true}`, effect: "blocks", key: "DefaultCookiesSetting", rule: "2"},
		"list as text":       {managed: `{"CookiesBlockedForUrls":"[\"id.example.com\"]"}`, effect: "blocks", key: "CookiesBlockedForUrls", rule: "id.example.com"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.recommended == "" {
				test.recommended = `{}`
			}
			found := chromiumRules(settingsOf(t, test.managed), settingsOf(t, test.recommended), site{"https", "id.example.com", "443"})
			checkPolicies(t, found, test.effect, test.key, test.rule)
		})
	}
}

func checkPolicies(t *testing.T, found []Policy, effect, key, rule string) {
	t.Helper()
	if effect == "" && len(found) == 0 {
		return
	}
	if len(found) != 1 || found[0].Effect != effect || found[0].Key != key || found[0].Rule != rule {
		t.Errorf("found %+v, want %s by %s %s", found, effect, key, rule)
	}
}

func TestFirefoxsPoliciesAboutCookies(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ policies, effect, key, rule string }{
		"nothing":             {policies: `{}`},
		"blocked":             {policies: `{"Cookies":{"Block":["https://id.example.com"]}}`, effect: "blocks", key: "Cookies.Block", rule: "https://id.example.com"},
		"wider name blocked":  {policies: `{"Cookies":{"Block":["https://example.com/"]}}`, effect: "blocks", key: "Cookies.Block", rule: "https://example.com/"},
		"other name":          {policies: `{"Cookies":{"Block":["https://login.example.com","http://id.example.com","https://id.example.com:444","id.example.com"]}}`},
		"nearer one allowed":  {policies: `{"Cookies":{"Block":["https://example.com"],"Allow":["https://id.example.com"]}}`},
		"nothing is accepted": {policies: `{"Cookies":{"Behavior":"reject","Locked":true}}`, effect: "blocks", key: "Cookies.Behavior", rule: "reject"},
		"only others":         {policies: `{"Cookies":{"Behavior":"reject-foreign"}}`},
		"all but this":        {policies: `{"Cookies":{"Behavior":"reject","Allow":["https://id.example.com"]}}`},
		"old default":         {policies: `{"Cookies":{"Default":false}}`, effect: "blocks", key: "Cookies.Default", rule: "false"},
		"one session":         {policies: `{"Cookies":{"AllowSession":["https://id.example.com"]}}`, effect: "expires", key: "Cookies.AllowSession", rule: "https://id.example.com"},
		"all goes":            {policies: `{"SanitizeOnShutdown":true}`, effect: "expires", key: "SanitizeOnShutdown", rule: "true"},
		"cookies go":          {policies: `{"SanitizeOnShutdown":{"Cookies":true,"Locked":true}}`, effect: "expires", key: "SanitizeOnShutdown.Cookies", rule: "true"},
		"others go":           {policies: `{"SanitizeOnShutdown":{"Cache":true,"Cookies":false}}`},
		"all but allowed go":  {policies: `{"SanitizeOnShutdown":true,"Cookies":{"Allow":["https://id.example.com"]}}`},
		"exception":           {policies: `{"SanitizeOnShutdown":{"Cookies":true,"Exceptions":["https://id.example.com"]}}`},
		"newer name":          {policies: `{"ClearOnShutdown":{"CookiesAndStorage":true}}`, effect: "expires", key: "ClearOnShutdown.CookiesAndStorage", rule: "true"},
		"from the registry":   {policies: `{"SanitizeOnShutdown":{"Cookies":1}}`, effect: "expires", key: "SanitizeOnShutdown.Cookies", rule: "true"},
		"as text":             {policies: `{"Cookies":"{\"Behavior\":\"reject\"}"}`, effect: "blocks", key: "Cookies.Behavior", rule: "reject"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := firefoxRules(settingsOf(t, test.policies), nil, site{"https", "id.example.com", "443"})
			checkPolicies(t, found, test.effect, test.key, test.rule)
		})
	}
}

func TestPatternsAreReadAsBrowsersDo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"*": true, "*://*/*": true, "*:*": true, "ID.Example.com": true, "https://id.example.com:443/*": true, "[*.]id.example.com": true,
		"https://[*.]example.com:*": true, "id.example.com:0443": true, "*.example.com": false, "[*.].example.com": false, "": false,
		"id.example.com:99999": false, "ftp://id.example.com": false, "[*.]*": false, "id.example.co": false, "https://127.0.0.1": false,
	} {
		p, ok := matchingPattern(text, site{"https", "id.example.com", "443"})
		if ok != want {
			t.Errorf("%q matches: %v (%+v), want %v", text, ok, p, want)
		}
	}
	loop := site{"http", "127.0.0.1", "8080"}
	for text, want := range map[string]bool{"127.0.0.1": true, "http://127.0.0.1:8080": true, "[*.]127.0.0.1": false, "127.0.0.1:80": false, "[*.]0.1": false} {
		if _, ok := matchingPattern(text, loop); ok != want {
			t.Errorf("%q matches an address: %v, want %v", text, ok, want)
		}
	}
	if _, ok := matchingPattern("https://[::1]:443", site{"https", "::1", "443"}); !ok {
		t.Error("an IPv6 address does not match")
	}
}

func FuzzSitePattern(f *testing.F) {
	for _, text := range []string{"*", "[*.]example.com", "https://[::1]:443/x", "a:", "[", "]", "://", "x://y:z,"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := matchingPattern(text, site{"https", "id.example.com", "443"}); ok && !p.matches(site{"https", "id.example.com", "443"}) {
			t.Errorf("%q matches and does not: %+v", text, p)
		}
	})
}

func FuzzPolicyJSON(f *testing.F) {
	for _, text := range []string{`{"a":[1,2,],}`, "// x\n{}", `{"a":"//not, }"}`, `{/* x */}`, `"`, `{"Cookies":{"Block":["x"]}}`, `/*`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		values, ok := parsePolicyJSON(text)
		var plain map[string]any
		if json.Unmarshal(text, &plain) == nil && plain != nil && !ok {
			t.Errorf("plain JSON is not understood: %q", text)
		}
		all := policySettings{}
		all.add(values, "x")
		chromiumRules(all, all, site{"https", "id.example.com", "443"})
		firefoxRules(all, all, site{"https", "id.example.com", "443"})
	})
}
