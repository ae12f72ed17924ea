package cli

import (
	"context"

	"latchkey/app/core"
)

// recheckConsent asks before a rung that needs the person, and remembers when
// nobody could be asked.
type recheckConsent struct {
	call   *call
	ctx    context.Context
	opened *core.Core
	err    error
	no     bool // a no holds for all rungs above
}

func (r *recheckConsent) given(step string) bool {
	if r.no {
		return false
	}
	question := r.call.words().Text("cli.recheck.consent." + step)
	if step == core.StepBrowserCookies {
		question = r.beforeCookies()
	}
	err := r.call.confirm(r.ctx, question)
	if err != nil && !isNotConfirmed(err) {
		r.err = err
	}
	r.no = err != nil
	if !r.no {
		r.call.say("present.recheck.step." + step + ".now")
	}
	return !r.no
}

// beforeCookies shows which browsers hold cookies of the provider, warns of the
// code that may be mailed, and gives the question: what Latchkey may do, or
// whether the person has done it.
func (r *recheckConsent) beforeCookies() string {
	c := r.call
	w := c.words()
	if c.globals.yes || c.mayAsk() != nil {
		return ""
	}
	answer, err := r.opened.Browsers(r.ctx, core.BrowsersOptions{})
	if err != nil { // the rung itself tells of that
		return w.Text("cli.recheck.consent.browser-cookies")
	}
	if answer.Clearing == core.ClearingDirect {
		c.sayLine(w.Text("present.browser.mail"))
	}
	for _, browser := range answer.Browsers {
		if countCookies(browser) == 0 && browser.State != "running" {
			continue
		}
		c.sayLine(browserTitle(browser) + ": " + browserFact(c, browser))
		if answer.Clearing != core.ClearingDirect {
			writeBrowserSteps(c.Err, c, browser)
		}
	}
	if answer.Clearing != core.ClearingDirect {
		return w.Text("cli.recheck.consent.cleared")
	}
	return w.Text("cli.recheck.consent.browser-cookies")
}
