package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"latchkey/app/core"
)

// fakeJobs answers from its fields and notes what it was asked.
type fakeJobs struct {
	status    core.StatusAnswer
	providers []core.ProviderAnswer
	rights    *core.RightsAnswer
	backups   []core.BackupAnswer
	damaged   []string
	apps      core.AppsAnswer
	undoPlan  core.UndoAnswer
	move      core.StorageMovePlan
	moved     core.StorageMoveAnswer
	settings  core.Settings
	paths     core.PathsAnswer
	plan      core.ResetPlan
	reset     core.ResetAnswer
	undo      core.UndoAnswer
	recheck   core.RecheckAnswer
	progress  []core.Progress
	history   core.RightsHistoryAnswer
	prepared  core.PrepareAnswer
	browsers  core.BrowsersAnswer
	changes   chan struct{}
	helpJobs

	// during is called while a sign-in or recheck runs, after its progress.
	during    func(ctx context.Context)
	keeping   context.Context   // that of KeepFresh
	consented func(step string) // told what a recheck was allowed
	// signedIn is the status after a sign-in that worked.
	signedIn *core.StatusAnswer

	asked                                      []string
	signInErr, recheckErr, resetErr, statusErr error
	testErr, addErr, saveErr, undoErr          error
	signOutErr, appsErr, moveErr               error
	prepareErr, browsersErr                    error
	looks                                      int    // how often the apps were looked at
	looking                                    func() // called during a look
	language                                   string // of the last look
	lastSignIn                                 core.SignInOptions
	lastReset                                  core.ResetRequest
}

func (f *fakeJobs) ask(format string, args ...any) {
	f.asked = append(f.asked, fmt.Sprintf(format, args...))
}

func (f *fakeJobs) tell(ctx context.Context, notify func(core.Progress)) error {
	for _, p := range f.progress {
		notify(p)
	}
	if f.during != nil {
		f.during(ctx)
	}
	return ctx.Err()
}

func (f *fakeJobs) SignIn(ctx context.Context, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error) {
	f.ask("sign-in %s device=%v fresh=%v", o.Provider, o.Device, o.Fresh)
	f.lastSignIn = o
	if err := f.tell(ctx, notify); err != nil {
		return core.SignInAnswer{}, err
	}
	if f.signInErr == nil && f.signedIn != nil {
		f.status = *f.signedIn
	}
	return core.SignInAnswer{}, f.signInErr
}

func (f *fakeJobs) SignOut(_ context.Context, o core.SignOutOptions) (core.SignOutAnswer, error) {
	f.ask("sign-out %s", o.Account)
	f.status = core.StatusAnswer{State: core.StateSignedOut}
	return core.SignOutAnswer{}, f.signOutErr
}

func (f *fakeJobs) Status(ctx context.Context, check bool) (core.StatusAnswer, error) {
	if check && f.during != nil {
		f.during(ctx)
	}
	return f.status, f.statusErr
}

func (f *fakeJobs) Rights(context.Context, string) (core.RightsAnswer, error) {
	if f.rights == nil {
		return core.RightsAnswer{}, core.ErrNoRightsYet
	}
	return *f.rights, nil
}

func (f *fakeJobs) Recheck(ctx context.Context, o core.RecheckOptions, notify func(core.Progress)) (core.RecheckAnswer, error) {
	f.ask("recheck %s consent=%v", o.MaxStep, o.Consent("sign-in"))
	for _, step := range []string{core.StepSignIn, core.StepBrowserSession, core.StepBrowserCookies} {
		if f.consented != nil && o.Consent(step) {
			f.consented(step)
		}
	}
	if err := f.tell(ctx, notify); err != nil {
		return core.RecheckAnswer{}, err
	}
	answer := f.recheck
	answer.Steps = slices.Clone(answer.Steps)
	return answer, f.recheckErr
}

func (f *fakeJobs) PrepareOffline(ctx context.Context, o core.PrepareOptions) (core.PrepareAnswer, error) {
	f.ask("prepare %s until %s", o.Account, o.Until.Format(time.RFC3339))
	if f.during != nil {
		f.during(ctx)
	}
	return f.prepared, f.prepareErr
}

func (f *fakeJobs) RightsHistory(_ context.Context, account string) (core.RightsHistoryAnswer, error) {
	f.ask("history %s", account)
	return f.history, nil
}

func (f *fakeJobs) Browsers(context.Context, core.BrowsersOptions) (core.BrowsersAnswer, error) {
	f.ask("browsers")
	return f.browsers, f.browsersErr
}

func (f *fakeJobs) PlanReset(_ context.Context, request core.ResetRequest) (core.ResetPlan, error) {
	f.ask("plan %v", request.Scopes)
	f.lastReset = request
	f.plan.Scopes = request.Scopes
	return f.plan, nil
}

