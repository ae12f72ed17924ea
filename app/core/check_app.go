package core

import (
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/app/doctor"
	"latchkey/session/apps"
)

// appChecks look at the modeling apps. They need no provider: whose app is stuck
// is helped without one.
func (d *diagnosis) appChecks() []doctor.Check {
	return []doctor.Check{
		{ID: "app-running", Link: doctor.LinkApp, Look: d.lookAtRunningApps},
		{ID: "app-state", Link: doctor.LinkApp, After: []string{"app-running"}, Look: d.lookAtAppStates},
	}
}

// meantApps are the apps of this computer that why was asked about, or all. When
// there is none, the finding says so.
func (d *diagnosis) meantApps() ([]AppAnswer, *doctor.Finding) {
	answer, err := d.apps()
	if err != nil {
		skipped := doctor.Skipped("apps_unknown")
		return nil, &skipped
	}
	about := d.options.subject
	meant := slices.Clone(answer.Apps)
	if about.app != "" {
		meant = slices.DeleteFunc(meant, func(app AppAnswer) bool {
			return app.ID != about.app || about.version != "" && app.Version != about.version
		})
	}
	if len(meant) > 0 {
		return meant, nil
	}
	skipped := doctor.Skipped("apps_none")
	if about.app != "" {
		skipped = doctor.Skipped("app_absent", "app", doctor.App(about.name), "where", doctor.Path(d.placesOf(about.app)))
	}
	return nil, &skipped
}

// placesOf is where the sign-in of an app is looked for, as the catalogue writes it.
func (d *diagnosis) placesOf(id string) string {
	app, _ := d.core.catalogue().App(id)
	var places []string
	for _, state := range app.States {
		if state.Path != "" && !slices.Contains(places, state.Path) {
			places = append(places, state.Path)
		}
	}
	for _, trace := range app.Traces {
		if !slices.Contains(places, trace.Path) {
			places = append(places, trace.Path)
		}
	}
	return strings.Join(places, ", ")
}

// lookAtRunningApps finds an app that runs on with a sign-in from before somebody
// left: it has read that long since, and writes it back.
func (d *diagnosis) lookAtRunningApps(context.Context) doctor.Finding {
	meant, none := d.meantApps()
	if none != nil {
		return *none
	}
	running := 0
	for _, app := range meant {
		if !app.Running {
			continue
		}
		running++
		if written, old := d.oldState(app); old {
			return d.oldFinding("app_running_old", doctor.Fix{ID: MendCloseApp, Argument: labelOf(app)}, app, written)
		}
	}
	if running == 0 {
		return doctor.Passed("apps_not_running", "n", doctor.Number(len(meant)))
	}
	return doctor.Passed("apps_running", "n", doctor.Number(running))
}

// lookAtAppStates finds a sign-in of an app that is from before somebody left, or
// that no reset could take; and, when why was asked about an app, offers to reset
// it also where nothing is seen to be wrong.
func (d *diagnosis) lookAtAppStates(context.Context) doctor.Finding {
	meant, none := d.meantApps()
	if none != nil {
		return *none
	}
	slices.SortStableFunc(meant, func(a, b AppAnswer) int { return writtenAt(b).Compare(writtenAt(a)) }) // the one in use first
	for _, app := range meant {
		if written, old := d.oldState(app); old {
			return d.oldFinding("app_state_old", doctor.Fix{ID: MendResetApp, Argument: app.Scope}, app, written)
		}
	}
	for _, app := range meant {
		if path, refused := refusedPath(app); refused {
			return d.refusedFinding(app, path)
		}
	}
	if d.options.subject.app != "" {
		return d.suspectFinding(meant[0])
	}
	return doctor.Passed("app_states", "n", doctor.Number(len(meant)))
}

// oldState says whether an app's sign-in was written before somebody left, and when.
func (d *diagnosis) oldState(app AppAnswer) (time.Time, bool) {
	written, left := writtenAt(app), d.core.lastSignOut()
	return written, app.Resettable && !written.IsZero() && !left.IsZero() && written.Before(left)
}

// writtenAt is when the app last wrote its sign-in; zero: there is none.
func writtenAt(app AppAnswer) time.Time {
	var newest time.Time
	for _, path := range app.Paths {
		if path.Exists && path.Refused == "" && path.Kind == string(apps.Session) && path.ModifiedAt.After(newest) {
			newest = path.ModifiedAt.Time
		}
	}
	return newest
}

func refusedPath(app AppAnswer) (AppPath, bool) {
	i := slices.IndexFunc(app.Paths, func(path AppPath) bool { return path.Refused != "" && path.Kind == string(apps.Session) })
	if i < 0 {
		return AppPath{}, false
	}
	return app.Paths[i], true
}

// labelOf is what people call one version of an app.
func labelOf(app AppAnswer) string { return strings.TrimSpace(app.Name + " " + app.Version) }
