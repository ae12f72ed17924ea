package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
)

func disabledButton(b *bench, name string) bool {
	control, ok := b.drawn.parts.find(name).(fyne.Disableable)
	return ok && control.Disabled()
}

func TestAStepOfThePersonIsTickedAndThenLeft(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "troubleshoot:rights_gone")
	if !disabledButton(b, "step_done:accept") {
		t.Error("goes on without the tick")
	}
	b.tap(t, "tick:accept")
	b.tap(t, "step_done:accept")
	b.tells(t, "You did this")
	b.tells(t, "Step 4 of 6. Nothing is lost by trying.")
	looked := 0
	for _, line := range b.jobs.helped {
		if line == "guide rights_gone look=true" {
			looked++
		}
	}
	if looked != 2 {
		t.Errorf("looked %d times: %q", looked, b.jobs.helped)
	}
}

func TestAPageOfAStepIsOpenedThroughTheCore(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "troubleshoot:rights_gone", "fix:step:accept")
	if b.jobs.lastFix.ID != core.MendOpenLink || b.jobs.lastFix.Address != "https://id.example.com/invitations/1" {
		t.Errorf("fixed %+v", b.jobs.lastFix)
	}
	b.tells(t, "Accept the invitation")
}

func TestAQuestionIsAnsweredByItsButtons(t *testing.T) {
	for _, answer := range []string{"step_yes:other", "step_no:other"} {
		b := newBench(t, signedInJobs())
		b.troubleshoot(t, "troubleshoot:rights_gone", "step_skip:accept", "step_skip:again")
		if !disabledButton(b, "step_done:other") {
			t.Error("goes on without an answer")
		}
		b.tap(t, answer)
		b.tells(t, "Ask your administrator")
		if b.drawn.parts.find("tick:admin") == nil {
			t.Errorf("no tick box among %v", b.drawn.parts.order)
		}
	}
}

func TestEveryWayEndsSolvedOrWithSupport(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "troubleshoot:rights_gone", "step_solved:accept")
	b.tells(t, "It works again")
	b.tap(t, "show_home")
	b.says(t, "You’re signed in")

	b.troubleshoot(t, "troubleshoot:no_mail", "step_skip:rules", "step_skip:letter")
	b.tells(t, "Someone else can help now")
	b.tap(t, "make_report")
	b.says(t, "Support report")
	if b.jobs.lastReport.Symptom != "no_mail" {
		t.Errorf("the report is about %q", b.jobs.lastReport.Symptom)
	}
}

func TestWhatIsMendedElsewhereLeadsBackToItsStep(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "troubleshoot:rights_gone", "step_skip:accept", "recheck_further:sign-in")
	b.tap(t, "check_again")
	b.says(t, "My access rights are gone")
	b.tells(t, "Do you use a second address?")
}

func TestHomeLeadsToTheSteps(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.tap(t, "troubleshoot:rights_gone")
	b.says(t, "My access rights are gone")
}

func TestTheLetterIsCopied(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "write_letter")
	b.says(t, "Letter for IT")
	b.tap(t, "copy")
	if b.copied != letterText {
		t.Errorf("copied %q", b.copied)
	}
}

func TestAReportIsReadBeforeItIsWritten(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "check_all", "make_report")
	if b.jobs.lastReport.Known == nil {
		t.Error("what has just been checked is checked again")
	}
	b.tap(t, "copy")
	if b.copied != b.jobs.report.Ticket {
		t.Errorf("copied %q", b.copied)
	}
	b.tap(t, "report_file:report.json")
	b.says(t, "report.json")
	b.key(fyne.KeyEscape)
	if slices.ContainsFunc(b.jobs.helped, func(line string) bool { return strings.HasPrefix(line, "write") }) {
		t.Errorf("written unasked: %q", b.jobs.helped)
	}
	b.setReportPath("/home/mila/here.zip")
	b.tap(t, "save_report")
	b.says(t, "Support report saved")
	b.tap(t, "show_folder:/home/mila/here.zip")
	if !slices.Equal(b.opened, []string{"/home/mila/here.zip"}) {
		t.Errorf("opened %q", b.opened)
	}
}

func TestAReportThatCannotBeWrittenIsTold(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "make_report")
	b.jobs.reportErr = core.ErrPartlyDone
	b.tap(t, "save_report")
	b.says(t, "Support report")
	if b.attention() == nil {
		t.Error("nothing is said")
	}
}

func TestActivityIsFilteredAndCopied(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.goTo(present.PageActivity)
	b.tells(t, "11 entries since 19 November")
	field := b.drawn.parts.find("filter")
	b.window.Canvas().Focus(field)
	for _, letter := range "renewed" {
		field.TypedRune(letter)
	}
	if b.window.Canvas().Focused() != field {
		t.Error("the field lost the focus")
	}
	b.tells(t, "2 entries since 21 November")
	b.tap(t, "copy")
	if want := "2026-11-22 10:16:00  Session renewed (by itself)\n2026-11-21 08:57:00  Session renewed (by itself)"; b.copied != want {
		t.Errorf("copied %q", b.copied)
	}
}

func TestActivityIsReadAgainWhenSomethingHappens(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.jobs.activity = core.ActivityAnswer{}
	b.goTo(present.PageActivity)
	b.tells(t, "Nothing has happened yet")
	b.jobs.activity = milaActivity()
	b.reload()
	b.tells(t, "Session renewed")
}
