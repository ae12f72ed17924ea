package core

import (
	"context"
	"errors"
	"fmt"

	"latchkey/auth"
	"latchkey/session/browsers"
)

// applyBrowsers does a plan's part about browsers. It holds no lock: a person may
// have to look at a page, and nothing of this program is touched.
func (r *resetRun) applyBrowsers(ctx context.Context) {
	for _, item := range r.plan.Items {
		switch {
		case item.What == ItemBrowserSession && item.Action == ActionRevoke:
			outcome := r.core.endNamedSession(ctx, item.AccountID, r.plan.Language)
			result := "done"
			if outcome != "ended" {
				result = "failed"
			}
			r.note(item, result, outcome)
		case item.What == ItemBrowserCookies && item.Action == ActionDelete:
			r.removeCookies(ctx, item)
		}
	}
}

// endNamedSession ends the browser's session of one account at the server.
func (c *Core) endNamedSession(ctx context.Context, id, language string) string {
	account, err := c.account(id)
	if err != nil {
		return Code(err)
	}
	ctx, cancel := context.WithTimeout(ctx, browserPatience)
	defer cancel()
	_, client, err := c.clientFor(account)
	if err == nil {
		err = c.endBrowserSession(ctx, account, client, language)
	}
	switch {
	case err == nil:
		return "ended"
	case errors.Is(err, auth.ErrUnsupported):
		return "unsupported"
	}
	c.Log.Warn("end browser session", "problem", err.Error())
	return "unreachable"
}

func (r *resetRun) removeCookies(ctx context.Context, item ResetItem) {
	cookies, held := r.plan.cookies[item.ID]
	if !held || r.core.Deps.Browsers == nil {
		r.note(item, "failed", "plan_outdated")
		return
	}
	removal, err := r.core.Deps.Browsers.Remove(ctx, cookies.profile, cookies.wanted)
	if err != nil {
		r.note(item, "failed", browserCode(err))
		return
	}
	r.core.Log.Info("removed cookies of the identity hosts", "count", removedCookies(removal), "left", removal.Left)
	r.note(item, "done", fmt.Sprintf("removed %d", removedCookies(removal)))
}

// keeps notes what stopped the other part of a reset, where the part about browsers
// has done something: then the report tells of both.
func (r *resetRun) keeps(rest ResetPlan, err error) bool {
	isDone := false
	for _, result := range r.results {
		isDone = isDone || result.Result == "done"
	}
	if !isDone || errors.Is(err, context.Canceled) {
		return false
	}
	for _, item := range rest.Items {
		if item.Action != ActionSkip {
			r.note(item, "failed", Code(err))
		}
	}
	return true
}

func removedCookies(r browsers.Removal) int {
	count := 0
	for _, host := range r.Removed {
		count += host.Cookies
	}
	return count
}

// browserCode is the code of a store that was left as it is.
func browserCode(err error) string {
	if errors.Is(err, browsers.ErrRunning) {
		return "browser_running"
	}
	return Code(err)
}
