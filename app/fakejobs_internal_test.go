package app

import (
	"context"
	"fmt"
	"time"

	"latchkey/app/core"
)

// fakeJobs answers from its fields and notes what it was asked.
type fakeJobs struct {
	status    core.StatusAnswer
	providers []core.ProviderAnswer
	rights    *core.RightsAnswer
	backups   []core.BackupAnswer
	settings  core.Settings
	paths     core.PathsAnswer
	plan      core.ResetPlan
	reset     core.ResetAnswer
	undo      core.UndoAnswer
	recheck   core.RecheckAnswer
	progress  []core.Progress
	changes   chan struct{}

	// during is called while a sign-in or recheck runs, after its progress.
	during  func(ctx context.Context)
	keeping context.Context // that of KeepFresh
	// signedIn is the status after a sign-in that worked.
	signedIn *core.StatusAnswer

	asked                                      []string
	signInErr, recheckErr, resetErr, statusErr error
	testErr, addErr, saveErr, undoErr          error
	signOutErr                                 error
	lastSignIn                                 core.SignInOptions
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

func (f *fakeJobs) Status(context.Context, bool) (core.StatusAnswer, error) {
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
	if err := f.tell(ctx, notify); err != nil {
		return core.RecheckAnswer{}, err
	}
	return f.recheck, f.recheckErr
}

func (f *fakeJobs) PlanReset(_ context.Context, scopes []string) (core.ResetPlan, error) {
	f.ask("plan %v", scopes)
	f.plan.Scopes = scopes
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
	return core.BackupsAnswer{Backups: f.backups}, nil
}

func (f *fakeJobs) Undo(_ context.Context, id string) (core.UndoAnswer, error) {
	f.ask("undo %s", id)
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
