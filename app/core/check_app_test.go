package core_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

// written dates the sign-in of one version of the app.
func (w *workshop) written(version string, ago time.Duration) {
	w.t.Helper()
	at := w.clock.Now().Add(-ago)
	if err := os.Chtimes(w.file(version), at, at); err != nil {
		w.t.Fatal(err)
	}
}

// left lets somebody sign in, out and in again an hour later.
func (w *workshop) left() {
	w.t.Helper()
	w.signIn()
	w.clock.advance(time.Hour)
	if _, err := w.SignOut(w.t.Context(), core.SignOutOptions{}); err != nil {
		w.t.Fatal(err)
	}
	w.clock.advance(time.Minute)
}

// ofApps is what the checks of apps find, in general or about a subject.
func (w *workshop) ofApps(subject string) (running, state *core.CheckAnswer) {
	w.t.Helper()
	answer, err := w.Diagnose(w.t.Context(), core.DoctorOptions{Only: []string{"app-state"}}, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	if subject == "" {
		return answer.Find("app-running"), answer.Find("app-state")
	}
	found := core.WhyAnswer{Check: &core.CheckAnswer{ID: "app-state"}}
	seen := map[string]core.CheckAnswer{}
	note := func(check core.CheckAnswer) { seen[check.ID] = check }
	if _, err := w.Why(w.t.Context(), core.WhyOptions{Subject: subject, Again: &found}, note); err != nil {
		w.t.Fatal(err)
	}
	about := seen["app-state"]
	return nil, &about
}

func isFound(t *testing.T, check *core.CheckAnswer, result, code, fix, evidence string) {
	t.Helper()
	mend := ""
	if check.Fix != nil {
		mend = check.Fix.ID + " " + check.Fix.Argument
	}
	if check.Result != result || check.ProblemCode != code || strings.TrimSpace(mend) != fix || check.EvidenceCode != evidence {
		t.Errorf("%s: %s %q, fix %q, evidence %s; want %s %q, %q, %s",
			check.ID, check.Result, check.ProblemCode, mend, check.EvidenceCode, result, code, fix, evidence)
	}
}

func TestAnAppsSignInOfBeforeASignOutIsOld(t *testing.T) {
	w := newWorkshop(t)
	w.left()
	w.written("2021", 2*time.Hour)
	w.written("2022", 0)
	w.booted = w.clock.Now().Add(-24 * time.Hour)
	_, state := w.ofApps("")
	isFound(t, state, "warn", "app_state_old", "reset_app app:labcad@2021", "app_state_old") // nobody is signed in
	w.signIn()
	running, state := w.ofApps("")
	isFound(t, running, "pass", "", "", "apps_not_running")
	isFound(t, state, "fail", "app_state_old", "reset_app app:labcad@2021", "app_state_old")
	if state.Values["app"] != "Lab CAD 2021" || state.Values["age"] != "7200" {
		t.Errorf("evidence is %v", state.Values)
	}
	w.booted = w.clock.Now().Add(-time.Minute)
	_, state = w.ofApps("")
	isFound(t, state, "fail", "app_state_old", "reset_app app:labcad@2021", "app_state_old_boot")
	w.reset("app:labcad@2021")
	_, state = w.ofApps("")
	isFound(t, state, "pass", "", "", "app_states")
}

func TestAnAppThatRunsWithAnOldSignInIsToBeClosedFirst(t *testing.T) {
	w := newWorkshop(t)
	w.left()
	w.signIn()
	w.written("2021", 2*time.Hour)
	w.written("2022", 0)
	w.runs("2021")
	running, state := w.ofApps("")
	isFound(t, running, "fail", "app_running_old", "close_app Lab CAD 2021", "app_running_old")
	if state.HiddenBy != "app-running" || running.Values["n"] != "1" {
		t.Errorf("hidden by %q, evidence %v", state.HiddenBy, running.Values)
	}
	w.running = nil
	running, state = w.ofApps("")
	isFound(t, running, "pass", "", "", "apps_not_running")
	isFound(t, state, "fail", "app_state_old", "reset_app app:labcad@2021", "app_state_old")
}

func TestAnotherAccountMakesTheSignInOfAnAppOld(t *testing.T) {
	w := newWorkshop(t)
	w.signIn()
	w.clock.advance(time.Hour)
	w.written("2021", 0)
	w.written("2022", 0)
	w.clock.advance(time.Hour)
	w.signIn()
	_, state := w.ofApps("")
	isFound(t, state, "pass", "", "", "app_states") // the same account again
	w.person.Person = "eva"
	if _, err := w.SignIn(t.Context(), core.SignInOptions{Choose: true}, nil); err != nil {
		t.Fatal(err)
	}
	_, state = w.ofApps("")
	if state.ProblemCode != "app_state_old" {
		t.Errorf("after another account: %s %s", state.Result, state.ProblemCode)
	}
}

func TestWhyAnAppOffersItsResetWhereNothingIsWrong(t *testing.T) {
	w := newWorkshop(t)
	_, state := w.ofApps("")
	isFound(t, state, "pass", "", "", "app_states")
	_, state = w.ofApps("labcad@2022")
	isFound(t, state, "warn", "app_state_suspect", "reset_app app:labcad@2022", "app_state_suspect")
	w.runs("2022")
	_, state = w.ofApps("Lab CAD 2022")
	isFound(t, state, "warn", "app_state_suspect", "close_app Lab CAD 2022", "app_state_suspect")
	w.running = nil
	w.reset("app:labcad@2022")
	_, state = w.ofApps("labcad@2022")
	isFound(t, state, "pass", "", "", "app_state_none")
	_, state = w.ofApps("webcad")
	if state.Result != "warn" || state.ProblemCode != "app_state_suspect" || state.Fix.ID != core.MendGuide || state.EvidenceCode != "app_state_guided" {
		t.Errorf("an app that is reset by hand: %s %s %+v", state.Result, state.ProblemCode, state.Fix)
	}
	_, state = w.ofApps("sketchup")
	if state.Result != "skip" || state.EvidenceCode != "app_absent" || !strings.Contains(state.Values["where"], "login_session.dat") {
		t.Errorf("an app that is not here: %s %s %v", state.Result, state.EvidenceCode, state.Values)
	}
}

func TestASignInThatIsALinkIsSaidToBeOne(t *testing.T) {
	w := newWorkshop(t)
	file := w.file("2021")
	if err := os.Rename(file, file+".real"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file+".real", file); err != nil {
		t.Fatal(err)
	}
	_, state := w.ofApps("")
	if state.Result != "warn" || state.ProblemCode != "app_state_refused" || state.Values["path"] != file {
		t.Errorf("nobody is signed in: %s %s %v", state.Result, state.ProblemCode, state.Values)
	}
	if _, state = w.ofApps("labcad@2021"); state.Result != "fail" || state.ProblemCode != "app_state_refused" {
		t.Errorf("asked about it: %s %s", state.Result, state.ProblemCode)
	}
	if _, state = w.ofApps("labcad@2022"); state.ProblemCode != "app_state_suspect" {
		t.Errorf("asked about the other: %s %s", state.Result, state.ProblemCode)
	}
}
