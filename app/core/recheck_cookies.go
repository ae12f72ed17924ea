package core

import (
	"context"
	"fmt"
	"slices"

	"latchkey/session/browsers"
)

// clearCookies is the rung of a recheck: what is allowed goes. A browser that is
// open keeps its cookies, and may be the one that the sign-in comes to: then
// nothing is removed, for it would prove nothing.
func (r *recheck) clearCookies(ctx context.Context) error {
	hosts := r.profile.identityHosts()
	found, err := r.core.holdings(ctx, hosts)
	if err != nil {
		return err
	}
	if r.core.clearing() != ClearingDirect {
		return cleared(found)
	}
	if slices.ContainsFunc(found, func(h browsers.Holding) bool { return h.Running }) {
		return &notClimbedError{"browser_running"}
	}
	for _, holding := range found {
		item, cookies := cookieItemOf(holding, hosts, ClearingDirect, false)
		if item.Action != ActionDelete {
			continue
		}
		if _, err := r.core.Deps.Browsers.Remove(ctx, cookies.profile, cookies.wanted); err != nil {
			return fmt.Errorf("remove cookies: %w", err)
		}
	}
	return nil
}

// cleared believes the person who says that the cookies are gone, unless a browser
// that can be looked into still has them.
func cleared(found []browsers.Holding) error {
	for _, holding := range found {
		for _, host := range holding.Hosts {
			if !host.Parent {
				return &notClimbedError{"cookies_left"}
			}
		}
	}
	return nil
}
