package guide_test

import (
	"errors"
	"slices"
	"testing"

	"latchkey/app/guide"
)

// standing walks and gives the steps of one state.
func standing(t *testing.T, symptom string, known guide.Known, answers map[string]string) (states map[string]guide.Stand, end string) {
	t.Helper()
	path, err := shipped(t).Walk(symptom, known, answers)
	if err != nil {
		t.Fatal(err)
	}
	states = map[string]guide.Stand{}
	for _, stand := range path.Steps {
		states[stand.Step.ID] = stand
	}
	return states, path.End
}

func facts(names ...string) guide.Known {
	known := guide.Known{Facts: map[string]bool{}, Problems: map[string]bool{}, Checks: map[string]string{}}
	for _, name := range names {
		known.Facts[name] = true
	}
	return known
}

func TestCookiesAreNeverClearedBeforeMailArrives(t *testing.T) {
	ask := map[string]string{"works_now": guide.SaidNo, "sign_in_fresh": guide.SaidDone}
	known := facts("looked", "signed_in", "can_sign_in", "rights_just_asked", "cookies_known")
	states, _ := standing(t, "rights_gone", known, ask)
	if states["mail_now"].State != guide.Current || states["clear_cookies"].State != guide.Todo {
		t.Errorf("asked: %s, cookies: %s", states["mail_now"].State, states["clear_cookies"].State)
	}
	ask["mail_now"] = guide.SaidNo
	states, _ = standing(t, "rights_gone", known, ask)
	if states["clear_cookies"].State != guide.Skipped || states["mail_first"].State != guide.Current {
		t.Errorf("without mail: cookies %s, mail first %s", states["clear_cookies"].State, states["mail_first"].State)
	}
	ask["mail_now"] = guide.SaidSkipped
	if states, _ = standing(t, "rights_gone", known, ask); states["clear_cookies"].State != guide.Skipped {
		t.Error("cookies are cleared though nobody said that mail arrives")
	}
	ask["mail_now"] = guide.SaidYes
	if states, _ = standing(t, "rights_gone", known, ask); states["clear_cookies"].State != guide.Current {
		t.Errorf("with mail: cookies %s", states["clear_cookies"].State)
	}
}

func TestTheAppIsResetOnlyAfterTheOtherSteps(t *testing.T) {
	path, err := shipped(t).Walk("app_entitlement", facts(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, stand := range path.Steps {
		order = append(order, stand.Step.ID)
	}
	want := []string{"look", "sign_out_app", "restart", "sign_in_app", "still_there", "close_app", "reset_app", "sign_in_app_again"}
	if !slices.Equal(order[:len(want)], want) {
		t.Errorf("the order is %v", order)
	}
}

func TestWhatIsKnownIsNotAsked(t *testing.T) {
	known := facts("looked", "app_signed_out", "app_restarted")
	states, end := standing(t, "app_entitlement", known, nil)
	for _, id := range []string{"sign_out_app", "restart"} {
		if got := states[id]; got.State != guide.Done || got.Why != guide.ByEvidence || got.Evidence == "" {
			t.Errorf("%s is %s because of %q", id, got.State, got.Evidence)
		}
	}
	if states["sign_in_app"].State != guide.Current || end != guide.EndOpen {
		t.Errorf("then comes %s, end %s", states["sign_in_app"].State, end)
	}
	known = facts("looked")
	known.Problems["browser_cookies_expire"] = true
	states, _ = standing(t, "code_every_time", known, map[string]string{"remember_device": guide.SaidDone, "browser_policy": guide.SaidDone})
	if got := states["browser_forgets"]; got.State != guide.Done || got.Answer != guide.SaidYes || got.Why != guide.ByEvidence {
		t.Errorf("the policy is known, yet the question is %+v", got)
	}
}

func TestAnAnswerLeadsOn(t *testing.T) {
	if _, end := standing(t, "language", facts(), map[string]string{"edit_profile": guide.SaidSolved}); end != guide.EndSolved {
		t.Errorf("said that it works, end %s", end)
	}
	said := map[string]string{"edit_profile": guide.SaidDone, "latchkey_language": guide.SaidSkipped, "works_now": guide.SaidYes}
	if _, end := standing(t, "language", facts(), said); end != guide.EndSolved {
		t.Errorf("it works now, end %s", end)
	}
	said["works_now"], said["support"] = guide.SaidNo, guide.SaidDone
	if _, end := standing(t, "language", facts(), said); end != guide.EndSupport {
		t.Errorf("nothing helped, end %s", end)
	}
	said = map[string]string{"old_mail": guide.SaidNo}
	states, _ := standing(t, "change_address", facts(), said)
	if states["change_email"].State != guide.Skipped || states["mailbox_guide"].State != guide.Current {
		t.Errorf("without the old mailbox: change %s, mailbox %s", states["change_email"].State, states["mailbox_guide"].State)
	}
}

func TestAWordThatAnswersNothingLeavesTheStepOpen(t *testing.T) {
	for _, word := range []string{"maybe", "", "DONE"} {
		states, end := standing(t, "language", facts(), map[string]string{"edit_profile": word})
		if states["edit_profile"].State != guide.Current || end != guide.EndOpen {
			t.Errorf("%q: %s, end %s", word, states["edit_profile"].State, end)
		}
	}
}

func TestEvidenceSolvesOnlyOnceThePersonDidSomething(t *testing.T) {
	known := facts("looked", "can_sign_in", "signed_in")
	known.Checks["clock"] = "pass"
	if _, end := standing(t, "clock", known, nil); end != guide.EndOpen {
		t.Errorf("nothing was done, end %s", end)
	}
	known.Checks["verified"] = "pass"
	if _, end := standing(t, "unverified", known, map[string]string{"look_in_spam": guide.SaidDone}); end != guide.EndSolved {
		t.Errorf("the address is verified now, end %s", end)
	}
}

func TestAnUnknownSymptomIsAnError(t *testing.T) {
	if _, err := shipped(t).Walk("nothing", guide.Known{}, nil); !errors.Is(err, guide.ErrNoSymptom) {
		t.Errorf("got %v", err)
	}
}

func TestWhatThePersonDidStaysDone(t *testing.T) {
	said := map[string]string{
		"look": guide.SaidDone, "sign_out_app": guide.SaidDone, "restart": guide.SaidDone, "sign_in_app": guide.SaidDone,
		"still_there": guide.SaidYes, "close_app": guide.SaidDone,
	}
	states, _ := standing(t, "app_entitlement", facts("app_resettable"), said) // it no longer runs, because it was closed
	if got := states["close_app"]; got.State != guide.Done || got.Why != guide.ByAnswer {
		t.Errorf("closing it is %s by %s", got.State, got.Why)
	}
}
