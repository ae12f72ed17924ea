package core

import (
	"context"
	"strings"
	"time"

	"latchkey/session/apps"
	"latchkey/session/tomlfile"
)

// Apps shows the modeling apps found on this computer: where each keeps the state
// of its sign-in, and whether it runs. Nothing is opened or changed. Errors:
// *UnknownAppError, *ForbiddenAppError for an id that cannot be used.
func (c *Core) Apps(ctx context.Context, o AppsOptions) (AppsAnswer, error) {
	answer := AppsAnswer{Schema: "latchkey.apps/1", Apps: []AppAnswer{}, Problems: []AppProblem{}}
	catalogue := c.catalogue()
	if err := isKnown(catalogue, o.ID); err != nil {
		return AppsAnswer{}, err
	}
	for _, problem := range catalogue.Problems {
		answer.Problems = append(answer.Problems, appProblem(problem))
	}
	all, err := c.lookForApps(ctx, catalogue)
	switch {
	case err != nil && len(all) == 0:
		return AppsAnswer{}, err
	case err != nil: // which of them run is not known; a reset would refuse
		c.Log.Warn("look for modeling apps", "problem", err.Error())
	}
	resets, listed := c.appResets(), map[string]bool{}
	for _, found := range all {
		if o.ID != "" && (found.App.ID != o.ID || o.Version != "" && found.Version != o.Version) {
			continue
		}
		listed[found.App.ID] = true
		last := resets[appKey(found.App.ID, found.Version)]
		answer.Apps = append(answer.Apps, c.appAnswer(found, last, o.Language))
	}
	for _, app := range catalogue.Apps {
		if !listed[app.ID] && (o.All || app.ID == o.ID) {
			entry := c.appAnswer(apps.Found{App: app, Version: o.Version}, nil, o.Language)
			entry.Found = false
			answer.Apps = append(answer.Apps, entry)
		}
	}
	return answer, nil
}

func appProblem(err error) AppProblem {
	if found, ok := asType[*tomlfile.Error](err); ok {
		return AppProblem{File: found.File, Line: found.Line, Key: found.Key, Reason: found.Reason}
	}
	return AppProblem{Reason: err.Error()}
}

func (c *Core) appAnswer(found apps.Found, last *AppReset, language string) AppAnswer {
	app := found.App
	answer := AppAnswer{
		ID: app.ID, Name: app.Name, Vendor: app.Vendor, Version: found.Version, Scope: scopeOf(app.ID, found.Version),
		Prefix: found.Prefix, Found: true, Paths: []AppPath{}, Licences: []AppLicence{},
		Running: len(found.Running) > 0, Processes: []AppProcess{}, Resettable: len(found.SignIns()) > 0,
		Community: app.Community, Origin: app.Origin, LastReset: last,
		Steps: c.appSteps(found, last, language, apps.Before, apps.Instead, apps.After),
	}
	for _, item := range found.Items {
		answer.Paths = append(answer.Paths, AppPath{
			Path: item.Path, Kind: string(item.State.Kind), Exists: item.Exists, Size: item.Size,
			ModifiedAt: At(item.ModifiedAt), Locked: item.Locked, Refused: item.Refused,
		})
	}
	for _, licence := range found.Licences {
		answer.Licences = append(answer.Licences, AppLicence{Path: licence.Path, Exists: licence.Exists})
	}
	for _, process := range found.Running {
		answer.Processes = append(answer.Processes, AppProcess{PID: process.PID, Name: process.Name})
	}
	state := leadingState(found)
	answer.StateKind, answer.Reset, answer.Source = string(state.Kind), string(state.Reset), state.Source
	answer.Confidence, answer.Checked = string(state.Confidence), state.Checked
	return answer
}

// leadingState is the one that a line about the app speaks of: a session that was
// found, else the first that was, else the catalogue's first.
func leadingState(found apps.Found) apps.State {
	for _, item := range found.Items {
		if item.State.Kind == apps.Session {
			return item.State
		}
	}
	switch {
	case len(found.Items) > 0:
		return found.Items[0].State
	case len(found.App.States) > 0:
		return found.App.States[0]
	}
	return apps.State{}
}

// appResets finds, for each app and version, the newest backup of a reset that
// holds its files. Backups that cannot be read are left out, and so is what an
// undo put aside.
func (c *Core) appResets() map[string]*AppReset {
	backups, err := c.BackupStore.List()
	if err != nil {
		c.Log.Warn("list backups", "problem", err.Error())
	}
	resets := map[string]*AppReset{}
	for _, backup := range backups { // newest first
		if _, _, err := sortScopes(strings.Split(backup.Reason, ",")); err != nil {
			continue // not what a reset gives as its reason
		}
		for _, item := range backup.Items {
			if item.App == "" {
				continue
			}
			known, seen := resets[item.App]
			if !seen {
				resets[item.App] = &AppReset{Backup: backup.ID, At: At(backup.CreatedAt), Undone: item.State != "stored"}
			} else if known.Backup == backup.ID {
				known.Undone = known.Undone && item.State != "stored"
			}
		}
	}
	return resets
}

// started tells when this computer was started; zero when it does not say.
func (c *Core) started() time.Time {
	boot, err := c.BootTime()
	if err != nil {
		c.Log.Warn("ask when the computer was started", "problem", err.Error())
		return time.Time{}
	}
	return boot
}
