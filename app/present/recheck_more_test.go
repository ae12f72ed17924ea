package present_test

import (
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// proven is a recheck with evidence of each kind.
func proven(fresh bool) core.RecheckAnswer {
	answer := recheck()
	answer.Fresh = fresh
	first, second := evidence(core.WhyAge, false), evidence(core.WhySaidNow, fresh)
	answer.Steps[0].Evidence = []core.EvidenceAnswer{first}
	answer.Steps[1].Evidence = []core.EvidenceAnswer{second, {Source: "claims", Why: core.WhyFailed, Problem: "server_unreachable"}}
	return answer
}

func TestARecheckSaysWhetherItIsProvenFresh(t *testing.T) {
	view := present.Recheck(present.RecheckInput{Answer: proven(true), Provider: "Acme ID"}, now, assets.In("en"))
	if view.Proof == nil || view.Proof.Pill.Text != "Proven fresh" || len(view.Proof.Rows) != 3 {
		t.Fatalf("proof is %+v", view.Proof)
	}
	if got := view.Steps[0].Evidence; got != "10:41:07 · same 34 rights as before · not proven fresh" {
		t.Errorf("the first rung says %q", got)
	}
	if got := view.Steps[1].Evidence; got != "10:41:09 · 4 differences\nList of access rights: proven fresh\nSign-in details: no answer" {
		t.Errorf("the second rung says %q", got)
	}
	row := view.Proof.Rows[0]
	if row.Name != "Step 1 · List of access rights" || row.Short != "3 h old" || row.State != present.StepSame {
		t.Errorf("the first row is %+v", row)
	}
	unproven := present.Recheck(present.RecheckInput{Answer: proven(false), Provider: "Acme ID"}, now, assets.In("en"))
	if unproven.Proof.Pill.Text != "Not proven fresh" || unproven.Header.Sentence != "It isn’t proven that this answer is fresh. The reasons are below." {
		t.Errorf("not proven is %+v %+v", unproven.Proof.Pill, unproven.Header)
	}
}

func TestTheRungsAreOfferedOneByOne(t *testing.T) {
	answer := recheck()
	for i, want := range []struct {
		action present.Action
		step   string
	}{
		{present.DoRecheckFurther, core.StepSignIn},
		{present.DoRecheckFurther, core.StepBrowserSession},
		{present.DoShowBrowsers, ""},
		{present.DoWriteMessage, ""},
	} {
		view := present.Recheck(present.RecheckInput{Answer: answer, Provider: "Acme ID"}, now, assets.In("en"))
		if view.Further == nil || view.Further.Action != want.action || view.Further.Argument != want.step {
			t.Errorf("after %d rungs: %+v", i+2, view.Further)
		}
		answer.Steps = append(answer.Steps[:i+2:i+2], core.RecheckStep{Step: []string{
			core.StepSignIn, core.StepBrowserSession, core.StepBrowserCookies, core.StepMessage,
		}[i], Result: "unchanged"})
	}
	off := recheck()
	off.Steps[2].Result, off.Steps[3].Result = "unchanged", "unchanged"
	view := present.Recheck(present.RecheckInput{Answer: off, Clearing: core.ClearingOff}, now, assets.In("en"))
	if view.Further.Action != present.DoWriteMessage || view.Further.Text != "Go on with step 6" {
		t.Errorf("with the cookies left alone: %+v", view.Further)
	}
}

func TestARecheckThatGoesOnTellsBothClimbs(t *testing.T) {
	granted, denied := &core.RightAnswer{State: "granted"}, &core.RightAnswer{State: "denied"}
	earlier := core.RecheckAnswer{
		Steps:  []core.RecheckStep{{Step: core.StepRefetch, Result: "changed"}, {Step: core.StepSignIn, Result: "skipped"}},
		Lost:   []core.ChangeAnswer{{ID: "a", Before: granted, After: denied}, {ID: "b", Before: granted, After: denied}},
		Before: core.RightsSummary{Count: 5}, Unchanged: 3,
	}
	later := core.RecheckAnswer{
		Fresh: true, Steps: []core.RecheckStep{{Step: core.StepRefetch, Result: "skipped"}, {Step: core.StepSignIn, Result: "changed"}},
		Gained: []core.ChangeAnswer{{ID: "a", Before: denied, After: granted}, {ID: "c", Before: denied, After: granted}}, Unchanged: 3,
	}
	joined := present.Continue(earlier, later)
	if len(joined.Lost) != 1 || joined.Lost[0].ID != "b" || len(joined.Gained) != 1 || joined.Gained[0].ID != "c" || joined.Unchanged != 3 {
		t.Errorf("joined is %+v", joined)
	}
	if joined.Steps[0].Result != "changed" || joined.Steps[1].Result != "changed" || !joined.Fresh || joined.Before.Count != 5 {
		t.Errorf("joined is %+v", joined)
	}
}

func TestOnlyTheOrganizationMayBeDifferent(t *testing.T) {
	answer := recheck()
	answer.Gained, answer.Lost, answer.Changed = nil, nil, nil
	answer.Organization = &core.OrganizationChange{Before: core.Organization{Name: "Northquay"}, After: core.Organization{ID: "sq"}}
	view := present.Recheck(present.RecheckInput{Answer: answer, Provider: "Acme ID"}, now, assets.In("nl"))
	if view.Header.Title != "Je organisatie is nu een andere" || view.SameText != "" || len(view.Rows) != 1 {
		t.Fatalf("view is %+v", view)
	}
	if row := view.Rows[0]; row.Name != "Organisatie" || row.Before != "Northquay" || row.After != "sq" {
		t.Errorf("row is %+v", row)
	}
}

func TestTheMessageIsShownWhenItIsAskedFor(t *testing.T) {
	in := present.RecheckInput{Answer: proven(true), Provider: "Acme ID", Version: "1.0.0", Message: true}
	view := present.Recheck(in, now, assets.In("en"))
	if view.Message == nil || view.Message.Copy.Argument == "" || view.Further != nil {
		t.Errorf("message is %+v, further %+v", view.Message, view.Further)
	}
}
