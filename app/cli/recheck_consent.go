package cli

import (
	"context"
	"strings"

	"latchkey/app/core"
)

// recheckConsent asks before a rung that needs the person, and remembers when
// nobody could be asked.
type recheckConsent struct {
	call    *call
	ctx     context.Context
	opened  *core.Core
	account string // as it was named; empty: the default one
	err     error
	no      bool // a no holds for all rungs above
}

func (r *recheckConsent) given(step string) bool {
	if r.no || step == core.StepBrowserCookies && r.call.globals.yes && !r.removes() {
		return false // --yes agrees to what Latchkey does, and cannot say what a person has done by hand
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

// removes says whether Latchkey itself removes the cookies.
func (r *recheckConsent) removes() bool {
	settings, err := r.opened.Settings()
	return err == nil && settings.BrowserClearing == core.ClearingDirect
}

// provider is that of the account, which need not be the default one's.
func (r *recheckConsent) provider() string {
	known, _ := r.opened.Accounts(r.ctx) // none: Browsers finds the one that is meant, or says why not
	for _, account := range known.Accounts {
		if r.account != "" && (account.ID == r.account || strings.EqualFold(account.Email, r.account)) {
			return account.Provider
		}
	}
	return ""
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
	answer, err := r.opened.Browsers(r.ctx, core.BrowsersOptions{Provider: r.provider()})
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