func (f *fakeJobs) ApplyReset(ctx context.Context, plan core.ResetPlan) (core.ResetAnswer, error) {
	f.ask("apply %s", plan.ID)
	if f.during != nil {
		f.during(ctx)
	}
	return f.reset, f.resetErr
}

func (f *fakeJobs) Backups(context.Context) (core.BackupsAnswer, error) {
	return core.BackupsAnswer{Backups: f.backups, Damaged: f.damaged}, nil
}

func (f *fakeJobs) Apps(_ context.Context, o core.AppsOptions) (core.AppsAnswer, error) {
	f.looks++
	f.language = o.Language
	if f.looking != nil {
		f.looking()
	}
	if f.appsErr != nil {
		return core.AppsAnswer{}, f.appsErr
	}
	answer := f.apps
	answer.Apps = nil
	for _, app := range f.apps.Apps {
		if app.Found || o.All {
			answer.Apps = append(answer.Apps, app)
		}
	}
	return answer, nil
}

func (f *fakeJobs) PlanUndo(_ context.Context, request core.UndoRequest) (core.UndoAnswer, error) {
	f.ask("plan undo %s", request.ID)
	return f.undoPlan, f.undoErr
}

func (f *fakeJobs) Undo(_ context.Context, request core.UndoRequest) (core.UndoAnswer, error) {
	f.ask("undo %s", request.ID)
	return f.undo, f.undoErr
}

func (f *fakeJobs) RemoveBackup(_ context.Context, id string) (core.BackupAnswer, error) {
	f.ask("remove %s", id)
	f.backups = f.backups[1:]
	return core.BackupAnswer{}, nil
}

func (f *fakeJobs) Providers(context.Context) (core.ProvidersAnswer, error) {
	providers := append([]core.ProviderAnswer(nil), f.providers...)
	for i := range providers {
		if f.settings.Provider != "" {
			providers[i].Selected = providers[i].ID == f.settings.Provider
		}
	}
	return core.ProvidersAnswer{Providers: providers}, nil
}

func (f *fakeJobs) TestProvider(_ context.Context, id string) (core.ProviderTestAnswer, error) {
	f.ask("test %s", id)
	return core.ProviderTestAnswer{}, f.testErr
}

func (f *fakeJobs) AddProvider(_ context.Context, in core.ProviderInput) (core.ProviderAnswer, error) {
	f.ask("add %s %s %s", in.ID, in.Issuer, in.ClientID)
	added := core.ProviderAnswer{ID: in.ID, Name: in.Name, Issuer: in.Issuer, ClientID: in.ClientID}
	if f.addErr == nil {
		f.providers = append(f.providers, added)
	}
	return added, f.addErr
}

func (f *fakeJobs) RemoveProvider(_ context.Context, id string) (core.ProviderAnswer, error) {
	f.ask("forget %s", id)
	f.providers = f.providers[:len(f.providers)-1]
	return core.ProviderAnswer{}, nil
}

func (f *fakeJobs) Settings() (core.Settings, error) { return f.settings, nil }

func (f *fakeJobs) SaveSettings(settings core.Settings) error {
	if f.saveErr == nil {
		f.settings = settings
	}
	return f.saveErr
}

func (f *fakeJobs) PlanStorageMove(_ context.Context, to core.StorageSettings) (core.StorageMovePlan, error) {
	f.ask("plan move %s %s %s", to.Kind, to.KeyFile, to.Folder)
	plan := f.move
	plan.From, plan.To = f.settings.Storage, to
	return plan, nil
}

func (f *fakeJobs) MoveStorage(ctx context.Context, to core.StorageSettings) (core.StorageMoveAnswer, error) {
	f.ask("move %s %s", to.Kind, to.KeyFile)
	if f.during != nil {
		f.during(ctx)
	}
	if f.moveErr == nil {
		f.settings.Storage = to
	}
	return f.moved, f.moveErr
}

func (f *fakeJobs) Paths() core.PathsAnswer { return f.paths }

func (f *fakeJobs) KeepFresh(ctx context.Context) error {
	f.keeping = ctx
	return ctx.Err()
}

func (f *fakeJobs) Changed(context.Context) (<-chan struct{}, error) { return f.changes, nil }

// fakeClock gives the time and keeps what should happen later until it is moved.
type fakeClock struct {
	now   time.Time
	later []timer
}

type timer struct {
	at   time.Time
	work func()
}

func (c *fakeClock) Now() time.Time { return c.now }

func (c *fakeClock) After(d time.Duration, work func()) {
	c.later = append(c.later, timer{c.now.Add(d), work})
}

// Move lets time pass and does what has become due, once.
func (c *fakeClock) Move(d time.Duration) {
	c.now = c.now.Add(d)
	due := c.later
	c.later = nil
	for _, t := range due {
		if t.at.After(c.now) {
			c.later = append(c.later, t)
			continue
		}
		t.work()
	}
}
