package present_test

import (
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

var chromium = core.BrowserAnswer{
	ID: "chromium", Name: "Chromium", Family: "chromium", Profile: "Profile 1", ProfileName: "Work",
	Address: "chrome://settings/content/siteDetails?site=https%3A%2F%2Fid.example.com%2F",
	Hosts: []core.BrowserHost{
		{Host: "id.example.com", Cookies: 3},
		{Host: ".id.example.com", Cookies: 1},
		{Host: "login.example.com", Cookies: 1},
		{Host: ".example.com", Cookies: 2, Parent: true},
	},
}

func TestEveryBrowserHasItsSteps(t *testing.T) {
	firefox := core.BrowserAnswer{
		ID: "firefox", Name: "Firefox", Family: "firefox", Profile: "abc.default-esr", Address: "about:preferences#privacy",
		Hosts: []core.BrowserHost{{Host: "id.example.com", Cookies: 3, Containers: 2}},
	}
	safari := core.BrowserAnswer{ID: "safari", Name: "Safari", Family: "safari", Hosts: []core.BrowserHost{{Host: "id.example.com"}}}
	const mail = "First make sure that you can read your mail: at the next sign-in the provider may send you a code."
	closing := func(name string) []string {
		return []string{
			"Close all windows of " + name + ". When it starts again, don’t restore the last session: that brings the cookies back.",
			"Come back here and sign in again.",
		}
	}
	for _, test := range []struct {
		browser core.BrowserAnswer
		want    []string
	}{
		{chromium, append([]string{
			mail,
			"Open Chromium with the profile “Work”, and copy the address into its address bar.",
			"Press “Delete data” and confirm.",
			"Do the same for login.example.com: put that name in the address instead.",
			"The list may also hold example.com. Other sites use those cookies as well, so leave them unless you’re told otherwise.",
		}, closing("Chromium")...)},
		{firefox, append([]string{
			mail,
			"Open Firefox with the profile “abc.default-esr”, and copy the address into its address bar.",
			"Under “Cookies and site data”, press “Manage data…” and search for id.example.com.",
			"Select those entries only, press “Remove selected”, then “Save changes”.",
			"Some of them lie in containers, and removing them here takes those along.",
		}, closing("Firefox")...)},
		{safari, append([]string{
			mail,
			"Open Safari, then Settings, Privacy, and press “Manage Website Data…”.",
			"Search for id.example.com, select those entries only, and press “Remove”.",
		}, closing("Safari")...)},
	} {
		got := present.BrowserSteps(test.browser, assets.In("en"))
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", test.browser.Name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

// Also without an address, without hosts and of a family that nobody knows yet,
// the steps are whole sentences in both languages.
func TestStepsOfABrowserHaveNoHoles(t *testing.T) {
	for _, language := range assets.Languages() {
		for _, family := range []string{"chromium", "firefox", "safari", "of_the_future"} {
			for _, browser := range []core.BrowserAnswer{
				{Name: "Browser", Family: family},
				{Name: "Browser", Family: family, Address: "about:x", Hosts: chromium.Hosts},
			} {
				steps := present.BrowserSteps(browser, assets.In(language))
				text := strings.Join(steps, "\n")
				if len(steps) < 4 || strings.Contains(text, "present.") || strings.Contains(text, "{") || strings.Contains(text, "“”") {
					t.Errorf("%s in %s:\n%s", family, language, text)
				}
			}
		}
	}
}

func TestStepsInDutchWarnFirst(t *testing.T) {
	steps := present.BrowserSteps(chromium, assets.In("nl"))
	if steps[0] != "Zorg eerst dat je bij je e-mail kunt: bij de volgende aanmelding stuurt de provider je misschien een code." {
		t.Errorf("the first step is %q", steps[0])
	}
	if last := steps[len(steps)-2]; last != "Sluit alle vensters van Chromium. Herstel bij het starten de vorige sessie niet: dan komen de cookies terug." {
		t.Errorf("the session restore is said as %q", last)
	}
}
