package core

import (
	"context"
	"fmt"

	"latchkey/app/doctor"
)

// FixRequest says which fix to do.
type FixRequest struct {
	ID, Argument string
	Address      string // of open_link
	Account      string
	Language     string
}

// ApplyFix does one fix, as far as a program can: what only a person can do comes
// back as "person", and nothing has changed. Errors: those of the job that it is.
func (c *Core) ApplyFix(ctx context.Context, request FixRequest, notify func(Progress)) (FixResult, error) {
	result := FixResult{ID: request.ID, Result: "person"}
	row, known := fixRowOf(request.ID)
	if !known || !row.applied {
		return result, nil
	}
	undo, err := c.applyFix(ctx, request, notify)
	if err != nil {
		result.Result = "failed"
		return result, fmt.Errorf("apply fix %s: %w", request.ID, err)
	}
	result.Result, result.Undo = "done", undo
	if request.ID == MendOpenLink {
		result.Result = "opened"
	}
	return result, nil
}

func (c *Core) applyFix(ctx context.Context, request FixRequest, notify func(Progress)) (undo string, err error) {
	switch request.ID {
	case MendSignIn, MendSignInOther:
		_, err = c.SignIn(ctx, SignInOptions{Choose: request.ID == MendSignInOther, Language: request.Language}, notify)
	case MendSignInFresh:
		_, err = c.Recheck(ctx, RecheckOptions{
			Account: request.Account, MaxStep: StepSignIn, Language: request.Language, Consent: func(string) bool { return true },
		}, notify)
	case MendRecheck:
		_, err = c.Recheck(ctx, RecheckOptions{Account: request.Account, Language: request.Language}, notify)
	case MendRenew:
		_, err = c.Token(ctx, TokenOptions{Account: request.Account, MinValidity: renewAlways})
	case MendResetSession:
		return c.resetAsFix(ctx, ScopeSession)
	case MendResetApp:
		return c.resetAsFix(ctx, request.Argument)
	case MendTighten:
		err = tighten(request.Argument)
	case MendOpenLink:
		err = c.Browser(ctx, request.Address)
	}
	return "", err
}

// resetAsFix puts files aside and tells how to get them back. A part that is
// blocked, by a program that runs, is an error.
func (c *Core) resetAsFix(ctx context.Context, scope string) (undo string, err error) {
	plan, err := c.PlanReset(ctx, ResetRequest{Scopes: []string{scope}})
	if err != nil {
		return "", err
	}
	answer, err := c.ApplyReset(ctx, plan)
	if err != nil {
		return "", err
	}
	if answer.Backup == nil {
		return "", nil
	}
	return answer.Backup.UndoCommand, nil
}

// mendOne does one fix.
func (d *diagnosis) mendOne(ctx context.Context, fix doctor.Fix) FixedAnswer {
	answer := FixedAnswer{Fix: fix.ID, Result: "done"}
	done, err := d.core.ApplyFix(ctx, FixRequest{ID: fix.ID, Argument: fix.Argument, Account: d.options.Account}, nil)
	if answer.Undo = done.Undo; err != nil {
		answer.Result, answer.Detail = "failed", Code(err)
	}
	return answer
}

// mend does what is reversible about each problem, and looks at those again.
func (d *diagnosis) mend(ctx context.Context, report doctor.Report, notify func(CheckAnswer)) (doctor.Report, []FixedAnswer, error) {
	fixed := []FixedAnswer{}
	did := map[doctor.Fix]FixedAnswer{} // two problems may have one fix, which is done once
	for _, result := range report.Results {
		row, known := fixRowOf(result.Fix.ID)
		if !known || !row.reversible || !row.applied || result.Verdict != doctor.Fail && result.Verdict != doctor.Warn {
			continue
		}
		answer, done := did[result.Fix]
		if !done {
			answer = d.mendOne(ctx, result.Fix)
			did[result.Fix] = answer
		}
		answer.Check = result.ID
		fixed = append(fixed, answer)
	}
	if len(fixed) == 0 {
		return report, fixed, nil
	}
	// All of it again: what was hidden by a problem that is gone now shows.
	after, renewed, err := d.core.examine(ctx, d.options, notify)
	if err != nil {
		return report, fixed, err
	}
	*d = *renewed
	for i := range fixed {
		if result, seen := after.Find(fixed[i].Check); seen {
			fixed[i].After = string(result.Verdict)
		}
	}
	return after, fixed, nil
}
