package core_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/session/apps"
	"latchkey/session/paths"
	"latchkey/session/vault"
)

// finding is an AppFinder that a test writes on the spot.
type finding func(context.Context, apps.Catalogue) ([]apps.Found, error)

func (f finding) Find(ctx context.Context, c apps.Catalogue) ([]apps.Found, error) { return f(ctx, c) }

func (w *workshop) findsWith(finder core.AppFinder) {
	parts := w.Deps
	parts.AppFinder = finder
	w.Core = core.New(parts)
}

func (w *workshop) plan(scopes ...string) core.ResetPlan {
	w.t.Helper()
	plan, err := w.PlanReset(w.t.Context(), core.ResetRequest{Scopes: scopes})
	if err != nil {
		w.t.Fatal(err)
	}
	return plan
}

func TestAnAppThatWritesItsFileWhileItRunsOutdatesNoPlan(t *testing.T) {
	w := newWorkshop(t)
	w.runs("2021")
	plan := w.plan("apps")
	w.write(w.file("2021"), "written by the app that runs")
	if _, err := w.ApplyReset(t.Context(), plan); !errors.Is(err, core.ErrPartlyDone) || !slices.Equal(w.there(), []string{"2021"}) {
		t.Errorf("%v, in place %v", err, w.there())
	}
	forced, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{"app:labcad@2021"}, Force: true})
	if err != nil {
		t.Fatal(err)
	}
	w.write(w.file("2021"), "and again")
	if _, err := w.ApplyReset(t.Context(), forced); err != nil || len(w.there()) != 0 {
		t.Errorf("forced: %v, in place %v", err, w.there())
	}
}

func TestAFileThatChangedSinceThePlanOutdatesIt(t *testing.T) {
	w := newWorkshop(t)
	plan := w.plan("apps")
	w.write(w.file("2021"), "somebody signed in meanwhile")
	if _, err := w.ApplyReset(t.Context(), plan); !errors.Is(err, core.ErrPlanOutdated) || len(w.there()) != 2 {
		t.Errorf("%v, in place %v", err, w.there())
	}
}

func TestAnAbsentVersionIsNamedBesideOneThatIsThere(t *testing.T) {
	w := newWorkshop(t)
	plan := w.plan("app:labcad@2021", "app:labcad@1999", "app:labcad@1999")
	if len(plan.Items) != 2 || plan.Items[1].App != "labcad@1999" || plan.Items[1].Note != "nothing_there" {
		t.Errorf("items: %+v", plan.Items)
	}
}

func TestTwoEntriesOfOneFileTellWhichOneMovedIt(t *testing.T) {
	w := newWorkshop(t)
	other := strings.NewReplacer("%COMMUNITY%", "", `"labcad"`, `"otherlab"`, `"Lab CAD"`, `"Other Lab"`).Replace(labCAD)
	w.write(filepath.Join(w.folder, "config/apps/otherlab.toml"), other)
	answer := w.reset("app:labcad@2021", "app:otherlab@2021")
	if len(answer.Results) != 2 || answer.Results[0].Result != "done" || answer.Results[1].Result != "skipped" {
		t.Errorf("results: %+v", answer.Results)
	}
}

func TestOnlyWhatIsResetLeavesSomethingToDo(t *testing.T) {
	w := newWorkshop(t)
	w.runs("2021")
	times := func(plan core.ResetPlan) []string {
		var all []string
		for _, step := range plan.Steps {
			all = append(all, step.App+" "+step.When+" "+step.Act)
		}
		return all
	}
	if got := times(w.plan("app:labcad@2021")); len(got) != 0 {
		t.Errorf("it runs: %v", got)
	}
	want := []string{"Lab CAD 2022 after restart", "Lab CAD 2022 after sign_in"}
	if got := times(w.plan("app:labcad")); !slices.Equal(got, want) {
		t.Errorf("one of two runs: %v", got)
	}
	w.reset("app:labcad@2022")
	if got := times(w.plan("app:labcad@2022")); !slices.Equal(got, want) {
		t.Errorf("still to do: %v", got)
	}
	w.undo("")
	if err := os.Remove(w.file("2022")); err != nil {
		t.Fatal(err)
	}
	if got := times(w.plan("app:labcad@2022")); len(got) != 0 {
		t.Errorf("nothing there and no reset in force: %v", got)
	}
}

