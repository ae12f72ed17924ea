package core

import (
	"context"
	"errors"
	"strings"
	"time"

	"latchkey/session"
	"latchkey/session/activity"
)

// noteSignIn notes a sign-in; one that another sign-in kept from beginning, or at
// a provider that there is not, whatever was typed there, is none.
func (c *Core) noteSignIn(o SignInOptions, answer SignInAnswer, err error, begun time.Time) {
	if _, unknown := asType[*UnknownProviderError](err); unknown || errors.Is(err, session.ErrBusy) {
		return
	}
	e := c.since(event(EventSignIn, err), begun)
	e.Provider, e.Account, e.Subject = o.Provider, answer.Account.ID, answer.Flow
	if err == nil {
		e.Provider = answer.Account.Provider
		e.Facts = c.factsOf(answer.Account.ID, true)
	}
	c.note(e)
}

// noteSignOut notes each account that left.
func (c *Core) noteSignOut(answer SignOutAnswer, err error) {
	for _, account := range answer.Accounts {
		e := event(EventSignOut, nil)
		e.Account, e.Subject = account.ID, account.Revoked
		if !account.Removed || account.Revoked == "unreachable" || account.Revoked == "refused" {
			e.Result, e.Problem = activity.Partly, Code(ErrPartlyDone)
		}
		c.note(e)
	}
	if err != nil && len(answer.Accounts) == 0 && !errors.Is(err, ErrNotSignedIn) {
		if _, unknown := asType[*UnknownAccountError](err); !unknown && !errors.Is(err, ErrAccountAmbiguous) {
			c.note(event(EventSignOut, err))
		}
	}
}

// noteRenewal notes a renewal that got new tokens, or ended the session, or met a
// server that was away. Tokens that were still good are no event.
func (c *Core) noteRenewal(end renewed, fresh, ended bool, begun time.Time) {
	account := end.account
	switch {
	case fresh && end.err == nil:
		e := c.since(event(EventRenewed, nil), begun)
		e.Account, e.Provider, e.Facts = account.ID, account.Provider, c.factsOf(account.ID, false)
		c.note(e)
	case ended:
		e := event(EventSessionEnded, end.err)
		e.Account, e.Provider = account.ID, account.Provider
		c.note(e)
	case wasRefusedHere(end.err):
		e := event(EventRenewed, end.err)
		e.Account, e.Provider = account.ID, account.Provider
		c.noteNew(e)
	default:
		c.noteUnreachable(end.err, account.ID, account.Provider, "renewal")
	}
}

// refusedRenewal is the security check that the last renewal of an account failed,
// when nothing has got new tokens since: a session that is found to be over later
// is over because of that. Empty when that is not so.
func (c *Core) refusedRenewal(account string) string {
	last, ok := c.newestEvent(func(e activity.Event) bool {
		return e.Account == account && (e.What == EventRenewed || e.What == EventSignIn && e.Result == activity.OK)
	})
	if !ok || last.What != EventRenewed || last.Result != activity.Failed {
		return ""
	}
	return last.Problem
}

// noteRecheck notes a recheck that a person or a program asked for. What is
// looked at in passing is none.
func (c *Core) noteRecheck(o RecheckOptions, account session.Account, answer RecheckAnswer, err error, begun time.Time) {
	if account.ID == "" || c.noteUnreachable(err, account.ID, account.Provider, "recheck") || o.inPassing {
		return
	}
	e := c.since(event(EventRecheck, err), begun)
	e.Account, e.Provider = account.ID, account.Provider
	if answer.Schema != "" {
		e.Counts = map[string]int{"gained": len(answer.Gained), "lost": len(answer.Lost), "changed": len(answer.Changed)}
		for _, step := range answer.Steps {
			if step.Result == "changed" || step.Result == "unchanged" {
				e.Subject = step.Step
			}
		}
	}
	if err == nil {
		e.Facts = c.factsOf(account.ID, true)
	}
	c.note(e)
}

func (c *Core) notePrepare(account session.Account, answer PrepareAnswer, err error, begun time.Time) {
	if account.ID == "" || c.noteUnreachable(err, account.ID, account.Provider, "prepare") {
		return
	}
	e := c.since(event(EventPrepare, err), begun)
	e.Account, e.Provider = account.ID, account.Provider
	if err == nil {
		e.Counts = map[string]int{"ends": len(answer.Ends)}
	}
	if err == nil && !answer.Ready {
		e.Result = activity.Partly
	}
	c.note(e)
}

// noteReset notes a reset that did something, or that running apps kept from it.
func (c *Core) noteReset(answer ResetAnswer, err error) {
	if !answer.Applied && err == nil || errors.Is(err, context.Canceled) {
		return
	}
	e := event(EventReset, err)
	e.Subject, e.Counts = strings.Join(answer.Plan.Scopes, ","), doneCounts(answer.Results)
	c.note(e)
}

func (c *Core) noteUndo(answer UndoAnswer, err error) {
	if answer.Schema == "" && err != nil || errors.Is(err, context.Canceled) {
		return // nothing was there to put back
	}
	e := event(EventUndo, err)
	e.Counts = doneCounts(answer.Results)
	c.note(e)
}

// doneCounts counts what became of the items of a reset or an undo.
func doneCounts(results []ItemResult) map[string]int {
	counts := map[string]int{}
	for _, item := range results {
		counts[item.Result]++
	}
	return counts
}

// noteDoctor notes what the doctor would begin with.
func (c *Core) noteDoctor(answer DoctorAnswer, begun time.Time) {
	e := c.since(event(EventDoctor, nil), begun)
	if worst := answer.Find(answer.Worst); worst != nil {
		e.Problem, e.Subject = worst.ProblemCode, worst.ID
		if worst.Result == "fail" {
			e.Result = activity.Failed
		}
	}
	e.Counts = map[string]int{"fixed": len(answer.Fixed)}
	for _, check := range answer.Checks {
		e.Counts[check.Result]++
	}
	c.note(e)
}
