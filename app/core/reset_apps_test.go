package core_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/session/apps"
	"latchkey/session/vault"
)

// labCAD is an entry that a person wrote: two kinds of files that a reset may put
// aside, and a licence.
const labCAD = `id = "labcad"
name = "Lab CAD"
vendor = "Lab"
processes = ["labcad"]
%COMMUNITY%
[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/login_session.dat"
kind = "session"
reset = "file"
source = "test"
confidence = "high"
checked = 2026-11-22
[[state]]
system = "linux"
path = "~/.labcad/Lab CAD {version}/licence.dat"
kind = "licence"
source = "test"
confidence = "high"
checked = 2026-11-22
[[step]]
when = "after"
do = "restart"
en = "Restart the computer"
nl = "Start de computer opnieuw op"
[[step]]
when = "after"
do = "sign_in"
en = "Sign in again"
nl = "Meld u opnieuw aan"
`

const webCAD = `id = "webcad"
name = "Web CAD"
vendor = "Web"
processes = ["webcad"]
[[state]]
system = "linux"
path = "~/.webcad/{version}/settings.dat"
kind = "session"
reset = "in_app"
source = "test"
confidence = "low"
checked = 2026-11-22
[[step]]
when = "instead"
do = "sign_out"
en = "Sign out in the app"
nl = "Meld u af in het programma"
`

// workshop is a home with two versions of Lab CAD and one of Web CAD. Which
// programs run, and when the computer was started, the test says.
type workshop struct {
	*home
	running []apps.Process
	booted  time.Time
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	w := &workshop{home: newHome(t)}
	for name, content := range map[string]string{
		"config/apps/labcad.toml": strings.ReplaceAll(labCAD, "%COMMUNITY%", ""), "config/apps/webcad.toml": webCAD,
		".labcad/Lab CAD 2021/login_session.dat": "twenty-one", ".labcad/Lab CAD 2021/licence.dat": "paid for",
		".labcad/Lab CAD 2022/login_session.dat": "twenty-two", ".webcad/7/settings.dat": "mine",
	} {
		path := filepath.Join(w.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		w.write(path, content)
	}
	parts := w.open(vault.Memory).Deps
	parts.AppFinder = w
	parts.BootTime = func() (time.Time, error) { return w.booted, nil }
	w.Core = core.New(parts)
	return w
}

// Find looks with the real finder; only the list of processes is the test's.
func (w *workshop) Find(ctx context.Context, catalogue apps.Catalogue) ([]apps.Found, error) {
	native, err := apps.Native(func(string) string { return "" }, w.folder, "linux")
	if err != nil {
		return nil, err
	}
	return apps.NewFinder(apps.FinderOptions{
		Places:    []apps.Places{native},
		Processes: func(context.Context) ([]apps.Process, error) { return w.running, nil },
	}).Find(ctx, catalogue)
}

func (w *workshop) file(version string) string {
	return filepath.Join(w.folder, ".labcad", "Lab CAD "+version, "login_session.dat")
}

func (w *workshop) runs(version string) {
	path := filepath.Join(w.folder, "opt", "Lab CAD "+version, "labcad")
	w.running = append(w.running, apps.Process{PID: 4711, Name: "labcad", Path: path})
}

func (w *workshop) tryReset(request core.ResetRequest) (core.ResetAnswer, error) {
	w.t.Helper()
	plan, err := w.PlanReset(w.t.Context(), request)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.ApplyReset(w.t.Context(), plan)
}

// there says which of the two files are in their place.
func (w *workshop) there() []string {
	var versions []string
	for _, version := range []string{"2021", "2022"} {
		if _, err := os.Lstat(w.file(version)); err == nil {
			versions = append(versions, version)
		}
	}
	return versions
}

func TestAnAppThatRunsIsNotReset(t *testing.T) {
	w := newWorkshop(t)
	w.runs("2021")
	var running *core.AppRunningError
	answer, err := w.tryReset(core.ResetRequest{Scopes: []string{"app:labcad@2021"}})
	if !errors.As(err, &running) || !slices.Equal(running.Apps, []string{"Lab CAD 2021"}) || answer.Backup != nil {
		t.Errorf("only what runs: %v, backup %v", err, answer.Backup)
	}
	if len(answer.Results) != 1 || answer.Results[0].Result != "skipped" || answer.Results[0].Detail != "app_running" {
		t.Errorf("told: %+v", answer.Results)
	}
	if problem := core.Explain(err, assets.In("en")); problem.Exit != core.ExitBusy || !strings.Contains(problem.Title, "Lab CAD 2021") {
		t.Errorf("explained: %+v", problem)
	}
	if _, err := w.tryReset(core.ResetRequest{Scopes: []string{"apps"}}); !errors.Is(err, core.ErrPartlyDone) {
		t.Errorf("one of two runs: %v", err)
	}
	if got := w.there(); !slices.Equal(got, []string{"2021"}) {
		t.Errorf("in place: %v", got)
	}
}

func TestForceNamesTheRisk(t *testing.T) {
	w := newWorkshop(t)
	w.runs("2021")
	answer, err := w.tryReset(core.ResetRequest{Scopes: []string{"app:labcad@2021"}, Force: true})
	if err != nil || answer.Plan.Items[0].Note != "forced" || !slices.Equal(w.there(), []string{"2022"}) {
		t.Errorf("%v, %+v, in place %v", err, answer.Plan.Items, w.there())
	}
}

func TestWhatAnAppHoldsIsPutBackOnlyWhenItEnded(t *testing.T) {
	w := newWorkshop(t)
	w.reset("apps")
	w.runs("2022")
	var running *core.AppRunningError
	if _, err := w.Undo(t.Context(), core.UndoRequest{Items: []string{"2"}}); !errors.As(err, &running) {
		t.Errorf("only what runs: %v", err)
	}
	if _, err := w.Undo(t.Context(), core.UndoRequest{}); !errors.Is(err, core.ErrPartlyDone) {
		t.Errorf("one of two runs: %v", err)
	}
	if got := w.there(); !slices.Equal(got, []string{"2021"}) {
		t.Errorf("in place: %v", got)
	}
	w.running = nil
	w.undo("")
	if got := w.there(); !slices.Equal(got, []string{"2021", "2022"}) || string(w.read(w.file("2022"))) != "twenty-two" {
		t.Errorf("in place: %v", got)
	}
}

func TestALicenceIsInNoPlan(t *testing.T) {
	w := newWorkshop(t)
	for _, scope := range []string{"apps", "app:labcad", "app:labcad@2021", "all"} {
		plan, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{scope}, Force: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range plan.Items {
			if strings.Contains(item.Path, "licence.dat") {
				t.Errorf("%s: %+v", scope, item)
			}
		}
	}
	w.reset("all")
	if got := w.read(filepath.Join(w.folder, ".labcad/Lab CAD 2021/licence.dat")); string(got) != "paid for" {
		t.Errorf("the licence is %q", got)
	}
}

func TestAForgedPlanMovesNothing(t *testing.T) {
	w := newWorkshop(t)
	victim := filepath.Join(w.folder, "victim")
	w.write(victim, "x")
	plan, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{"app:labcad@2021"}})
	if err != nil {
		t.Fatal(err)
	}
	plan.Items[0].Path = victim
	if _, err := w.ApplyReset(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if string(w.read(victim)) != "x" || !slices.Equal(w.there(), []string{"2022"}) {
		t.Errorf("the plan's words were followed; in place %v", w.there())
	}
}

