package core_test

import (
	"slices"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// find gives the finding with a code among those of the default account.
func (h *home) find(code string) (core.FindingAnswer, bool) {
	h.t.Helper()
	answer, err := h.Rights(h.t.Context(), "")
	if err != nil {
		h.t.Fatal(err)
	}
	i := slices.IndexFunc(answer.Findings, func(f core.FindingAnswer) bool { return f.Code == code })
	if i < 0 {
		return core.FindingAnswer{}, false
	}
	return answer.Findings[i], true
}

func TestWhatKeepsAPersonFromRightsIsRecognized(t *testing.T) {
	for _, row := range []struct {
		person, code, fix, value, is string
	}{
		{"piet", core.FindingUnverified, core.FixOpen, "email", "piet.jansen@example.com"},
		{"kai", core.FindingSocial, core.FixSetPassword, "issuer", "https://social.example"},
		{"ines", core.FindingInvitation, core.FixOpen, "name", "Harbor Tunnel"},
		{"mila", core.FindingSeat, core.FixAdministrator, "name", "Girder Analysis"},
		{"mila", core.FindingNextSignIn, core.FixRecheckSignIn, "name", "Drawing archive"},
	} {
		t.Run(row.person+" "+row.code, func(t *testing.T) {
			h := newHome(t)
			h.person.Person = row.person
			h.signIn()
			found, ok := h.find(row.code)
			if !ok || found.Fix != row.fix || found.Values[row.value] != row.is {
				t.Errorf("found %v %+v", ok, found)
			}
		})
	}
}

func TestAnOrdinaryPersonHasNoFindingAboutTheAccount(t *testing.T) {
	h := newHome(t)
	h.signIn()
	for _, code := range []string{
		core.FindingUnverified, core.FindingSocial, core.FindingOtherIdentity, core.FindingUnexpected, core.FindingNotExpected, core.FindingClock, core.FindingInvitation,
	} {
		if found, ok := h.find(code); ok {
			t.Errorf("found %+v", found)
		}
	}
}

func TestAPrivateAddressIsToldWhereTheRightsAre(t *testing.T) {
	for name, forget := range map[string]bool{"both signed in": false, "after a reset of the session": true} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.person.Person = "eva"
			h.signIn()
			if forget {
				plan, err := h.PlanReset(t.Context(), core.ResetRequest{})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := h.ApplyReset(t.Context(), plan); err != nil {
					t.Fatal(err)
				}
			}
			h.person = &demoidp.UserAgent{Person: "eva-home"}
			private := h.signIn()
			if _, err := h.DefaultAccount(t.Context(), private.Account.ID); err != nil {
				t.Fatal(err)
			}
			found, ok := h.find(core.FindingOtherIdentity)
			if !ok || found.Values["other"] != "eva.lindqvist@example.com" || found.Fix != core.FixSelectAccount {
				t.Errorf("found %v %+v", ok, found)
			}
		})
	}
}

