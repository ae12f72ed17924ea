package core

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

var ladder = []string{StepRefetch, StepNewToken, StepSignIn, StepBrowserSession}

// recheck is one climb of the ladder.
type recheck struct {
	core    *Core
	options RecheckOptions
	notify  func(Progress)
	account session.Account
	profile Profile
	client  *auth.Client
	before  rights.Snapshot
	after   rights.Snapshot
	renewed bool // a 401 has already been answered with a new token
	steps   []RecheckStep
}

// Recheck forces the server to be asked again and tells what changed. It climbs
// a ladder: past all caches; with a new token; after a new sign-in; after ending
// the browser's single sign-on session. It stops where something changed, where
// MaxStep says, or where the person is needed and does not consent.
//
// An error keeps the cached rights with their age: ErrSignInNeeded,
// ErrRightsForbidden, ErrRightsUnavailable, auth.ErrUnreachable and so on.
func (c *Core) Recheck(ctx context.Context, o RecheckOptions, notify func(Progress)) (RecheckAnswer, error) {
	if o.MaxStep == "" {
		o.MaxStep = StepNewToken
	}
	last := slices.Index(ladder, o.MaxStep)
	if last < 0 {
		return RecheckAnswer{}, ErrUnknownStep
	}
	r := &recheck{core: c, options: o, notify: orSilent(notify)}
	var err error
	if r.account, err = c.account(o.Account); err != nil {
		return RecheckAnswer{}, err
	}
	if r.profile, r.client, err = c.clientFor(r.account); err != nil {
		return RecheckAnswer{}, err
	}
	r.before = c.cachedRights(r.account)
	if err := r.climb(ctx, last); err != nil {
		return RecheckAnswer{}, err
	}
	// What was found out counts, also when a higher rung was cancelled.
	remembering, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	if err := c.rememberRights(remembering, r.account.ID, r.after); err != nil {
		return RecheckAnswer{}, fmt.Errorf("remember access rights: %w", err)
	}
	return r.answer(), ctx.Err()
}

func (r *recheck) climb(ctx context.Context, last int) error {
	changed := false
	for i, step := range ladder {
		if changed || i > last {
			r.steps = append(r.steps, RecheckStep{Step: step, Result: "skipped", Detail: "not_needed"})
			continue
		}
		r.notify(Progress{Stage: StageRights, Step: &RecheckStep{Step: step}})
		done, err := r.rung(ctx, step)
		if err != nil && (step == StepRefetch || r.after.Answer.CheckedAt.IsZero()) {
			return err
		}
		changed = done.Result == "changed"
		r.steps = append(r.steps, done)
		r.notify(Progress{Stage: StageRights, Step: &done})
		if ctx.Err() != nil {
			return nil // the higher rungs are for a person who is still there
		}
	}
	return nil
}

// rung does one step. An error of a higher rung does not take back what a lower
// one found out: it is told in the step.
func (r *recheck) rung(ctx context.Context, step string) (RecheckStep, error) {
	done := RecheckStep{Step: step}
	err := r.perform(ctx, step)
	done.At = At(r.core.Now())
	switch {
	case errors.Is(err, errNotAsked):
		done.Result, done.Detail = "skipped", "not_asked"
		return done, nil
	case errors.Is(err, auth.ErrNoRefreshToken) && !errors.Is(err, ErrSignInNeeded):
		done.Result, done.Detail = "skipped", "not_renewable"
		return done, nil
	case err != nil:
		done.Result, done.Detail = "failed", Code(err)
		return done, err
	}
	difference := rights.Compare(r.before.Answer, r.after.Answer, r.core.Now())
	done.Result, done.Detail = "unchanged", "same"
	if count := len(difference.Gained) + len(difference.Lost) + len(difference.Changed); count > 0 {
		done.Result, done.Detail = "changed", "differences"
	}
	return done, nil
}

func (r *recheck) answer() RecheckAnswer {
	difference := rights.Compare(r.before.Answer, r.after.Answer, r.core.Now())
	return RecheckAnswer{
		Schema: "latchkey.recheck/1", Account: r.account.ID,
		Fresh: r.after.FreshnessAt(r.core.Now(), true) == rights.Fresh,
		Steps: r.steps, Gained: r.changes(difference.Gained), Lost: r.changes(difference.Lost),
		Changed: r.changes(difference.Changed), Unchanged: difference.Unchanged,
		Before: r.core.summary(r.before, true), After: r.core.summary(r.after, true),
	}
}

func (r *recheck) changes(changes []rights.Change) []ChangeAnswer {
	answers := []ChangeAnswer{}
	for _, change := range changes {
		answer := ChangeAnswer{ID: change.ID, Name: change.Name}
		if change.Before != nil {
			before := r.core.rightAnswer(*change.Before, r.before)
			answer.Before = &before
		}
		if change.After != nil {
			after := r.core.rightAnswer(*change.After, r.after)
			answer.After = &after
		}
		answers = append(answers, answer)
	}
	return answers
}
