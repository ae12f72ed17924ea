package present_test

import (
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func fix(id string) *core.FixAnswer {
	answer := &core.FixAnswer{ID: id, Argument: "app:sketchup@2024", Address: "https://id.example.com/page"}
	present.WordFix(answer, assets.In("en"))
	return answer
}

// Each fix either has a button that does something, or only somebody else can do it.
func TestEveryFixHasAButtonOrAPersonWhoDoesIt(t *testing.T) {
	byPerson := map[string]bool{
		core.MendUnlock: true, core.MendStartKeyring: true, core.MendSetClock: true, core.MendConnect: true, core.MendTrustCA: true,
		core.MendFreePort: true, core.MendBrowserPolicy: true, core.MendCloseApp: true, core.MendFreeDisk: true, core.MendOwnFolder: true,
		core.MendWait: true, core.MendUpdate: true, core.MendPortal: true,
	}
	for _, id := range constantsOf(t, "Mend") {
		answer := fix(id)
		answer.Address = ""
		if id == core.MendOpenLink {
			answer.Address = "https://id.example.com/page"
		}
		button := present.FixButton(answer, present.CheckPrefix+"x")
		if (button == nil) != byPerson[id] {
			t.Errorf("%s: button %+v", id, button)
		}
		if button != nil && (button.Text == "" || button.Action == present.DoNothing) {
			t.Errorf("%s: button %+v", id, button)
		}
	}
	if present.FixButton(nil, "") != nil {
		t.Error("no fix has a button")
	}
}

func failing(id, code string, mend *core.FixAnswer) core.CheckAnswer {
	return core.CheckAnswer{ID: id, Result: "fail", ProblemCode: code, Fix: mend}
}

func TestOneAccentButtonForTheFindingToBeginWith(t *testing.T) {
	answer := core.DoctorAnswer{Worst: "b", Result: "fail", Checks: []core.CheckAnswer{
		{ID: "w", Result: "warn", ProblemCode: "clock_inexact", Fix: fix(core.MendSetClock)},
		failing("a", "rights_stale", fix(core.MendRecheck)), failing("b", "sign_in_needed", fix(core.MendSignIn)),
		{ID: "c", Result: "skip", HiddenBy: "b"},
		{ID: "d", Result: "pass"},
	}}
	view := present.Troubleshoot(present.TroubleInput{Answer: &answer}, noon, assets.In("en"))
	var order []string
	accents := 0
	for _, row := range view.Checks.Rows {
		order = append(order, row.ID)
		for _, button := range row.Buttons {
			if button.Kind == present.KindAccent {
				accents++
			}
		}
	}
	if strings.Join(order, "") != "baw" || accents != 1 || len(view.Checks.Folds) != 2 {
		t.Errorf("rows %q with %d accents, folds %+v", order, accents, view.Checks.Folds)
	}
	if answer.Checks[0].Title != "" {
		t.Error("the answer that was handed in is written to")
	}
	for _, button := range view.Header.Buttons {
		if button.Kind == present.KindAccent {
			t.Error("the header has another accent button")
		}
	}
}

func TestWhatAPersonDoesIsSaidWithoutCommands(t *testing.T) {
	for _, id := range []string{core.MendSetClock, core.MendTrustCA, core.MendFreePort} {
		byHand := fix(id)
		byHand.Address = ""
		answer := core.DoctorAnswer{Worst: "x", Result: "fail", Checks: []core.CheckAnswer{failing("x", "not_signed_in", byHand)}}
		view := present.Troubleshoot(present.TroubleInput{Answer: &answer}, noon, assets.In("en"))
		row := view.Checks.Rows[0]
		if strings.Contains(row.Detail, "`") || len(row.Buttons) != 1 || row.Buttons[0].Action != present.DoCheckAgain {
			t.Errorf("%s: %+v", id, row)
		}
	}
}

func TestTheStepsOfAGuideShowWhoseTurnItIs(t *testing.T) {
	step := func(id, by, state string) core.GuideStepAnswer {
		return core.GuideStepAnswer{ID: id, Title: id, Text: "what to do", By: by, State: state}
	}
	answer := core.GuideAnswer{Symptom: &core.SymptomAnswer{Title: "Stuck"}, End: "open", Steps: []core.GuideStepAnswer{
		step("a", core.ByLatchkey, "done"), step("b", core.ByPerson, "skipped"), step("c", core.ByPerson, "current"), step("d", core.ByAdministrator, "todo"),
	}}
	view := present.Guided(present.GuidedInput{Answer: answer}, assets.In("en"))
	for i, want := range []string{"Latchkey did this", "Not needed", "", "Your administrator"} {
		if view.Steps[i].Who != want {
			t.Errorf("step %d: %q, want %q", i, view.Steps[i].Who, want)
		}
	}
	if view.Steps[2].Turn != "Your turn" || !view.Header.Buttons[0].Disabled {
		t.Errorf("current step %+v, button %+v", view.Steps[2], view.Header.Buttons[0])
	}
	view = present.Guided(present.GuidedInput{Answer: answer, Ticked: "c"}, assets.In("en"))
	if view.Header.Buttons[0].Disabled {
		t.Error("cannot go on after the tick")
	}
	answer.Steps[2].By, answer.Steps[2].Fix = core.ByLatchkey, &core.FixAnswer{ID: core.MendRecheck}
	view = present.Guided(present.GuidedInput{Answer: answer}, assets.In("en"))
	if button := view.Header.Buttons[0]; button.Action != present.DoRecheck || button.Kind != present.KindAccent || view.Steps[2].Tick != "" {
		t.Errorf("Latchkey’s step has %+v and %q", button, view.Steps[2].Tick)
	}
}

func TestAReportFileIsShownWhole(t *testing.T) {
	long := strings.Repeat("abcdefgh", 40)
	view := present.ReportFile(core.ReportFile{Name: "report.json", Content: []byte("{\n\t\"a\": \"" + long + "\"\n}\n")}, assets.In("en"))
	whole := strings.ReplaceAll(strings.Join(view.Lines, ""), " ", "")
	if whole != "{\"a\":\""+long+"\"}" {
		t.Errorf("shown %q", whole)
	}
}
