package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/rights"
)

// recheckLadder is the order of the rungs: each asks more of the server, and from
// the third on something of the person.
func recheckLadder() []string {
	return []string{StepRefetch, StepNewToken, StepSignIn, StepBrowserSession, StepBrowserCookies, StepMessage}
}

// RecheckSteps are the rungs that a recheck can be told to climb to.
func RecheckSteps() []string { return recheckLadder() }

// recheck is one climb of the ladder.
type recheck struct {
	core    *Core
	options RecheckOptions
	notify  func(Progress)
	account session.Account
	profile Profile
	client  *auth.Client
	before  rights.Snapshot
	noted   bool // before is what was known when the recheck first changed something
	after   gathered
	found   bool             // some rung got an answer
	renewed bool             // a 401 has already been answered with a new token
	asked   []EvidenceAnswer // on the rung that is being climbed
	begun   time.Time        // the rung that is being climbed
	ended   error            // the wait for the person, when it ran out
	steps   []RecheckStep
	brought string // the rung that changed something, or the last that got an answer
	// difference is what that rung brought.
	difference rights.Difference
}

// Recheck forces the server to be asked again and tells what changed. It climbs
// a ladder: past all caches; with a new token; after a new sign-in; after ending
// the browser's single sign-on session; after the browser's cookies are gone; and
// at its end a message to the administrator. It stops where something changed,
// where MaxStep says, or where the person is needed and does not consent.
//
// An error keeps the cached rights with their age: ErrSignInNeeded,
// ErrRightsForbidden, ErrRightsUnavailable, auth.ErrUnreachable and so on.
func (c *Core) Recheck(ctx context.Context, o RecheckOptions, notify func(Progress)) (RecheckAnswer, error) {
	if o.MaxStep == "" {
		o.MaxStep = StepNewToken
	}
	last := slices.Index(recheckLadder(), o.MaxStep)
	if last < 0 {
		return RecheckAnswer{}, ErrUnknownStep
	}
	r, begun := &recheck{core: c, options: o, notify: orSilent(notify)}, c.Now()
	answer, err := r.whole(ctx, last)
	c.noteRecheck(o, r.account, answer, err, begun)
	return answer, err
}

// whole is the climb and all that is kept of it.
func (r *recheck) whole(ctx context.Context, last int) (_ RecheckAnswer, err error) {
	c := r.core
	if r.account, err = c.account(r.options.Account); err != nil {
		return RecheckAnswer{}, err
	}
	if r.profile, r.client, err = c.clientFor(r.account); err != nil {
		return RecheckAnswer{}, err
	}
	if err := r.climb(ctx, last); err != nil {
		return RecheckAnswer{}, err
	}
	// What was found out counts, also when a higher rung was cancelled.
	remembering, cancel := context.WithTimeout(context.WithoutCancel(ctx), savePatience)
	defer cancel()
	if err := c.rememberRights(remembering, r.account.ID, r.after.snapshot); err != nil {
		return RecheckAnswer{}, fmt.Errorf("remember access rights: %w", err)
	}
	c.noteDifference(r.account, rights.Entry{
		Cause: CauseRecheck, Step: r.brought, Fresh: r.after.fresh, First: len(r.before.Parts) == 0, Difference: r.difference,
	}, r.after.snapshot)
	return r.answer(r.difference), cmp.Or(r.ended, ctx.Err())
}

// climb goes up rung by rung. It ends early when something changed that is proven
// to be of now; what a cache may have told ends it only before the person would
// be needed.
func (r *recheck) climb(ctx context.Context, last int) error {
	reached := false
	var first error
	for i, step := range recheckLadder() {
		if reached || i > last {
			r.skip(step, "not_needed")
			continue
		}
		if first != nil && step == StepNewToken {
			r.skip(step, "not_renewable") // a renewal is what has just failed
			continue
		}
		r.notify(Progress{Stage: StageRights, Step: &RecheckStep{Step: step, Evidence: []EvidenceAnswer{}}})
		done, err := r.rung(ctx, step)
		if err != nil && !r.found && !r.mayClimb(err, last) {
			return err
		}
		if first == nil {
			first = err
		}
		changed := done.Result == "changed"
		reached = changed && (r.after.fresh || i+1 >= slices.Index(recheckLadder(), StepSignIn))
		r.steps = append(r.steps, done)
		r.notify(Progress{Stage: StageRights, Step: &done})
		if ctx.Err() != nil {
			break // the higher rungs are for a person who is still there
		}
	}
	if !r.found && first != nil {
		return first
	}
	return nil
}

// mayClimb says whether a rung's failure is one that a sign-in, which is still to
// come, would mend.
func (r *recheck) mayClimb(err error, last int) bool {
	return errors.Is(err, ErrSignInNeeded) && last >= slices.Index(recheckLadder(), StepSignIn)
}

func (r *recheck) skip(step, detail string) {
	r.steps = append(r.steps, RecheckStep{Step: step, Result: "skipped", Detail: detail, Evidence: []EvidenceAnswer{}})
}

// rung does one step. An error of a higher rung does not take back what a lower
// one found out: it is told in the step.
func (r *recheck) rung(ctx context.Context, step string) (RecheckStep, error) {
	r.asked, r.begun = []EvidenceAnswer{}, r.core.Now()
	err := r.perform(ctx, step)
	done := RecheckStep{Step: step, At: At(r.core.Now()), Evidence: r.asked}
	var unable *notClimbedError
	switch {
	case errors.As(err, &unable):
		done.Result, done.Detail = "skipped", unable.detail
		return done, nil
	case errors.Is(err, auth.ErrNoRefreshToken) && !errors.Is(err, ErrSignInNeeded):
		done.Result, done.Detail = "skipped", "not_renewable"
		return done, nil
	case err != nil:
		if errors.Is(err, ErrWaitTimeout) {
			r.ended = err
		}
		done.Result, done.Detail = "failed", Code(err)
		return done, err
	case step == StepMessage:
		done.Result, done.Detail = "written", "message"
		return done, nil
	}
	r.brought = step
	done.Result, done.Detail = "unchanged", "same"
	r.difference = rights.Compare(r.before, r.after.snapshot, r.core.rightsTime(r.after.snapshot).Time)
	if !r.difference.IsEmpty() {
		done.Result, done.Detail = "changed", "differences"
	}
	return done, nil
}
