package core

import (
	"context"
	"fmt"

	"latchkey/session/apps"
)

// personsApps looks for apps where a person's folders are, Wine and CrossOver
// prefixes included. Nothing is touched before it is asked.
type personsApps struct {
	env        func(string) string
	home, goos string
	pretended  bool // no program that runs belongs to these apps
}

// Find implements AppFinder.
func (p personsApps) Find(ctx context.Context, catalogue apps.Catalogue) ([]apps.Found, error) {
	native, err := apps.Native(p.env, p.home, p.goos)
	if err != nil {
		return nil, fmt.Errorf("find the person's folders: %w", err)
	}
	places := append([]apps.Places{native}, apps.Prefixes(ctx, p.env, p.home, p.goos)...)
	options := apps.FinderOptions{Places: places}
	if p.pretended {
		options.Processes = func(context.Context) ([]apps.Process, error) { return nil, nil }
	}
	return apps.NewFinder(options).Find(ctx, catalogue)
}
