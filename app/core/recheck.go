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
	r := &recheck{core: c, options: o, notify: notify}
	if r.notify == nil {
		r.notify = func(Progress) {}
	}
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

var errNotAsked = errors.New("the person was not asked, or did not want it")

func (r *recheck) perform(ctx context.Context, step string) error {
	if (step == StepSignIn || step == StepBrowserSession) && (r.options.Consent == nil || !r.options.Consent(step)) {
		return errNotAsked
	}
	switch step {
	case StepRefetch:
		return r.refetch(ctx)
	case StepNewToken:
		return r.newToken(ctx)
	case StepBrowserSession:
		if err := r.core.endBrowserSession(ctx, r.account, r.client, r.options.Language); err != nil {
			return err
		}
	}
	return r.signInAgain(ctx)
}

// refetch asks past all caches with the token that there is; a 401 gets one new
// token (RFC 6750 section 3.1), and no second.
func (r *recheck) refetch(ctx context.Context) error {
	token, err := r.core.Token(ctx, TokenOptions{Account: r.account.ID})
	if err != nil {
		return err
	}
	tokens, err := r.loaded(ctx, token)
	if err != nil {
		return err
	}
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, r.account, tokens, true)
	if errors.Is(err, auth.ErrSignInNeeded) {
		r.renewed = true
		return r.renewAndFetch(ctx, tokens)
	}
	if err == nil {
		r.after = snapshot
	}
	return err
}

// loaded reads the bundle again after Token has made sure that it is good.
func (r *recheck) loaded(ctx context.Context, _ TokenAnswer) (auth.Tokens, error) {
	account, err := r.core.account(r.account.ID)
	if err != nil {
		return auth.Tokens{}, err
	}
	r.account = account
	return r.core.load(ctx, account)
}

func (r *recheck) newToken(ctx context.Context) error {
	if r.renewed {
		return nil
	}
	if !r.account.HasRefresh {
		return auth.ErrNoRefreshToken
	}
	tokens, err := r.core.load(ctx, r.account)
	if err != nil {
		return err
	}
	return r.renewAndFetch(ctx, tokens)
}

// renewAndFetch gets a token other than the given one, then asks.
func (r *recheck) renewAndFetch(ctx context.Context, old auth.Tokens) error {
	account, tokens, err := r.core.renew(ctx, r.account.ID, func(t auth.Tokens) bool {
		return t.Access.Reveal() != old.Access.Reveal()
	})
	if err != nil {
		return err
	}
	r.account = account
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, account, tokens, true)
	if errors.Is(err, auth.ErrSignInNeeded) {
		return fmt.Errorf("%w: %w", ErrSignInNeeded, err)
	}
	if err == nil {
		r.after = snapshot
	}
	return err
}

// signInAgain makes the server authenticate the person afresh, as the account
// that is being rechecked.
func (r *recheck) signInAgain(ctx context.Context) error {
	_, err := r.core.SignIn(ctx, SignInOptions{
		Provider: r.account.Provider, Account: r.account.ID, Fresh: true, Language: r.options.Language,
	}, r.notify)
	if err != nil {
		return err
	}
	if r.account, err = r.core.account(r.account.ID); err != nil {
		return err
	}
	tokens, err := r.core.load(ctx, r.account)
	if err != nil {
		return err
	}
	snapshot, err := r.core.fetchRights(ctx, r.profile, r.client, r.account, tokens, true)
	if err == nil {
		r.after = snapshot
	}
	return err
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
