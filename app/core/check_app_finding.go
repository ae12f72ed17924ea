package core

import (
	"time"

	"latchkey/app/doctor"
	"latchkey/session/apps"
)

// oldFinding is about a sign-in of an app from before somebody left.
func (d *diagnosis) oldFinding(code string, fix doctor.Fix, app AppAnswer, written time.Time) doctor.Finding {
	return d.appFinding(code, fix, d.stateEvidence(code, app, written, "left", doctor.Moment(d.core.lastSignOut())))
}

// appFinding is what keeps the person from working in the app that they asked
// about, or in any. While nobody is signed in, that is where to begin, and an app
// that nobody asked about is for later.
func (d *diagnosis) appFinding(code string, fix doctor.Fix, evidence doctor.Evidence) doctor.Finding {
	if _, err := d.account(); err != nil && d.options.subject.app == "" {
		return doctor.Warned(code, fix, evidence)
	}
	return doctor.Failed(code, fix, evidence)
}

// stateEvidence says of an app's sign-in how old it is; CODE_boot where the
// computer was started since.
func (d *diagnosis) stateEvidence(code string, app AppAnswer, written time.Time, more ...any) doctor.Evidence {
	values := append([]any{
		"app", doctor.App(labelOf(app)), "age", doctor.Seconds(d.core.Now().Sub(written)), "written", doctor.Moment(written),
		"n", doctor.Number(len(app.Processes)),
	}, more...)
	if boot := d.core.started(); apps.RestartedSince(boot, written) {
		return doctor.Saw(code+"_boot", append(values, "boot", doctor.Moment(boot))...)
	}
	return doctor.Saw(code, values...)
}

// refusedFinding is about a file that a reset leaves alone, so that only whoever
// arranged it can go on.
func (d *diagnosis) refusedFinding(app AppAnswer, path AppPath) doctor.Finding {
	evidence := doctor.Saw("app_state_refused",
		"app", doctor.App(labelOf(app)), "path", doctor.Path(path.Path), "reason", doctor.Code(path.Refused))
	return d.appFinding("app_state_refused", doctor.Fix{ID: MendGuide, Argument: symptomOf("app_state_refused")}, evidence)
}

// suspectFinding is about an app that does not work for the person although
// nothing is seen to be wrong with its sign-in.
func (d *diagnosis) suspectFinding(app AppAnswer) doctor.Finding {
	written := writtenAt(app)
	switch {
	case app.Reset != string(apps.ByFile):
		return doctor.Warned("app_state_suspect", doctor.Fix{ID: MendGuide, Argument: symptomOf("app_state_suspect")},
			doctor.Saw("app_state_guided", "app", doctor.App(labelOf(app)), "n", doctor.Number(len(app.Processes))))
	case written.IsZero() || !app.Resettable:
		return doctor.Passed("app_state_none", "app", doctor.App(labelOf(app)))
	case app.Running: // it would write its sign-in back
		return doctor.Warned("app_state_suspect", doctor.Fix{ID: MendCloseApp, Argument: labelOf(app)},
			d.stateEvidence("app_state_suspect", app, written))
	}
	return doctor.Warned("app_state_suspect", doctor.Fix{ID: MendResetApp, Argument: app.Scope},
		d.stateEvidence("app_state_suspect", app, written))
}
