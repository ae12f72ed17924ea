package core

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"latchkey/assets"
	"latchkey/session/apps"
)

// AppFinder looks for modeling apps on this computer; *apps.Finder is the real one.
type AppFinder interface {
	Find(ctx context.Context, catalogue apps.Catalogue) ([]apps.Found, error)
}

// catalogue reads what is known of modeling apps: built in, from the person and
// from the machine, of which the last decides. A folder of the machine that
// somebody else could write into decides nothing.
func (c *Core) catalogue() apps.Catalogue {
	sources := []apps.Source{
		{Origin: apps.OriginEmbedded, Files: assets.AppFiles()},
		{Origin: apps.OriginPerson, Folder: c.Deps.Paths.Apps},
	}
	var foreign error
	if _, err := os.Lstat(c.Deps.Paths.MachineApps); !isMissing(err) {
		foreign = c.wire.isMachines(c.Deps.Paths.MachineApps)
	}
	if foreign == nil {
		sources = append(sources, apps.Source{Origin: apps.OriginMachine, Folder: c.Deps.Paths.MachineApps})
	}
	catalogue := apps.Load(sources...)
	if foreign != nil {
		catalogue.Problems = append(catalogue.Problems, foreign)
	}
	return catalogue
}

// appScope is one of the scopes that name modeling apps.
type appScope struct{ id, version string } // no id: every app that is not opt-in

// parseAppScope reads "apps", "app:sketchup" and "app:sketchup@2021". Errors: ErrUnknownScope.
func parseAppScope(scope string) (appScope, error) {
	if scope == ScopeApps {
		return appScope{}, nil
	}
	named, isApp := strings.CutPrefix(scope, ScopeAppPrefix)
	id, version, hasVersion := strings.Cut(named, "@")
	if !isApp || id == "" || hasVersion && (version == "" || strings.Trim(version, "0123456789.") != "") {
		return appScope{}, fmt.Errorf("%w: %q", ErrUnknownScope, scope)
	}
	return appScope{id: id, version: version}, nil
}

// isAppScope tells the scopes that name modeling apps from the others.
func isAppScope(scope string) bool {
	return scope == ScopeApps || strings.HasPrefix(scope, ScopeAppPrefix)
}

// scopeOf names one version of one app, as reset --scope takes it.
func scopeOf(id, version string) string { return ScopeAppPrefix + appKey(id, version) }

// appKey is how a backup names the app of a file: "sketchup@2021".
func appKey(id, version string) string {
	if version == "" {
		return id
	}
	return id + "@" + version
}

// appLabel is what a person calls one version of an app: "SketchUp 2021".
func appLabel(found apps.Found) string {
	return strings.TrimSpace(found.App.Name + " " + found.Version)
}

// covers says whether a scope means what was found. An entry that the vendor
// does not stand behind is meant when it is named, or when the settings say so.
func (s appScope) covers(found apps.Found, community bool) bool {
	if s.id == "" {
		return !found.App.Community || community
	}
	return s.id == found.App.ID && (s.version == "" || s.version == found.Version)
}

// isKnown finds fault with an id that cannot be used; none means every app.
// Errors: *UnknownAppError, *ForbiddenAppError.
func isKnown(catalogue apps.Catalogue, id string) error {
	_, known := catalogue.App(id)
	switch {
	case id == "" || known:
		return nil
	case slices.Contains(catalogue.Forbidden, id):
		return &ForbiddenAppError{ID: id}
	}
	return &UnknownAppError{ID: id}
}

// findApps looks for the apps that the scopes mean. Errors: as isKnown.
func (c *Core) findApps(ctx context.Context, scopes []appScope) ([]apps.Found, error) {
	catalogue := c.catalogue()
	for _, scope := range scopes {
		if err := isKnown(catalogue, scope.id); err != nil {
			return nil, err
		}
	}
	all, err := c.lookForApps(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	community := c.usesCommunityApps()
	var meant []apps.Found
	for _, found := range all {
		for _, scope := range scopes {
			if scope.covers(found, community) {
				meant = append(meant, found)
				break
			}
		}
	}
	return meant, nil
}

// lookForApps returns what was found also beside an error: then it is not known
// which of the apps run.
func (c *Core) lookForApps(ctx context.Context, catalogue apps.Catalogue) ([]apps.Found, error) {
	if c.AppFinder == nil {
		return nil, nil
	}
	found, err := c.AppFinder.Find(ctx, catalogue)
	if err != nil {
		return found, fmt.Errorf("look for modeling apps: %w", err)
	}
	return found, nil
}

// usesCommunityApps asks the settings; broken ones mean no.
func (c *Core) usesCommunityApps() bool {
	settings, err := c.Settings()
	return err == nil && settings.Apps.Community
}
