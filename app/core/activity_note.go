package core

import (
	"context"
	"errors"
	"strings"
	"time"

	"latchkey/auth"
	"latchkey/session/activity"
)

// What happens on a computer, as the activity log names it. Scripts may rely on
// the names.
const (
	EventSignIn          = "sign_in"
	EventSignOut         = "sign_out"
	EventRenewed         = "renewed"       // a token was really renewed
	EventSessionEnded    = "session_ended" // the server does not accept it any more
	EventOffline         = "offline"       // the server could not be reached; Subject says for what
	EventRecheck         = "recheck"
	EventPrepare         = "prepare"
	EventRightsCleared   = "rights_cleared"
	EventReset           = "reset" // Subject: the scopes
	EventUndo            = "undo"
	EventBackupRemoved   = "backup_removed"
	EventSetting         = "setting" // Subject: the key
	EventProviderAdded   = "provider_added"
	EventProviderRemoved = "provider_removed"
	EventStorageMoved    = "storage_moved" // Subject: the new place
	EventAccountDefault  = "account_default"
	EventAccountGone     = "account_forgotten"
	EventDoctor          = "doctor" // Problem: the worst; Subject: its check
	EventBundle          = "bundle_written"
)

// Events lists the names of all events.
func Events() []string {
	return []string{
		EventSignIn, EventSignOut, EventRenewed, EventSessionEnded, EventOffline, EventRecheck, EventPrepare, EventRightsCleared,
		EventReset, EventUndo, EventBackupRemoved, EventSetting, EventProviderAdded, EventProviderRemoved, EventStorageMoved,
		EventAccountDefault, EventAccountGone, EventDoctor, EventBundle,
	}
}

// note writes an event. It comes after the job that it tells about, and whatever
// goes wrong with it is no failure of that job.
func (c *Core) note(e activity.Event) { c.noteBy(e, (*activity.Log).Append) }

// noteNew is note for what may repeat itself: the same again is not written.
func (c *Core) noteNew(e activity.Event) { c.noteBy(e, (*activity.Log).AppendNew) }

func (c *Core) noteBy(e activity.Event, add func(*activity.Log, activity.Event) error) {
	if c.activity == nil {
		return
	}
	e.At, e.Version, e.Policy = c.Now(), shortVersion(c.Version), c.policyDigest()
	if err := add(c.activity, e); err != nil {
		c.Log.Warn("note what happened", "event", e.What, "problem", err.Error())
	}
}

// shortVersion is the number alone of "1.2.3 (commit)".
func shortVersion(version string) string {
	short, _, _ := strings.Cut(strings.TrimSpace(version), " ")
	return short
}

// event begins one with how its job ended.
func event(what string, err error) activity.Event {
	e := activity.Event{What: what, Result: activity.OK}
	switch {
	case err == nil:
		return e
	case errors.Is(err, ErrPartlyDone):
		e.Result = activity.Partly
	case errors.Is(err, context.Canceled):
		e.Result = activity.Cancelled
	default:
		e.Result = activity.Failed
	}
	e.Problem = Code(err)
	return e
}

// since adds how long it took.
func (c *Core) since(e activity.Event, begun time.Time) activity.Event {
	e.Seconds = max(0, c.Now().Sub(begun).Seconds())
	return e
}

// noteDone notes a job about one thing that was done, and nothing of one that was
// not: what a person typed wrong is no event.
func (c *Core) noteDone(err error, what, subject string, counts map[string]int) {
	if err != nil && !errors.Is(err, ErrPartlyDone) {
		return
	}
	e := event(what, err)
	e.Subject, e.Counts = subject, counts
	c.note(e)
}

// noteUnreachable notes that a server could not be reached, once for as long as
// nothing else happens. It says whether that is what the error means.
func (c *Core) noteUnreachable(err error, account, provider, doing string) bool {
	if _, down := asType[*auth.UnreachableError](err); !down || errors.Is(err, context.Canceled) {
		return false
	}
	e := event(EventOffline, err)
	e.Account, e.Provider, e.Subject = account, provider, doing
	c.noteNew(e)
	return true
}

// noteSetting notes that a setting was changed, and not to what. Where secrets lie
// has an event of its own.
func (c *Core) noteSetting(row setting) {
	if row.effect != EffectMove && row.effect != EffectOwn {
		c.noteDone(nil, EventSetting, row.key, nil)
	}
}
