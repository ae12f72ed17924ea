package present_test

import (
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func right(id, state, source string, until time.Time) core.RightAnswer {
	return core.RightAnswer{ID: id, Name: strings.ToUpper(id), State: state, Source: source, Until: core.At(until)}
}

func someRights() core.RightsAnswer {
	return core.RightsAnswer{
		CheckedAt: core.At(now.Add(-12 * time.Minute)), State: "fresh",
		Rights: []core.RightAnswer{
			right("a", "granted", "organization", time.Date(2027, 3, 31, 0, 0, 0, 0, amsterdam)),
			right("b", "denied", "organization", time.Time{}),
			right("c", "from_the_future", "moon", time.Time{}),
			right("d", "seat_limit", "group", time.Time{}),
			right("e", "granted", "claim", time.Time{}),
		},
		Pending: []core.PendingAnswer{{Kind: "external", Name: "Harbor Tunnel", AcceptURL: "https://id.example.com/i"}},
	}
}

func TestRightsAreSortedWithWhatIsNotGrantedFirst(t *testing.T) {
	view := present.Rights(present.RightsInput{Rights: someRights(), Provider: "Acme ID", SignedIn: true}, now, assets.In("en"))
	var lines []string
	for _, row := range view.Rows {
		lines = append(lines, strings.Join([]string{row.ID, row.State, row.From, row.Until, row.Checked}, " "))
	}
	want := []string{
		"d No free seat Group – 10:29",
		"b Denied Organization – 10:29",
		"c Unknown – – 10:29", // unknown is never denied, a strange source is not shown
		"a Granted Organization 31 Mar 2027 10:29",
		"e Granted Sign-in – 10:29",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if view.Count != "2 of 5 granted" {
		t.Errorf("count is %q", view.Count)
	}
	if view.Banner == nil || view.Banner.Text != "Harbor Tunnel, from outside your organization." {
		t.Errorf("banner is %+v", view.Banner)
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	for _, test := range []struct {
		in   present.RightsInput
		want string
	}{
		{present.RightsInput{SignedIn: true, Rights: core.RightsAnswer{CheckedAt: core.At(now)}}, "No access rights yet"},
		{present.RightsInput{SignedIn: true}, "Not read yet"},
		{present.RightsInput{SignedIn: true, Offline: true}, "You’re offline"},
		{present.RightsInput{}, "You’re signed out"},
	} {
		view := present.Rights(test.in, now, assets.In("en"))
		if view.Empty == nil || view.Empty.Title != test.want || view.Empty.Button == nil {
			t.Errorf("%+v: %+v, want %q", test.in, view.Empty, test.want)
		}
	}
}

// recheck is the answer of picture 07.
func recheck() core.RecheckAnswer {
	spring, year, next := time.Date(2027, 3, 31, 0, 0, 0, 0, amsterdam),
		time.Date(2026, 12, 31, 0, 0, 0, 0, amsterdam), time.Date(2027, 12, 31, 0, 0, 0, 0, amsterdam)
	side := func(state string, until time.Time) *core.RightAnswer {
		r := right("x", state, "organization", until)
		return &r
	}
	denied := side("denied", time.Time{})
	denied.Reason = "Northquay Engineering ended it on 21 November."
	return core.RecheckAnswer{
		Fresh: true, Unchanged: 30, Before: core.RightsSummary{Count: 34},
		Steps: []core.RecheckStep{
			{Step: "refetch", Result: "unchanged", Detail: "same", At: core.At(now.Add(-2 * time.Second))},
			{Step: "new-token", Result: "changed", Detail: "differences", At: core.At(now)},
			{Step: "sign-in", Result: "skipped", Detail: "not_needed"},
			{Step: "browser-session", Result: "skipped", Detail: "not_needed"},
		},
		Gained: []core.ChangeAnswer{
			{ID: "t", Name: "Tekla Structures 2025", Before: side("seat_limit", spring), After: side("granted", spring)},
			{ID: "h", Name: "Harbor Tunnel", Before: side("pending_invitation", time.Time{}), After: side("granted", time.Time{})},
		},
		Lost:    []core.ChangeAnswer{{ID: "c", Name: "Cloud rendering", Before: side("granted", spring), After: denied}},
		Changed: []core.ChangeAnswer{{ID: "m", Name: "Model sharing", Before: side("granted", year), After: side("granted", next)}},
	}
}

func TestARecheckSaysWhatIsDifferentAndWhichStepFoundIt(t *testing.T) {
	view := present.Recheck(present.RecheckInput{Answer: recheck(), Provider: "Acme ID"}, now, assets.In("en"))
	want := []string{
		"4 access rights are different now",
		"Latchkey stopped after step 2, because that made the difference.",
		"10:41:07 · same 34 rights as before",
		"10:41:09 · 4 differences",
		"+ Tekla Structures 2025: No free seat → Granted until 31 Mar 2027",
		"+ Harbor Tunnel: Invitation waiting → Granted",
		"- Cloud rendering: Granted → Denied (Northquay Engineering ended it on 21 November.)",
		"~ Model sharing: Until 31 Dec 2026 → Until 31 Dec 2027",
		"= 30 unchanged",
		"Go on with step 3",
	}
	got := append([]string{view.Header.Title, view.Header.Sentence, view.Steps[0].Evidence, view.Steps[1].Evidence},
		strings.Split(view.Copy.Argument, "\n")...)
	got = append(got, view.Further.Text)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestARecheckWithoutDifferencesSaysThatItAsked(t *testing.T) {
	answer := recheck()
	answer.Gained, answer.Lost, answer.Changed, answer.Unchanged = nil, nil, nil, 34
	view := present.Recheck(present.RecheckInput{Answer: answer, Provider: "Acme ID"}, now, assets.In("en"))
	if view.Header.Title != "Your access rights are the same" || view.SameText == "" {
		t.Errorf("header is %+v", view.Header)
	}
}

func TestARunningRecheckShowsItsStep(t *testing.T) {
	answer := core.RecheckAnswer{Steps: recheck().Steps[:1]}
	view := present.Recheck(present.RecheckInput{Answer: answer, Running: true, Provider: "Acme ID"}, now, assets.In("en"))
	states := []present.StepState{present.StepSame, present.StepCurrent, present.StepTodo, present.StepTodo}
	for i, want := range states {
		if view.Steps[i].State != want {
			t.Errorf("step %d is %s, want %s", i+1, view.Steps[i].State, want)
		}
	}
	if view.Header.Buttons[0].Action != present.DoCancel {
		t.Error("a running recheck cannot be stopped")
	}
}
