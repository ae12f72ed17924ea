package core

import (
	"context"
	"errors"
	"slices"

	"latchkey/session"
	"latchkey/session/apps"
	"latchkey/session/paths"
)

// What an item of a plan is when it belongs to a modeling app.
const (
	ItemAppSignIn = "app_sign_in"
	ItemAppCache  = "app_cache"
)

// Notes on items of modeling apps.
const (
	noteForced  = "forced"  // the app runs, and it was said to go on all the same
	noteRefused = "refused" // the file is not an ordinary one of this person
	noteNone    = "nothing_there"
	blockLocked = "locked" // another program has the file locked
)

// appItems adds the modeling apps of the scopes to a plan: their files, and what
// only a person can do.
func (c *Core) appItems(ctx context.Context, plan *ResetPlan, scopes []appScope) error {
	found, err := c.findApps(ctx, scopes)
	if errors.Is(err, paths.ErrNoHome) && !slices.ContainsFunc(plan.Scopes, isAppScope) {
		return nil // "all" means the apps that are found, and a service without a home has none
	}
	if err != nil {
		return err
	}
	resets := c.appResets()
	for _, app := range found {
		first := len(plan.Items)
		c.appItem(plan, app)
		last := resets[appKey(app.App.ID, app.Version)]
		plan.Steps = append(plan.Steps, c.planSteps(app, plan.Items[first:], last, plan.Language)...)
	}
	for _, scope := range scopes {
		isThere := slices.ContainsFunc(found, func(f apps.Found) bool { return scope.covers(f, true) })
		if scope.id != "" && !isThere {
			c.absentApp(plan, scope)
		}
	}
	return nil
}

// absentApp says of a named app that nothing of it is here, and, of one that is
// not reset by file, what a person can do.
func (c *Core) absentApp(plan *ResetPlan, scope appScope) {
	app, _ := c.catalogue().App(scope.id)
	found := apps.Found{App: app, Version: scope.version}
	item := appItemOf(found, ItemAppSignIn)
	item.Action, item.Note = ActionSkip, noteNone
	if !resetByFile(found) {
		item.Note = string(leadingState(found).Reset)
		plan.Steps = append(plan.Steps, c.appSteps(found, nil, plan.Language, apps.Instead)...)
	}
	plan.Items = append(plan.Items, item)
}

func appItemOf(found apps.Found, what string) ResetItem {
	return ResetItem{Kind: "file", What: what, App: appKey(found.App.ID, found.Version), Label: appLabel(found)}
}

// appItem adds one version of one app.
func (c *Core) appItem(plan *ResetPlan, found apps.Found) {
	signIns := found.SignIns()
	for _, item := range found.Items {
		if !item.Exists && item.Refused == "" || item.State.Reset != apps.ByFile {
			continue
		}
		row := appItemOf(found, whatOf(item.State.Kind))
		row.Path, row.Size, row.ModifiedAt = item.Path, item.Size, At(item.ModifiedAt)
		at := slices.IndexFunc(signIns, func(s apps.SignIn) bool { return s.Path() == item.Path })
		switch {
		case at < 0:
			row.Action, row.Note, row.Reason = ActionSkip, noteRefused, item.Refused
		case !plan.Force && len(found.Running) > 0:
			row.Action, row.BlockedBy = ActionSkip, row.Label
		case !plan.Force && item.Locked:
			row.Action, row.BlockedBy = ActionSkip, blockLocked
		default:
			row.Action, row.Reversible = ActionMove, true
			if len(found.Running) > 0 || item.Locked {
				row.Note = noteForced
			}
			plan.hold(itemID(row), signIns[at])
		}
		plan.Items = append(plan.Items, row)
	}
	if !slices.ContainsFunc(plan.Items, func(i ResetItem) bool { return i.App == appKey(found.App.ID, found.Version) }) {
		row := appItemOf(found, ItemAppSignIn)
		row.Action, row.Note = ActionSkip, noteNone
		if !resetByFile(found) {
			row.Note = string(leadingState(found).Reset)
		}
		plan.Items = append(plan.Items, row)
	}
}

func whatOf(kind apps.Kind) string {
	if kind == apps.Cache {
		return ItemAppCache
	}
	return ItemAppSignIn
}

// hold keeps the very thing that may be put aside beside the item that names it:
// a path alone could be anything, a licence too.
func (p *ResetPlan) hold(item string, file apps.SignIn) {
	if p.signIns == nil {
		p.signIns = map[string]apps.SignIn{}
	}
	p.signIns[item] = file
}

// Blocked returns an *AppRunningError when the plan can do nothing because apps
// run or hold their files, else nil.
func (p ResetPlan) Blocked() error {
	var names []string
	for _, item := range p.Items {
		switch {
		case item.Action != ActionSkip:
			return nil
		case (item.App != "" || item.Kind == kindBrowser) && item.BlockedBy != "" && !slices.Contains(names, item.Label):
			names = append(names, item.Label)
		}
	}
	if len(names) == 0 {
		return nil
	}
	onlyBrowsers := !slices.ContainsFunc(p.Items, func(i ResetItem) bool { return i.App != "" && i.BlockedBy != "" })
	return &AppRunningError{Apps: names, Browsers: onlyBrowsers}
}

// Unfinished returns what applying the plan would leave undone although it was
// asked for: an *AppRunningError when that is everything, ErrPartlyDone, or nil.
func (p ResetPlan) Unfinished() error {
	if blocked := p.Blocked(); blocked != nil {
		return blocked
	}
	if p.left() {
		return ErrPartlyDone
	}
	return nil
}

// left says whether something that was asked for stays as it is although nobody
// wanted that: it runs, is refused, or is a person's to do and was named.
func (p ResetPlan) left() bool {
	return slices.ContainsFunc(p.Items, func(item ResetItem) bool {
		switch {
		case item.What == ItemBrowserCookies && item.Action == ActionSkip:
			return item.BlockedBy != "" || item.Note == noteRefused
		case item.App == "" || item.Action != ActionSkip:
			return false
		case item.BlockedBy != "" || item.Note == noteRefused:
			return true
		}
		guided := item.Note == string(apps.InApp) || item.Note == string(apps.ByWeb)
		return guided && p.names(item.App)
	})
}

// names says whether an app was asked for by name.
func (p ResetPlan) names(app string) bool {
	return slices.ContainsFunc(p.Scopes, func(scope string) bool {
		named, err := parseAppScope(scope)
		return err == nil && named.id != "" && (app == named.id || app == appKey(named.id, named.version) ||
			named.version == "" && len(app) > len(named.id) && app[:len(named.id)+1] == named.id+"@")
	})
}

// appSource is what a backup needs to know of an app's file. It is taken from
// what the catalogue gave out, never from the plan's words.
func appSource(item ResetItem, file apps.SignIn) session.BackupSource {
	return session.BackupSource{
		Kind: item.Kind, What: item.What, Path: file.Path(),
		App: appKey(file.App(), file.Version()), Label: file.Label(), Strict: true,
	}
}
