package core

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"latchkey/auth"
	"latchkey/session"
)

// ApplyReset carries out a plan that PlanReset made: it locks, checks that the
// plan still fits, revokes while the tokens are there, moves files to a backup,
// removes entries, and reports item by item.
//
// Errors: ErrPlanOutdated or session.ErrBusy, and nothing was done;
// *AppRunningError with the full answer, when nothing was done because apps run;
// ErrPartlyDone with the full answer, when something is left.
func (c *Core) ApplyReset(ctx context.Context, plan ResetPlan) (ResetAnswer, error) {
	answer, err := c.applyReset(ctx, plan)
	c.noteReset(answer, err)
	return answer, err
}

func (c *Core) applyReset(ctx context.Context, plan ResetPlan) (ResetAnswer, error) {
	answer := ResetAnswer{Schema: "latchkey.reset/1", Plan: plan, Results: []ItemResult{}}
	run := &resetRun{core: c, plan: plan}
	rest, hasRest := plan.splitBrowsers()
	if len(rest.Items) < len(plan.Items) {
		// A person may have to look at a page: nobody is kept waiting for that.
		if err := c.stillFits(ctx, plan); err != nil {
			return answer, err
		}
		run.applyBrowsers(ctx)
	}
	if hasRest {
		if err := run.applyRest(ctx, rest, &answer); err != nil && !run.keeps(rest, err) {
			return answer, err
		}
	}
	answer.Plan, answer.Applied, answer.Results = run.plan, run.plan.acts(), run.ordered()
	return answer, run.outcome(answer.Results)
}

// applyRest does what is about this program's own things and modeling apps, under
// the record lock.
func (r *resetRun) applyRest(ctx context.Context, rest ResetPlan, answer *ResetAnswer) error {
	c := r.core
	unlock, err := c.lockRecord(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if rest, err = c.confirmPlan(ctx, rest); err != nil {
		return err
	}
	r.plan = r.plan.withRest(rest)
	if rest.endsSignIns() {
		r.owners = c.secretOwners(ctx, true)
	}
	r.revoke(ctx)
	if errors.Is(ctx.Err(), context.Canceled) && !r.revoked() {
		return fmt.Errorf("reset: %w", ctx.Err()) // everything is as it was
	}
	// From here on the reset is carried through: half a reset helps nobody.
	through := context.WithoutCancel(ctx)
	answer.Backup = r.moveFiles(through)
	r.removeSecrets(through)
	r.markTokensGone()
	c.expireBackups(ctx, answer.Backup, rest.ofLatchkey())
	return nil
}

// revoked says whether a server has ended something, which nothing brings back.
func (r *resetRun) revoked() bool {
	for _, item := range r.plan.Items {
		if item.Action == ActionRevoke && r.results[item.ID].Detail == string(auth.RevocationConfirmed) {
			return true
		}
	}
	return false
}

// outcome says what is left to do.
func (r *resetRun) outcome(results []ItemResult) error {
	failed := slices.ContainsFunc(results, func(i ItemResult) bool { return i.Result == "failed" })
	if failed {
		return ErrPartlyDone
	}
	return r.plan.Unfinished()
}

// resetRun collects what became of each item.
type resetRun struct {
	core    *Core
	plan    ResetPlan
	owners  []session.Account
	results map[string]ItemResult
}

func (r *resetRun) note(item ResetItem, result, detail string) {
	if r.results == nil {
		r.results = map[string]ItemResult{}
	}
	r.results[item.ID] = ItemResult{ID: item.ID, What: item.What, Label: item.Label, Path: item.Path, Result: result, Detail: detail}
}

// ordered gives the results in the plan's order.
func (r *resetRun) ordered() []ItemResult {
	results := []ItemResult{}
	for _, item := range r.plan.Items {
		result, done := r.results[item.ID]
		if !done {
			result = ItemResult{ID: item.ID, What: item.What, Label: item.Label, Path: item.Path, Result: "skipped", Detail: item.why()}
		}
		results = append(results, result)
	}
	return results
}

// why says, in a code or in a reason for experts, why an item is left alone.
func (i ResetItem) why() string {
	switch {
	case i.App != "" && i.BlockedBy == blockLocked:
		return "app_locked"
	case i.App != "" && i.BlockedBy != "":
		return "app_running"
	case i.Kind == kindBrowser && i.BlockedBy != "":
		return "browser_running"
	case i.Reason != "":
		return i.Reason
	}
	return i.Note
}

// revoke is best effort: what the server did not confirm is told, and the reset
// goes on.
func (r *resetRun) revoke(ctx context.Context) {
	for _, item := range r.plan.Items {
		i := slices.IndexFunc(r.owners, func(o session.Account) bool { return o.ID == item.AccountID })
		if item.Action != ActionRevoke || i < 0 {
			continue
		}
		outcome := r.core.revokeAll(ctx, r.owners[i])
		result := "done"
		if outcome == "unreachable" || outcome == "refused" {
			result = "failed"
		}
		r.note(item, result, outcome)
	}
}

func (r *resetRun) removeSecrets(ctx context.Context) {
	for _, item := range r.plan.Items {
		if item.Action != ActionDelete || item.Kind != "keyring" {
			continue
		}
		if err := r.core.removeSecrets(ctx, item.AccountID); err != nil {
			r.note(item, "failed", Code(err))
			continue
		}
		r.note(item, "done", "")
	}
}

// markTokensGone keeps a session file that was left in place truthful: its
// accounts must sign in again. The record lock is held by the caller.
func (r *resetRun) markTokensGone() {
	gone := slices.ContainsFunc(r.plan.Items, func(i ResetItem) bool { return i.Action == ActionDelete && !i.ofBrowser() })
	record, err := r.core.SessionFile.Read()
	if !gone || err != nil {
		return
	}
	for i := range record.Accounts {
		markSignInNeeded(&record.Accounts[i], "tokens_gone", r.core.Now())
	}
	if err := r.core.SessionFile.Write(record); err != nil {
		r.core.Log.Warn("write session", "problem", err.Error())
	}
}
