package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
)

// clearsCookies says that a plan ends the browser's sign-in or removes cookies:
// afterwards the provider may ask for a mailed code, and who cannot read mail now
// had better wait.
func clearsCookies(plan core.ResetPlan) bool {
	return slices.ContainsFunc(plan.Items, func(item core.ResetItem) bool {
		return (item.What == core.ItemBrowserCookies || item.What == core.ItemBrowserSession) && item.Action != core.ActionSkip
	})
}

// askParents asks on its own about cookies of wider domains, which other sites
// share. They stay unless a person says yes, or a script names them.
func (o *resetOptions) askParents(ctx context.Context, c *call, opened *core.Core) error {
	if o.parentDomains || o.dryRun || c.globals.yes || !c.InTerminal || !slices.Contains(o.scopes, core.ScopeBrowser) {
		return nil
	}
	looking, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	found, err := opened.Browsers(looking, core.BrowsersOptions{})
	if err != nil || found.Clearing != core.ClearingDirect {
		return nil //nolint:nilerr // the plan, which comes next, tells what is wrong
	}
	hosts := []string{}
	for _, browser := range found.Browsers {
		for _, host := range browser.Hosts {
			if name := present.OneLine(host.Host); host.Parent && !slices.Contains(hosts, name) {
				hosts = append(hosts, name)
			}
		}
	}
	if len(hosts) == 0 {
		return nil
	}
	o.parentDomains, err = c.askWhether(ctx, c.words().Text("cli.reset.parents", "hosts", strings.Join(hosts, ", ")))
	return err
}

// guidedBrowsers are the profiles whose cookies a person clears, because that is
// what the settings say; nil with --json, whose plan names them.
func (c *call) guidedBrowsers(ctx context.Context, opened *core.Core, plan core.ResetPlan) []core.BrowserAnswer {
	guided := func(path string) bool {
		return slices.ContainsFunc(plan.Items, func(item core.ResetItem) bool {
			return item.What == core.ItemBrowserCookies && item.Note == core.ClearingGuided && item.Path == path
		})
	}
	if c.globals.json || !slices.ContainsFunc(plan.Items, func(item core.ResetItem) bool { return guided(item.Path) }) {
		return nil
	}
	looking, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	found, _ := opened.Browsers(looking, core.BrowsersOptions{}) // the plan was made of them just now
	return slices.DeleteFunc(found.Browsers, func(browser core.BrowserAnswer) bool { return !guided(browser.Path) })
}

// writeGuides says for each browser how its cookies are cleared by hand.
func writeGuides(out io.Writer, c *call, browsers []core.BrowserAnswer) {
	for _, browser := range browsers {
		line(out, "\n%s: %s", browserTitle(browser), browserFact(c, browser))
		writeBrowserSteps(out, c, browser)
	}
}
