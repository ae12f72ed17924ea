package present_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestTwoOrganizationsOfOneNameAreToldApart(t *testing.T) {
	for _, test := range []struct {
		before, after core.Organization
		want          string
	}{
		{core.Organization{ID: "1", Name: "Northquay"}, core.Organization{ID: "2", Name: "Southquay"}, "Northquay, Southquay"},
		{core.Organization{ID: "1", Name: "Northquay"}, core.Organization{ID: "2", Name: "Northquay"}, "Northquay (1), Northquay (2)"},
		{core.Organization{Name: "Northquay"}, core.Organization{ID: "2", Name: "Northquay"}, "Northquay, Northquay (2)"},
		{core.Organization{}, core.Organization{ID: "2"}, ", 2"},
	} {
		before, after := present.OrganizationNames(core.OrganizationChange{Before: test.before, After: test.after})
		if got := before + ", " + after; got != test.want {
			t.Errorf("%+v and %+v are %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

func TestARungThatWasNotReachedSaysWhy(t *testing.T) {
	steps := func(result string, count int) []string {
		view := present.Recheck(present.RecheckInput{Answer: core.RecheckAnswer{
			Before: core.RightsSummary{Count: count},
			Steps: []core.RecheckStep{
				{Step: core.StepRefetch, Result: result},
				{Step: core.StepNewToken, Result: "skipped", Detail: "not_needed"},
				{Step: core.StepSignIn, Result: "skipped", Detail: "not_asked"},
			},
		}}, now, assets.In("en"))
		var lines []string
		for _, step := range view.Steps {
			lines = append(lines, step.Evidence)
		}
		return lines
	}
	for name, test := range map[string]struct{ got, want []string }{
		"something changed": {steps("changed", 3)[1:4], []string{"Not needed", "Not asked", "Not needed"}},
		"nothing changed":   {steps("unchanged", 3)[1:4], []string{"Not tried yet", "Not asked", "Not tried yet"}},
		"nothing at all":    {steps("unchanged", 0)[:1], []string{"no rights, as before"}},
	} {
		if !slices.Equal(test.got, test.want) {
			t.Errorf("%s: %q, want %q", name, test.got, test.want)
		}
	}
}

func TestAFindingWithoutAPageSaysItsFix(t *testing.T) {
	finding := core.FindingAnswer{Code: core.FindingUnverified, Fix: core.FixOpen, Values: map[string]string{"email": "piet@example.com"}}
	view := present.Details(present.RightsInput{Rights: core.RightsAnswer{Findings: []core.FindingAnswer{finding}}}, now, assets.In("en"))
	row := view.Findings[0]
	if row.Button != nil || !strings.HasSuffix(row.Text, " are held back. Verify it with the mail from your provider, then recheck.") {
		t.Errorf("got %+v", row)
	}
}

func TestWhileTheLadderIsClimbedOnlyABegunRungIsTheCurrentOne(t *testing.T) {
	in := present.RecheckInput{Running: true, Climbing: core.StepNewToken, Answer: core.RecheckAnswer{
		Steps: []core.RecheckStep{{Step: core.StepRefetch, Result: "changed"}},
	}}
	states := func() []present.StepState {
		var states []present.StepState
		for _, step := range present.Recheck(in, now, assets.In("en")).Steps[:3] {
			states = append(states, step.State)
		}
		return states
	}
	if got := states(); !slices.Equal(got, []present.StepState{present.StepDone, present.StepCurrent, present.StepTodo}) {
		t.Errorf("on the second rung: %v", got)
	}
	if got := present.Recheck(in, now, assets.In("en")).Steps[0].Evidence; got != "differences" {
		t.Errorf("differences that are not counted yet are %q", got)
	}
	in.Answer.Steps = append(in.Answer.Steps, core.RecheckStep{Step: core.StepNewToken, Result: "unchanged"})
	if got := states(); got[2] != present.StepTodo {
		t.Errorf("nobody is signed in again when the second rung was the last one: %v", got)
	}
}

func TestAPageShowsSoManyDifferencesAndCountsTheRest(t *testing.T) {
	var answer core.RecheckAnswer
	for i := range 100_000 {
		answer.Lost = append(answer.Lost, core.ChangeAnswer{ID: strconv.Itoa(i), Before: &core.RightAnswer{State: "granted"}})
	}
	view := present.Recheck(present.RecheckInput{Answer: answer}, now, assets.In("en"))
	if len(view.Rows) != 50 || view.More != "and 99950 more" || view.Counts[1].N != 100_000 {
		t.Errorf("%d rows, %q, %+v", len(view.Rows), view.More, view.Counts)
	}
	if copied := strings.Split(view.Copy.Argument, "\n"); len(copied) != 1002 || copied[1001] != "… and 99000 more" {
		t.Errorf("%d lines are copied, at last %q", len(copied), copied[len(copied)-1])
	}
	rights := slices.Repeat([]core.RightAnswer{{ID: "x", State: "denied"}}, 50_000)
	if text := present.AdministratorMessage(present.MessageInput{Answer: answer, Rights: rights}, now, assets.In("en")); !strings.Contains(text, "- and 149960 more") {
		t.Errorf("the message is\n%s", text)
	}
	if len(answer.Lost) != 100_000 {
		t.Error("the answer itself was shortened")
	}
}
