package core_test

import (
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

func TestTheEntitlementStepsFollowWhatIsSeen(t *testing.T) {
	w := newWorkshop(t)
	w.booted = time.Now().Add(-48 * time.Hour) // before the app saved its sign-in
	answer := w.guided(core.GuideOptions{Symptom: "app_entitlement", Look: true})
	if restart := stepOf(t, answer, "restart"); restart.State == "done" {
		t.Errorf("the computer was not restarted: %+v", restart)
	}
	if look := stepOf(t, answer, "look"); look.State != "done" || answer.Known == nil {
		t.Errorf("Latchkey looked: %+v", look)
	}
	if reset := stepOf(t, answer, "reset_app"); reset.Fix == nil || !strings.HasPrefix(reset.Fix.Argument, "app:labcad@") || reset.State != "todo" {
		t.Errorf("the reset is about %+v", reset.Fix)
	}
	w.booted = time.Now().Add(time.Hour) // after it
	said := map[string]string{"sign_out_app": "done"}
	restart := stepOf(t, w.guided(core.GuideOptions{Symptom: "app_entitlement", Look: true, Answers: said}), "restart")
	if restart.State != "done" || restart.Why != "evidence" || !strings.Contains(restart.Evidence, "Lab CAD") {
		t.Errorf("the computer was restarted: %+v", restart)
	}
}

func TestAnAppThatRunsIsClosedBeforeItsReset(t *testing.T) {
	w := newWorkshop(t)
	if close := stepOf(t, w.guided(core.GuideOptions{Symptom: "app_entitlement"}), "close_app"); close.State != "skipped" {
		t.Errorf("nothing runs: %+v", close)
	}
	w.runs("2021")
	w.runs("2022")
	if close := stepOf(t, w.guided(core.GuideOptions{Symptom: "app_entitlement"}), "close_app"); close.State != "todo" || close.Fix == nil || close.Fix.ID != core.MendCloseApp {
		t.Errorf("it runs: %+v", close)
	}
}

func TestAfterAResetTheGuideSaysSo(t *testing.T) {
	w := newWorkshop(t)
	w.reset("apps")
	said := map[string]string{"look": "done", "restart": "done", "sign_in_app": "done", "still_there": "yes"}
	answer := w.guided(core.GuideOptions{Symptom: "app_entitlement", Answers: said})
	if out := stepOf(t, answer, "sign_out_app"); out.State != "done" || out.Why != "evidence" {
		t.Errorf("the app keeps no sign-in: %+v", out)
	}
	if reset := stepOf(t, answer, "reset_app"); reset.State != "done" || reset.Why != "evidence" || reset.Evidence == "" {
		t.Errorf("it was reset: %+v", reset)
	}
	if again := stepOf(t, answer, "sign_in_app_again"); again.State != "current" {
		t.Errorf("then comes signing in: %+v", again)
	}
}

func TestWhatACheckFoundIsNotAsked(t *testing.T) {
	h := newHome(t).withLinks()
	known := &core.DoctorAnswer{Checks: []core.CheckAnswer{
		{ID: "browser-policy", Result: "fail", ProblemCode: "browser_cookies_expire", Fix: &core.FixAnswer{ID: core.MendBrowserPolicy, Argument: "Firefox"}},
	}}
	answer := h.guided(core.GuideOptions{Symptom: "code_every_time", Known: known, Answers: map[string]string{"remember_device": "done"}})
	policy := stepOf(t, answer, "browser_policy")
	if policy.State != "current" || policy.Fix == nil || policy.Fix.Argument != "Firefox" {
		t.Errorf("the policy's own fix: %+v", policy.Fix)
	}
	said := map[string]string{"remember_device": "done", "browser_policy": "skipped"}
	answer = h.guided(core.GuideOptions{Symptom: "code_every_time", Known: known, Answers: said})
	if asked := stepOf(t, answer, "browser_forgets"); asked.State != "done" || asked.Why != "evidence" || asked.Evidence == "" {
		t.Errorf("known already: %+v", asked)
	}
}

func TestAnAnswerEndsTheWay(t *testing.T) {
	h := newHome(t)
	for answer, want := range map[string]string{"solved": "solved", "": "open", "done": "open"} {
		if got := h.guided(core.GuideOptions{Symptom: "profile", Answers: map[string]string{"edit_profile": answer}}).End; got != want {
			t.Errorf("%q ends %s", answer, got)
		}
	}
	said := map[string]string{"edit_profile": "done", "works_now": "no", "support": "done"}
	if got := h.guided(core.GuideOptions{Symptom: "profile", Answers: said}).End; got != "support" {
		t.Errorf("nothing helped, ends %s", got)
	}
}

func TestASignedInPersonIsNotToldToSignIn(t *testing.T) {
	h := newHome(t)
	looked := &core.DoctorAnswer{}
	if step := stepOf(t, h.guided(core.GuideOptions{Symptom: "content_missing", Known: looked}), "sign_in"); step.State != "current" {
		t.Errorf("nobody is signed in: %+v", step)
	}
	h.signIn()
	step := stepOf(t, h.guided(core.GuideOptions{Symptom: "content_missing", Known: looked}), "sign_in")
	if step.State != "done" || step.Why != "evidence" || step.Evidence == "" {
		t.Errorf("signed in: %+v", step)
	}
	known := &core.DoctorAnswer{Checks: []core.CheckAnswer{{ID: "signed-in", Result: "fail", ProblemCode: "sign_in_needed"}}}
	if step = stepOf(t, h.guided(core.GuideOptions{Symptom: "content_missing", Known: known}), "sign_in"); step.State == "done" {
		t.Errorf("the session has ended: %+v", step)
	}
}