func TestWhatAnUndoPutAsideIsNoReset(t *testing.T) {
	w := newWorkshop(t)
	made := w.reset("app:labcad@2021").Backup.ID
	w.write(w.file("2021"), "new")
	if w.undo("").PutAside == nil {
		t.Fatal("nothing was put aside")
	}
	answer, err := w.Apps(t.Context(), core.AppsOptions{ID: "labcad", Version: "2021"})
	if err != nil || len(answer.Apps) != 1 || answer.Apps[0].LastReset == nil {
		t.Fatalf("%v, %+v", err, answer.Apps)
	}
	if last := answer.Apps[0].LastReset; last.Backup != made || !last.Undone {
		t.Errorf("last reset %+v, want %s, undone", last, made)
	}
}

func TestAResetOfNothingIsNotApplied(t *testing.T) {
	w := newWorkshop(t)
	w.runs("2021")
	answer, err := w.tryReset(core.ResetRequest{Scopes: []string{"app:labcad@2021"}})
	if err == nil || answer.Applied || len(answer.Results) != 1 {
		t.Errorf("%v, %+v", err, answer)
	}
}

func TestAnAppIsGuidedWhereItsFileIsNotReset(t *testing.T) {
	w := newWorkshop(t)
	elsewhere := strings.Replace(webCAD, "[[step]]", `[[state]]
system = "windows"
path = "%APPDATA%\\WebCAD\\login_session.dat"
kind = "session"
reset = "file"
source = "test"
confidence = "low"
checked = 2026-11-22
[[step]]`, 1)
	w.write(filepath.Join(w.folder, "config/apps/webcad.toml"), elsewhere)
	plan := w.plan("app:webcad")
	if len(plan.Items) != 1 || plan.Items[0].Note != "in_app" || len(plan.Steps) != 1 {
		t.Errorf("%+v, %+v", plan.Items, plan.Steps)
	}
}

func TestAnUnknownVersionIsNotCalledByTheAppsName(t *testing.T) {
	w := newWorkshop(t)
	answer, err := w.Apps(t.Context(), core.AppsOptions{ID: "labcad", Version: "1999"})
	if err != nil || len(answer.Apps) != 1 || answer.Apps[0].Version != "1999" || answer.Apps[0].Found {
		t.Errorf("%v, %+v", err, answer.Apps)
	}
}

func TestUndoCanBeEndedWhileAFolderDoesNotAnswer(t *testing.T) {
	w := newWorkshop(t)
	w.reset("apps")
	ctx, cancel := context.WithCancel(t.Context())
	w.findsWith(finding(func(ctx context.Context, _ apps.Catalogue) ([]apps.Found, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}))
	if _, err := w.Undo(ctx, core.UndoRequest{}); !errors.Is(err, context.Canceled) || len(w.there()) != 0 {
		t.Errorf("%v, in place %v", err, w.there())
	}
}

func TestWithoutAHomeFolderOnlyTheAppsAreMissed(t *testing.T) {
	w := newWorkshop(t)
	w.findsWith(finding(func(context.Context, apps.Catalogue) ([]apps.Found, error) {
		return nil, fmt.Errorf("look: %w", paths.ErrNoHome)
	}))
	if plan := w.plan("all"); len(plan.Items) == 0 {
		t.Error("a reset of everything has nothing to do")
	}
	_, err := w.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{"all", "apps"}})
	if problem := core.Explain(err, assets.In("en")); problem.Code != "home_unknown" || !strings.Contains(problem.Hints[0], "HOME") ||
		strings.Contains(problem.Detail, "LATCHKEY_HOME") {
		t.Errorf("%v: %+v", err, problem)
	}
}

func TestAResetOfAppsAsksNothingOfTheKeyring(t *testing.T) {
	h, watched := newWatchedHome(t)
	h.signIn()
	old := h.reset().Backup.ID
	h.clock.advance(31 * day)
	asked := 0
	watched.loading = func(string) error { asked++; return vault.ErrLocked }
	watched.onNewest = func() { asked++ }
	watched.beforePrune = func() { asked++ }
	w := &workshop{home: h}
	for name, content := range map[string]string{
		"config/apps/labcad.toml": strings.ReplaceAll(labCAD, "%COMMUNITY%", ""), ".labcad/Lab CAD 2021/login_session.dat": "x",
	} {
		path := filepath.Join(h.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		h.write(path, content)
	}
	w.findsWith(w)
	w.reset("apps")
	if asked != 0 {
		t.Errorf("the keyring was asked %d times", asked)
	}
	if _, err := w.Backup(t.Context(), old); err != nil {
		t.Errorf("the backup that holds secrets went without them: %v", err)
	}
}
