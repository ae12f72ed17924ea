package core

import (
	"context"
	"fmt"
	"slices"

	"latchkey/session"
)

// stillFits says whether a plan would be the same now. Errors: ErrPlanOutdated.
func (c *Core) stillFits(ctx context.Context, plan ResetPlan) error {
	now, err := c.PlanReset(ctx, plan.request())
	if err == nil && now.ID != plan.ID {
		err = ErrPlanOutdated
	}
	return err
}

// acts says whether anything at all happens.
func (p ResetPlan) acts() bool {
	return slices.ContainsFunc(p.Items, func(i ResetItem) bool { return i.Action != ActionSkip })
}

// endsSignIns says whether tokens are revoked or removed. Else the keyring need not
// be asked whose there are.
func (p ResetPlan) endsSignIns() bool {
	return slices.ContainsFunc(p.Items, func(i ResetItem) bool {
		return (i.Action == ActionRevoke || i.Action == ActionDelete) && !i.ofBrowser()
	})
}

// ofLatchkey says whether the plan is about more than modeling apps.
func (p ResetPlan) ofLatchkey() bool {
	return slices.ContainsFunc(p.Items, func(i ResetItem) bool { return i.App == "" && !i.ofBrowser() })
}

// confirmPlan checks that the world is still the one that the plan was made for,
// then finishes what a killed reset or undo left half-way, and plans anew for
// what that brought: the same scopes, and nothing that was not to be touched.
func (c *Core) confirmPlan(ctx context.Context, plan ResetPlan) (ResetPlan, error) {
	now, err := c.PlanReset(ctx, plan.request())
	if err != nil {
		return plan, err
	}
	if now.ID != plan.ID {
		return plan, ErrPlanOutdated
	}
	if slices.ContainsFunc(now.Items, func(i ResetItem) bool { return i.BlockedBy == session.FileNewer }) {
		return plan, fmt.Errorf("reset: %w", session.ErrNewer)
	}
	if err := c.BackupStore.Recover(ctx); err != nil {
		return plan, fmt.Errorf("finish an interrupted reset: %w", err)
	}
	return c.PlanReset(ctx, plan.request())
}

// request is what a plan was made for.
func (p ResetPlan) request() ResetRequest {
	return ResetRequest{Scopes: p.Scopes, Force: p.Force, Language: p.Language, ParentDomains: p.ParentDomains}
}
