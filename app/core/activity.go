package core

import (
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/session/activity"
)

// ActivityOptions say what to list.
type ActivityOptions struct {
	Since time.Time // the zero time: everything
}

// Activity lists what happened, newest first, and what is other than when it last
// worked. Lines that cannot be read are counted. Errors: what the system said of
// the file.
func (c *Core) Activity(_ context.Context, o ActivityOptions) (ActivityAnswer, error) {
	answer := ActivityAnswer{Schema: "latchkey.activity/1", Events: []EventAnswer{}}
	events, damaged, err := c.events()
	if err != nil {
		return answer, err
	}
	answer.Damaged = damaged
	names := c.mails()
	for _, e := range events {
		if e.At.Before(o.Since) {
			continue
		}
		answer.Events = append(answer.Events, eventAnswer(e, names))
	}
	answer.Changed = c.changedSince(newDiagnosis(c, DoctorOptions{}))
	return answer, nil
}

func eventAnswer(e activity.Event, names map[string]string) EventAnswer {
	answer := EventAnswer{
		At: At(e.At), Event: e.What, Result: e.Result, Problem: e.Problem, Account: e.Account, Provider: e.Provider, Subject: e.Subject,
		Counts: e.Counts, Seconds: e.Seconds, Version: e.Version, Policy: e.Policy,
	}
	if answer.Counts == nil {
		answer.Counts = map[string]int{}
	}
	if name := names[e.Account]; name != "" {
		answer.Account = name
	}
	return answer
}

// mails are the addresses of the accounts that are known here, by id.
func (c *Core) mails() map[string]string {
	names := map[string]string{}
	if record, err := c.readRecord(); err == nil {
		for _, account := range record.Accounts {
			names[account.ID] = account.Email
		}
	}
	return names
}

// events are all that the log tells, newest first.
func (c *Core) events() ([]activity.Event, int, error) {
	if c.activity == nil {
		return nil, 0, nil
	}
	return c.activity.List()
}

// newestEvent is the newest event that fits.
func (c *Core) newestEvent(fits func(activity.Event) bool) (activity.Event, bool) {
	events, _, err := c.events()
	if err != nil {
		c.Log.Warn("read activity", "problem", err.Error())
	}
	i := slices.IndexFunc(events, fits)
	if i < 0 {
		return activity.Event{}, false
	}
	return events[i], true
}

// lastEvent is the newest event with one of these names, whatever its result;
// without a name, the newest of all.
func (c *Core) lastEvent(what ...string) (activity.Event, bool) {
	return c.newestEvent(func(e activity.Event) bool { return len(what) == 0 || slices.Contains(what, e.What) })
}

// lastAttempt is the newest sign-in, whatever its result.
func (c *Core) lastAttempt() (activity.Event, bool) { return c.lastEvent(EventSignIn) }

// lastSignOut is when somebody was last known to leave: by a sign-out, by a reset
// that took a sign-in, or because another account or organization signed in than
// the time before. What an app wrote earlier may be of another person. The zero
// time when nothing of that kind is known.
func (c *Core) lastSignOut() time.Time {
	events, _, _ := c.events() // newest first
	var left, signedIn activity.Event
	now := c.Now()
	for _, e := range events {
		switch {
		case e.At.After(now): // of a clock that was ahead; every state of an app would be older
		case e.What == EventSignOut && e.Result != activity.Failed && e.Result != activity.Cancelled, endsSignIn(e):
			left = e
		case e.What == EventSignIn && e.Result == activity.OK:
			if signedIn.What != "" && isOther(signedIn, e) {
				left = signedIn
			}
			signedIn = e
		}
		if left.What != "" {
			return left.At
		}
	}
	return time.Time{}
}

// endsSignIn says whether an event is a reset that took a sign-in of Latchkey's own.
func endsSignIn(e activity.Event) bool {
	if e.What != EventReset || e.Counts["done"] == 0 {
		return false
	}
	return slices.ContainsFunc(strings.Split(e.Subject, ","), func(scope string) bool {
		return scope == ScopeSession || scope == ScopeTokens || scope == ScopeAll
	})
}

// isOther says whether two sign-ins were of two accounts, or of two organizations.
func isOther(later, earlier activity.Event) bool {
	if later.Account != earlier.Account {
		return true
	}
	return later.Facts != nil && earlier.Facts != nil && later.Facts.Organization != earlier.Facts.Organization
}
