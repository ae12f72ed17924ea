package present

import (
	"latchkey/app/core"
)

// Ticks says for everything that can be ticked on the page Apps whether it is: as
// the person chose, else what is safe to reset. An app that runs, and one known
// only from others than its vendor, is not ticked by itself.
type Ticks map[string]bool

// TicksOf gives the tick of every scope that can be reset now.
func TicksOf(in AppsInput) Ticks {
	ticks := Ticks{}
	if in.Apps != nil {
		for _, app := range in.Apps.Apps {
			if canTick(app) {
				ticks[app.Scope] = in.chosen(app.Scope, !app.Community || in.Community)
			}
		}
	}
	if canResetOwn(in.Status) {
		ticks[core.ScopeSession] = in.chosen(core.ScopeSession, true)
	}
	return ticks
}

func (in AppsInput) chosen(scope string, usually bool) bool {
	if on, ok := in.Chosen[scope]; ok {
		return on
	}
	return usually
}

// Scopes lists what is ticked, in the order of the page.
func (t Ticks) Scopes(in AppsInput) []string {
	var scopes []string
	seen := map[string]bool{}
	add := func(scope string) {
		if t[scope] && !seen[scope] {
			seen[scope] = true
			scopes = append(scopes, scope)
		}
	}
	if in.Apps != nil {
		for _, app := range in.Apps.Apps {
			add(app.Scope)
		}
	}
	add(core.ScopeSession)
	return scopes
}

// of gives the tick of one scope.
func (t Ticks) of(scope string) Tick {
	if t[scope] {
		return TickOn
	}
	return TickOff
}

// count is how many of the scopes are ticked.
func (t Ticks) count(scopes []string) int {
	on := 0
	for _, scope := range scopes {
		if t[scope] {
			on++
		}
	}
	return on
}

// canTick says whether a reset of an app would put something aside now.
func canTick(app core.AppAnswer) bool {
	return app.Resettable && !app.Running && !isLocked(app)
}

// isLocked says whether another program has a file of the app locked.
func isLocked(app core.AppAnswer) bool {
	for _, path := range app.Paths {
		if path.Exists && path.Locked {
			return true
		}
	}
	return false
}

// canResetOwn says whether there is anything of Latchkey's own session.
func canResetOwn(status core.StatusAnswer) bool {
	return status.SessionFile.State != "missing" || status.State != core.StateSignedOut
}
