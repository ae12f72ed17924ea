package cli

import (
	"io"
	"strconv"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// writeBrowsers lists what was found: one line a profile. Only counts are known;
// the names and values of cookies are never read.
func writeBrowsers(out io.Writer, c *call, answer core.BrowsersAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.browsers.title", "provider", present.OneLine(answer.Provider), "hosts", strings.Join(answer.Hosts, ", ")))
	if len(answer.Browsers) == 0 {
		line(out, "%s", w.Text("cli.browsers.none"))
		return
	}
	rows := [][]string{}
	for _, browser := range answer.Browsers {
		rows = append(rows, []string{"  " + browser.ID, browserTitle(browser), browserRuns(c, browser), browserFact(c, browser)})
	}
	table(out, rows)
	line(out, "%s", w.Text("cli.browsers.clearing."+answer.Clearing))
}

// browserTitle is what a person calls one profile of a browser: "Firefox (snap), Work".
func browserTitle(browser core.BrowserAnswer) string {
	name, profile := present.OneLine(browser.Name), present.OneLine(browser.ProfileName)
	if profile == "" {
		profile = present.OneLine(browser.Profile)
	}
	if profile == "" {
		return name
	}
	return name + ", " + profile
}

func browserRuns(c *call, browser core.BrowserAnswer) string {
	if browser.Running {
		return c.words().Text("cli.apps.running")
	}
	return c.words().Text("cli.apps.not_running")
}

func countCookies(browser core.BrowserAnswer) int {
	sum := 0
	for _, host := range browser.Hosts {
		sum += host.Cookies
	}
	return sum
}

// browserFact says how many cookies of the provider a profile holds, or why that
// is not known.
func browserFact(c *call, browser core.BrowserAnswer) string {
	w := c.words()
	switch browser.State {
	case "ok":
		return w.Plural("cli.browsers.cookies", countCookies(browser))
	case "no_cookies":
		return w.Text("cli.browsers.state.no_cookies")
	}
	text := w.Text("cli.browsers.state." + browser.State)
	if browser.Reason != "" {
		text += ": " + core.ReasonText(browser.Reason, w)
	}
	return text
}

// hostFact is one host of a profile: "2 cookies; 1 of them kept apart by site".
func hostFact(c *call, host core.BrowserHost) string {
	w := c.words()
	text := w.Plural("cli.browsers.cookies", host.Cookies)
	if host.Partitioned > 0 {
		text += "; " + w.Plural("cli.browsers.partitioned", host.Partitioned)
	}
	if host.Containers > 0 {
		text += "; " + w.Plural("cli.browsers.containers", host.Containers)
	}
	if host.Parent {
		text += "; " + w.Text("cli.browsers.parent")
	}
	return text
}

// writeBrowser tells all of one profile, and how a person clears it there.
func writeBrowser(out io.Writer, c *call, answer core.BrowsersAnswer, browser core.BrowserAnswer) {
	w := c.words()
	line(out, "%s (%s): %s, %s", browserTitle(browser), browser.ID, browserRuns(c, browser), browserFact(c, browser))
	rows := [][2]string{{w.Text("cli.browsers.path"), browser.Path}}
	for _, host := range browser.Hosts {
		rows = append(rows, [2]string{present.OneLine(host.Host), hostFact(c, host)})
	}
	facts(out, rows)
	if answer.Clearing == core.ClearingGuided {
		writeBrowserSteps(out, c, browser)
	}
}

// writeBrowserSteps numbers what a person does in that browser; the address to
// copy stands alone on its line, before everything else.
func writeBrowserSteps(out io.Writer, c *call, browser core.BrowserAnswer) {
	if browser.Address != "" {
		line(out, "  %s\n%s", c.words().Text("cli.browsers.address"), present.OneLine(browser.Address))
	}
	for i, step := range present.BrowserSteps(browser, c.words()) {
		line(out, "  %s. %s", strconv.Itoa(i+1), present.OneLine(step))
	}
}