func TestWhatOnlyAPersonCanDoIsLeftToThem(t *testing.T) {
	w := newWorkshop(t)
	answer, err := w.tryReset(core.ResetRequest{Scopes: []string{"app:webcad"}, Language: "nl"})
	if !errors.Is(err, core.ErrPartlyDone) || len(answer.Plan.Steps) != 1 || answer.Plan.Steps[0].Text != "Meld u af in het programma" {
		t.Errorf("named: %v, %+v", err, answer.Plan.Steps)
	}
	w.reset("apps") // among others it is no failure
	if got := w.read(filepath.Join(w.folder, ".webcad/7/settings.dat")); string(got) != "mine" {
		t.Errorf("its settings are %q", got)
	}
}

func TestAnEntryOfTheCommunityIsResetWhenNamed(t *testing.T) {
	w := newWorkshop(t)
	w.write(filepath.Join(w.folder, "config/apps/labcad.toml"), strings.ReplaceAll(labCAD, "%COMMUNITY%", "community = true"))
	w.reset("apps")
	if got := w.there(); len(got) != 2 {
		t.Errorf("apps: in place %v", got)
	}
	w.reset("app:labcad@2022")
	if got := w.there(); !slices.Equal(got, []string{"2021"}) {
		t.Errorf("named: in place %v", got)
	}
	settings, err := w.Settings()
	if err != nil {
		t.Fatal(err)
	}
	settings.Apps.Community = true
	if err := w.SaveSettings(settings); err != nil {
		t.Fatal(err)
	}
	w.reset("apps")
	if got := w.there(); len(got) != 0 {
		t.Errorf("with the setting: in place %v", got)
	}
}

func TestStepsAreTickedByWhatIsSeen(t *testing.T) {
	w := newWorkshop(t)
	w.booted = time.Now().Add(-24 * time.Hour)
	done := func() []string {
		t.Helper()
		answer, err := w.Apps(t.Context(), core.AppsOptions{ID: "labcad", Version: "2021"})
		if err != nil || len(answer.Apps) != 1 {
			t.Fatalf("%v, %+v", err, answer.Apps)
		}
		var all []string
		for _, step := range answer.Apps[0].Steps {
			all = append(all, step.Done)
		}
		return all
	}
	if got := done(); !slices.Equal(got, []string{"unknown", "unknown"}) {
		t.Errorf("before any reset: %v", got)
	}
	w.reset("app:labcad@2021")
	if got := done(); !slices.Equal(got, []string{"no", "no"}) {
		t.Errorf("after the reset: %v", got)
	}
	w.booted = time.Now().Add(time.Hour)
	w.write(w.file("2021"), "new")
	later := time.Now().Add(2 * time.Hour)
	if err := os.Chtimes(w.file("2021"), later, later); err != nil {
		t.Fatal(err)
	}
	if got := done(); !slices.Equal(got, []string{"yes", "yes"}) {
		t.Errorf("after a restart and a sign-in: %v", got)
	}
}

func TestAnAppThatNobodyKnowsIsNamed(t *testing.T) {
	w := newWorkshop(t)
	var unknown *core.UnknownAppError
	if _, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{"app:labcat"}}); !errors.As(err, &unknown) || unknown.ID != "labcat" {
		t.Errorf("reset: %v", err)
	}
	if _, err := w.Apps(t.Context(), core.AppsOptions{ID: "labcat"}); !errors.As(err, &unknown) {
		t.Errorf("apps: %v", err)
	}
	for _, scope := range []string{"app:", "app:labcad@", "app:labcad@twenty", "app:labcad@20\n21", "application:x"} {
		if _, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{scope}}); !errors.Is(err, core.ErrUnknownScope) {
			t.Errorf("%s: %v", scope, err)
		}
	}
}
