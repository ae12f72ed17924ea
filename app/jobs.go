package app

import (
	"context"

	"latchkey/app/core"
)

// Jobs is what the window asks of core; *core.Core is the real one. It is made
// of small interfaces, one for each concern of a page.
type Jobs interface {
	SessionJobs
	RightsJobs
	OfflineJobs
	BrowserJobs
	ResetJobs
	AppsJobs
	UndoJobs
	BackupJobs
	DoctorJobs
	FixJobs
	GuideJobs
	ActivityJobs
	ReportJobs
	ProviderJobs
	ProviderEdits
	SettingsJobs
	StorageJobs
	Watcher
	Keeper
}

// SessionJobs sign in, sign out and tell how the session is.
type SessionJobs interface {
	SignIn(ctx context.Context, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error)
	SignOut(ctx context.Context, o core.SignOutOptions) (core.SignOutAnswer, error)
	Status(ctx context.Context, check bool) (core.StatusAnswer, error)
}

// RightsJobs read the access rights, from the cache or from the provider.
type RightsJobs interface {
	Rights(ctx context.Context, account string) (core.RightsAnswer, error)
	Recheck(ctx context.Context, o core.RecheckOptions, notify func(core.Progress)) (core.RecheckAnswer, error)
}

// OfflineJobs make ready for a time without network, and tell what changed before.
type OfflineJobs interface {
	PrepareOffline(ctx context.Context, o core.PrepareOptions) (core.PrepareAnswer, error)
	RightsHistory(ctx context.Context, account string) (core.RightsHistoryAnswer, error)
}

// BrowserJobs count the cookies that browsers keep of the identity hosts.
type BrowserJobs interface {
	Browsers(ctx context.Context, o core.BrowsersOptions) (core.BrowsersAnswer, error)
}

// ResetJobs plan a reset and apply that very plan.
type ResetJobs interface {
	PlanReset(ctx context.Context, request core.ResetRequest) (core.ResetPlan, error)
	ApplyReset(ctx context.Context, plan core.ResetPlan) (core.ResetAnswer, error)
}

// AppsJobs look at the modeling apps on this computer.
type AppsJobs interface {
	Apps(ctx context.Context, o core.AppsOptions) (core.AppsAnswer, error)
}

// UndoJobs say what an undo would do, and do it.
type UndoJobs interface {
	PlanUndo(ctx context.Context, request core.UndoRequest) (core.UndoAnswer, error)
	Undo(ctx context.Context, request core.UndoRequest) (core.UndoAnswer, error)
}

// BackupJobs list and remove backups.
type BackupJobs interface {
	Backups(ctx context.Context) (core.BackupsAnswer, error)
	RemoveBackup(ctx context.Context, id string) (core.BackupAnswer, error)
}

// DoctorJobs look what is wrong, and why somebody cannot work.
type DoctorJobs interface {
	Checks() []string
	Diagnose(ctx context.Context, o core.DoctorOptions, notify func(core.CheckAnswer)) (core.DoctorAnswer, error)
	Why(ctx context.Context, o core.WhyOptions, notify func(core.CheckAnswer)) (core.WhyAnswer, error)
}

// FixJobs do the one thing that mends a problem.
type FixJobs interface {
	ApplyFix(ctx context.Context, request core.FixRequest, notify func(core.Progress)) (core.FixResult, error)
}

// GuideJobs find symptoms, the steps for one, and the letter for IT.
type GuideJobs interface {
	Guide(ctx context.Context, o core.GuideOptions) (core.GuideAnswer, error)
	Letter(ctx context.Context, language string) (string, error)
}

// ActivityJobs tell what happened on this computer.
type ActivityJobs interface {
	Activity(ctx context.Context, o core.ActivityOptions) (core.ActivityAnswer, error)
}

// ReportJobs make a report for support, and write that very report.
type ReportJobs interface {
	SupportReport(ctx context.Context, o core.ReportOptions) (core.ReportAnswer, error)
	WriteSupportBundle(ctx context.Context, answer core.ReportAnswer, path string) (core.BundleAnswer, error)
}

// ProviderJobs tell which identity providers there are and whether one answers.
type ProviderJobs interface {
	Providers(ctx context.Context) (core.ProvidersAnswer, error)
	TestProvider(ctx context.Context, id string) (core.ProviderTestAnswer, error)
}

// ProviderEdits write and remove the person's own provider files.
type ProviderEdits interface {
	AddProvider(ctx context.Context, in core.ProviderInput) (core.ProviderAnswer, error)
	RemoveProvider(ctx context.Context, id string) (core.ProviderAnswer, error)
}

// SettingsJobs read and write what the person chose.
type SettingsJobs interface {
	Settings() (core.Settings, error)
	SaveSettings(settings core.Settings) error
	Paths() core.PathsAnswer
}

// StorageJobs move the secrets of the sign-in to another place.
type StorageJobs interface {
	PlanStorageMove(ctx context.Context, to core.StorageSettings) (core.StorageMovePlan, error)
	MoveStorage(ctx context.Context, to core.StorageSettings) (core.StorageMoveAnswer, error)
}

// Watcher tells when something changed on disk.
type Watcher interface {
	Changed(ctx context.Context) (<-chan struct{}, error)
}

// Keeper renews tokens ahead of need until ctx ends.
type Keeper interface {
	KeepFresh(ctx context.Context) error
}
