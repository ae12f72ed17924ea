package core

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"latchkey/session/browsers"
)

// BrowserStores are the browsers' cookies on this computer: found, counted by
// host, and removed while the browser is closed. Nothing reads a cookie.
type BrowserStores interface {
	Find() ([]browsers.Profile, error)
	Count(ctx context.Context, profile browsers.Profile, hosts []string) browsers.Holding
	Remove(ctx context.Context, profile browsers.Profile, wanted browsers.Wanted) (browsers.Removal, error)
}

// personsBrowsers are those of the person who runs this program.
type personsBrowsers struct{ system browsers.System }

func (p personsBrowsers) Find() ([]browsers.Profile, error) { return browsers.Find(p.system) }

func (p personsBrowsers) Count(ctx context.Context, profile browsers.Profile, hosts []string) browsers.Holding {
	return browsers.Count(ctx, profile, hosts)
}

func (p personsBrowsers) Remove(ctx context.Context, profile browsers.Profile, wanted browsers.Wanted) (browsers.Removal, error) {
	return browsers.Remove(ctx, profile, wanted)
}

// Browsers lists the profiles of the browsers on this computer, with how many
// cookies of the provider's hosts each holds. It works without any account.
// Errors: *UnknownProviderError, ErrNoProvider, ErrUnknownBrowser.
func (c *Core) Browsers(ctx context.Context, o BrowsersOptions) (BrowsersAnswer, error) {
	profile, err := c.identityProvider(o.Provider)
	if err != nil {
		return BrowsersAnswer{}, err
	}
	answer := BrowsersAnswer{
		Schema: "latchkey.browsers/1", Provider: profile.ID, Hosts: profile.identityHosts(), Clearing: c.clearing(),
		Browsers: []BrowserAnswer{},
	}
	found, err := c.holdings(ctx, answer.Hosts)
	if err != nil {
		return BrowsersAnswer{}, err
	}
	for _, holding := range found {
		if o.ID == "" || o.ID == holding.ID {
			answer.Browsers = append(answer.Browsers, browserAnswer(holding, answer.Hosts))
		}
	}
	if o.ID != "" && len(answer.Browsers) == 0 {
		return BrowsersAnswer{}, &UnknownBrowserError{ID: o.ID}
	}
	return answer, nil
}

// holdings looks into every profile for the cookies of some hosts.
func (c *Core) holdings(ctx context.Context, hosts []string) ([]browsers.Holding, error) {
	if c.Deps.Browsers == nil {
		return nil, nil
	}
	profiles, err := c.Deps.Browsers.Find()
	if err != nil && len(profiles) == 0 {
		return nil, fmt.Errorf("find browsers: %w", err)
	}
	if err != nil { // one that cannot be looked into hides no other
		c.Log.Warn("find browsers", "problem", err.Error())
	}
	found := make([]browsers.Holding, 0, len(profiles))
	for _, profile := range profiles {
		found = append(found, c.Deps.Browsers.Count(ctx, profile, hosts))
		if ctx.Err() != nil {
			return nil, fmt.Errorf("count cookies: %w", ctx.Err())
		}
	}
	return found, nil
}

func browserAnswer(h browsers.Holding, hosts []string) BrowserAnswer {
	answer := BrowserAnswer{
		ID: h.ID, Name: h.Place.Name, Family: h.Family, Profile: h.Folder, ProfileName: h.Name, Path: h.Path,
		Running: h.Running, State: h.State, Reason: h.Reason, Hosts: []BrowserHost{},
	}
	if len(hosts) > 0 {
		answer.Address = browsers.Address(h.Place, hosts[0])
	}
	for _, host := range h.Hosts {
		answer.Hosts = append(answer.Hosts, BrowserHost(host))
	}
	return answer
}

// identityProvider is the one whose hosts are meant: the named one, else that of
// the default account, else the selected one, else the only one with hosts.
func (c *Core) identityProvider(id string) (Profile, error) {
	if id == "" {
		if account, err := c.account(""); err == nil {
			id = account.Provider
		}
	}
	if id != "" {
		return c.profile(id)
	}
	profiles, err := c.profiles()
	if err != nil {
		return Profile{}, err
	}
	if id, err := c.selectedProvider(profiles); err == nil {
		return c.profile(id)
	}
	profiles = slices.DeleteFunc(profiles, func(p Profile) bool { return len(p.identityHosts()) == 0 })
	if len(profiles) != 1 {
		return Profile{}, ErrNoProvider
	}
	return profiles[0], nil
}

// identityHosts are the hosts whose cookies hold the sign-in at the provider.
func (p Profile) identityHosts() []string {
	if len(p.CookieHosts) > 0 {
		return slices.Clone(p.CookieHosts)
	}
	u, err := url.Parse(p.Issuer)
	if err != nil || u.Hostname() == "" {
		return []string{}
	}
	return []string{u.Hostname()}
}

// clearing is how the browsers' cookies go; settings that cannot be read permit
// nothing that cannot be undone.
func (c *Core) clearing() string {
	settings, err := c.Settings()
	if err != nil {
		return ClearingGuided
	}
	return cmp.Or(settings.BrowserClearing, ClearingGuided)
}

// UnknownBrowserError names a browser that was asked for and is not here.
type UnknownBrowserError struct{ ID string }

func (e *UnknownBrowserError) Error() string { return fmt.Sprintf("no browser %q", e.ID) }
