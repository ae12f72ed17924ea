package core

import (
	"context"
	"slices"

	"latchkey/session/browsers"
)

const (
	kindBrowser = "browser"
	// Notes on items of browsers.
	noteGuided  = "guided"        // the person removes them; `browsers show` says how
	noteOff     = "clearing_off"  // the settings want neither
	noteParent  = "parent_domain" // only cookies that other sites share; nobody said that they may go
	noteCookies = "cookies_go"    // the session ends with the cookies, for no browser is open
	noteNobody  = "not_signed_in" // there is no sign-in whose session could be named
)

// cookieItem is one profile whose cookies may go, and which.
type cookieItem struct {
	profile browsers.Profile
	wanted  browsers.Wanted
}

// ofBrowser says whether an item is about a browser, and not about what this
// program or a modeling app keeps.
func (i ResetItem) ofBrowser() bool {
	return i.What == ItemBrowserSession || i.What == ItemBrowserCookies
}

// browserItems adds, in the order of the means: the session that the server ends,
// then the cookies of its hosts in each profile. Where the cookies go directly
// and no browser is open, none is opened for the first: the session ends there
// with its cookies, and an open browser would keep them.
func (c *Core) browserItems(ctx context.Context, plan *ResetPlan, parents bool) error {
	profile, err := c.identityProvider("")
	if err != nil {
		return err
	}
	hosts, clearing := profile.identityHosts(), c.clearing()
	found, err := c.holdings(ctx, hosts)
	if err != nil {
		return err
	}
	first := len(plan.Items)
	plan.Items = append(plan.Items, ResetItem{})
	direct := false
	for _, holding := range found {
		if !concerns(holding, clearing) {
			continue
		}
		item, cookies := cookieItemOf(holding, hosts, clearing, parents)
		direct = direct || item.Action == ActionDelete
		plan.Items = append(plan.Items, item)
		plan.holdCookies(itemID(item), cookies)
	}
	isOpen := slices.ContainsFunc(found, func(h browsers.Holding) bool { return h.Running })
	plan.Items[first] = c.browserSessionItem(profile, direct && !isOpen)
	return nil
}

// concerns says whether a profile stands in the plan: one that holds such cookies,
// or may hold them, for nobody could look.
func concerns(h browsers.Holding, clearing string) bool {
	isKnown := h.State == browsers.StateOK || h.State == browsers.StateNoCookies
	return len(h.Hosts) > 0 || h.Running || !isKnown && clearing != ClearingOff
}

func (c *Core) browserSessionItem(profile Profile, cookiesGo bool) ResetItem {
	item := ResetItem{Kind: "server", What: ItemBrowserSession, Path: profile.Issuer, Action: ActionRevoke}
	account, err := c.account("")
	switch {
	case cookiesGo:
		item.Action, item.Note = ActionSkip, noteCookies
	case err != nil || account.Provider != profile.ID:
		item.Action, item.Note = ActionSkip, noteNobody
	default:
		item.Account, item.AccountID = account.Email, account.ID
	}
	return item
}

// cookieItemOf says what becomes of one profile's cookies.
func cookieItemOf(h browsers.Holding, hosts []string, clearing string, parents bool) (ResetItem, cookieItem) {
	item := ResetItem{Kind: kindBrowser, What: ItemBrowserCookies, Label: profileLabel(h.Profile), Path: h.Path, Action: ActionSkip}
	onlyParents := true
	for _, host := range h.Hosts {
		onlyParents = onlyParents && host.Parent
	}
	for _, host := range h.Hosts {
		if !host.Parent || parents || onlyParents {
			item.Hosts, item.Count = append(item.Hosts, host.Host), item.Count+host.Cookies
		}
	}
	switch {
	case h.Family == browsers.FamilySafari || clearing == ClearingGuided:
		item.Note = noteGuided
	case clearing == ClearingOff:
		item.Note = noteOff
	case h.Running:
		item.BlockedBy = item.Label
	case h.State != "ok":
		item.Note, item.Reason = noteRefused, h.Reason
	case onlyParents && !parents:
		item.Note = noteParent
	default:
		item.Action = ActionDelete
	}
	return item, cookieItem{profile: h.Profile, wanted: browsers.Wanted{Hosts: hosts, Parents: parents}}
}

// profileLabel is what a person calls a profile: the browser, and which of
// several profiles where it has a name.
func profileLabel(p browsers.Profile) string {
	if p.Name == "" {
		return p.Place.Name
	}
	return p.Place.Name + ", " + p.Name
}

// holdCookies keeps which profile an item means beside it.
func (p *ResetPlan) holdCookies(item string, cookies cookieItem) {
	if p.cookies == nil {
		p.cookies = map[string]cookieItem{}
	}
	p.cookies[item] = cookies
}

// splitBrowsers gives the plan without its part about browsers, and whether there
// is anything else in it.
func (p ResetPlan) splitBrowsers() (rest ResetPlan, hasRest bool) {
	rest = p
	rest.Items = slices.DeleteFunc(slices.Clone(p.Items), ResetItem.ofBrowser)
	rest.Scopes = slices.DeleteFunc(slices.Clone(p.Scopes), func(s string) bool { return s == ScopeBrowser })
	rest.ID = planID(rest)
	return rest, len(rest.Scopes) > 0
}

// withRest gives the plan with its other part as it was confirmed.
func (p ResetPlan) withRest(rest ResetPlan) ResetPlan {
	whole := p
	whole.Items = append(slices.Clone(rest.Items), slices.DeleteFunc(slices.Clone(p.Items), func(i ResetItem) bool { return !i.ofBrowser() })...)
	whole.Steps, whole.signIns = rest.Steps, rest.signIns
	return whole
}