func TestAnotherAccountThanTheExpectedOneIsTold(t *testing.T) {
	h := newHome(t)
	h.signIn()
	for key, value := range map[string]string{"expected.account": "Eva.Lindqvist@example.com", "expected.organization": "Brickline Architects"} {
		if _, err := h.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	account, ok := h.find(core.FindingUnexpected)
	if !ok || account.Values["expected"] != "eva.lindqvist@example.com" || account.Values["email"] != "mila.vos@example.com" {
		t.Errorf("account %v %+v", ok, account)
	}
	if organization, ok := h.find(core.FindingNotExpected); !ok || organization.Values["expected"] != "Brickline Architects" {
		t.Errorf("organization %v %+v", ok, organization)
	}
}

func TestAnAcceptedInvitationAsksForTheNextSignIn(t *testing.T) {
	h := newHome(t)
	h.person.Person = "ines"
	h.signIn()
	invitation, ok := h.find(core.FindingInvitation)
	if !ok || invitation.Address == "" {
		t.Fatalf("invitation %v %+v", ok, invitation)
	}
	if err := h.server.Control().Accept("ines"); err != nil {
		t.Fatal(err)
	}
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{
		MaxStep: core.StepSignIn, Consent: func(string) bool { return true },
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(answer.Findings, func(f core.FindingAnswer) bool { return f.Code == core.FindingNextSignIn }) && len(answer.Gained) == 0 {
		t.Errorf("findings %+v, steps %+v", answer.Findings, answer.Steps)
	}
}

func TestTheHistoryTellsEachDifferenceOnceNewestFirst(t *testing.T) {
	h := newHome(t)
	first := h.signIn()
	if err := h.server.Control().Grant("mila", "render.night"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	history, err := h.RightsHistory(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	got := history.Differences
	if len(got) != 2 || got[0].Cause != core.CauseRecheck || got[0].Gained != 1 || got[0].Changes[0].ID != "render.night" || !got[0].Fresh {
		t.Fatalf("history %+v", got)
	}
	if got[0].First || !got[1].First || got[1].Cause != core.CauseSignIn || got[1].Granted != first.Rights.Granted {
		t.Errorf("first %+v", got[1])
	}
	if _, err := h.SignOut(t.Context(), core.SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	if history, err = h.RightsHistory(t.Context(), ""); err != nil || len(history.Differences) != 0 {
		t.Errorf("after the sign-out: %v, %+v", err, history.Differences)
	}
}

func TestPreparingForAnOfflineTimeListsWhatEndsBefore(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.clock.advance(time.Hour)
	short, err := h.PrepareOffline(t.Context(), core.PrepareOptions{Until: h.clock.Now().Add(5 * 24 * time.Hour)})
	if err != nil || !short.Ready || !short.Fresh || len(short.Ends) != 0 || short.Rights.CheckedAt.Before(h.clock.Now().Add(-time.Minute)) {
		t.Fatalf("%v %+v", err, short)
	}
	long, err := h.PrepareOffline(t.Context(), core.PrepareOptions{Until: h.clock.Now().Add(60 * 24 * time.Hour)})
	if err != nil || long.Ready {
		t.Fatalf("%v %+v", err, long)
	}
	kinds := map[string]bool{}
	for i, end := range long.Ends {
		kinds[end.Kind] = true
		if i > 0 && end.Until.Before(long.Ends[i-1].Until.Time) {
			t.Errorf("not in order: %+v", long.Ends)
		}
	}
	if !kinds["right"] || !kinds["offline"] {
		t.Errorf("ends %+v", long.Ends)
	}
	if _, err := h.PrepareOffline(t.Context(), core.PrepareOptions{Until: h.clock.Now().Add(-time.Hour)}); exitOf(err) != core.ExitUsage {
		t.Errorf("a time that has passed: %v", err)
	}
	h.fault(demoidp.FaultRights500, true)
	if _, err := h.PrepareOffline(t.Context(), core.PrepareOptions{Until: h.clock.Now().Add(time.Hour)}); exitOf(err) != core.ExitNetwork {
		t.Errorf("an outage: %v", err)
	}
}

func TestSettingTheClockBackBringsNoRightBack(t *testing.T) {
	h := newSteadyHome(t)
	h.signIn()
	if _, err := h.CheckRights(t.Context(), core.CheckOptions{}, []string{"girder.sharing"}); err != nil {
		t.Fatal(err)
	}
	check := func(where *core.Core) (core.RightsCheckAnswer, error) {
		return where.CheckRights(t.Context(), core.CheckOptions{}, []string{"girder.sharing"})
	}
	h.clock.advance(45 * 24 * time.Hour) // past its end, and past offline_until
	if answer, err := check(h.Core); err == nil {
		t.Fatalf("granted after its end: %+v", answer)
	}
	h.clock.advance(-45 * 24 * time.Hour)
	for name, where := range map[string]*core.Core{"this process": h.Core, "another process": h.open("memory")} {
		answer, err := check(where)
		if err == nil || answer.Granted || !answer.ClockSetBack {
			t.Errorf("%s: %v %+v", name, err, answer)
		}
	}
	if found, ok := h.find(core.FindingClock); !ok || found.Fix != core.FixRecheck {
		t.Errorf("finding %v %+v", ok, found)
	}
	if _, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	if answer, err := check(h.Core); err != nil || answer.ClockSetBack {
		t.Errorf("after asking the server: %v %+v", err, answer)
	}
}

func TestWarningsComeAtSevenAndAtThreeDays(t *testing.T) {
	h := newHome(t)
	h.person.Person = "mila"
	h.signIn()
	level := func() int {
		answer, err := h.Rights(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, warning := range answer.Warnings {
			if warning.Kind == core.WarnOffline {
				return warning.Level
			}
		}
		return 0
	}
	for _, row := range []struct{ days, level int }{{0, 0}, {22, 0}, {24, 7}, {26, 7}, {28, 3}, {29, 3}, {31, 0}} {
		h.clock.advance(time.Duration(row.days) * 24 * time.Hour)
		if got := level(); got != row.level {
			t.Errorf("after %d days: level %d, want %d", row.days, got, row.level)
		}
		h.clock.advance(-time.Duration(row.days) * 24 * time.Hour)
		if row.days > 0 { // the clock was set back: only the server mends that
			if _, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
}
