package core_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

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
