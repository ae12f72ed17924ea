package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

func (b *bench) troubleshoot(t *testing.T, names ...string) {
	t.Helper()
	b.goTo(present.PageTroubleshoot)
	for _, name := range names {
		b.tap(t, name)
	}
}

func (b *bench) tells(t *testing.T, text string) {
	t.Helper()
	if !b.shows(text) {
		t.Errorf("%q is not shown, but %q", text, b.texts())
	}
}

func TestChecksShowAsTheyEndAndTheFindingIsTheTitle(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.jobs.checking = func(context.Context) {
		b.says(t, "Troubleshoot")
		b.tells(t, "9 of 14")
		b.tells(t, "You need to sign in again")
		if b.drawn.parts.find("check_all") != nil || b.drawn.parts.find("cancel") == nil {
			t.Error("Stop does not have the place of the button")
		}
	}
	b.troubleshoot(t, "check_all")
	b.says(t, "You need to sign in again")
	b.tells(t, "4 wait for what has to be mended first")
	b.tells(t, "Northquay Gateway")
}

func TestAFailedCheckIsMendedWhereItHasAPageOfItsOwn(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "check_all", "sign_in")
	if !slices.Contains(b.jobs.asked, "sign-in acme device=false fresh=false") {
		t.Errorf("asked %q", b.jobs.asked)
	}
	b.says(t, "You’re signed in")
	b.jobs.doctor = allWell()
	b.tap(t, "check_again")
	b.says(t, "Everything works here")
}

func TestWhatWasGivenUpIsNotOfferedAgain(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.jobs.signInErr = errors.New("no")
	b.troubleshoot(t, "check_all", "sign_in")
	b.visit(present.PageHome)
	b.act(present.DoRecheck, "")
	if b.notice != nil {
		t.Errorf("offers %+v", b.notice)
	}
}

func TestAFixWithoutAPageGoesThroughTheCore(t *testing.T) {
	jobs := signedInJobs()
	check := jobs.doctor.Find("signed-in")
	check.ProblemCode, check.Fix = "home_shared", &core.FixAnswer{ID: core.MendTighten, Argument: "/home/mila/x", By: core.ByLatchkey}
	b := newBench(t, jobs)
	b.troubleshoot(t, "check_all", "fix:check:signed-in")
	want := core.FixRequest{ID: core.MendTighten, Argument: "/home/mila/x", Account: "a1", Language: "en"}
	if jobs.lastFix != want {
		t.Errorf("fixed %+v", jobs.lastFix)
	}
	if last := jobs.helped[len(jobs.helped)-1]; last != "diagnose a1 []" {
		t.Errorf("afterwards %q", jobs.helped)
	}
}

func TestAFixThatFailsIsTold(t *testing.T) {
	jobs := signedInJobs()
	jobs.fixErr = core.ErrPartlyDone
	check := jobs.doctor.Find("signed-in")
	check.Fix = &core.FixAnswer{ID: core.MendRenew, By: core.ByLatchkey}
	b := newBench(t, jobs)
	b.troubleshoot(t, "check_all", "fix:check:signed-in")
	if b.attention() == nil {
		t.Error("nothing is said")
	}
	b.says(t, "You need to sign in again")
}

func TestWhatOnlyAPersonCanDoIsSaidAndCheckedAgain(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t, "check_all", "row:clock")
	b.tells(t, "Set the clock")
	b.tap(t, "check_again")
	if n := strings.Count(strings.Join(b.jobs.helped, "\n"), "diagnose"); n != 2 {
		t.Errorf("looked %d times: %q", n, b.jobs.helped)
	}
}

func TestALookCanBeStopped(t *testing.T) {
	for name, begin := range map[string]func(b *bench){
		"checks": func(b *bench) { b.checkAll() },
		"why":    func(b *bench) { b.findWhy("") },
		"report": func(b *bench) { b.makeReport() },
	} {
		for _, way := range []string{"button", "key"} {
			t.Run(name+"/"+way, func(t *testing.T) {
				b := newBench(t, signedInJobs())
				stopped := false
				b.goTo(present.PageTroubleshoot)
				b.jobs.checking = func(ctx context.Context) {
					if way == "key" {
						b.key(fyne.KeyEscape)
					} else {
						b.tap(t, "cancel")
					}
					stopped = ctx.Err() != nil
				}
				begin(b)
				b.says(t, "Troubleshoot")
				if !stopped || b.problem != nil || b.trouble.look != nil {
					t.Errorf("stopped %v, problem %v", stopped, b.problem)
				}
			})
		}
	}
}

func TestTypingFindsSymptomsAndKeepsTheField(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.troubleshoot(t)
	field := b.drawn.parts.find("search")
	b.window.Canvas().Focus(field)
	for _, letter := range "code" {
		field.TypedRune(letter)
	}
	if b.window.Canvas().Focused() != field {
		t.Error("the field lost the focus")
	}
	if b.drawn.parts.find("troubleshoot:no_mail") == nil || b.drawn.parts.find("troubleshoot:password_forgotten") != nil {
		t.Errorf("found %v", b.drawn.parts.order)
	}
	if last := b.jobs.helped[len(b.jobs.helped)-1]; last != `search "code"` {
		t.Errorf("asked %q", b.jobs.helped)
	}
	field.TypedRune('x')
	b.tells(t, "Nothing matches")
}

func TestALateAnswerToASearchIsOfNoInterest(t *testing.T) {
	b := newBench(t, signedInJobs())
	var waiting []func()
	b.deps.Background = func(work func()) { waiting = append(waiting, work) }
	b.troubleshoot(t)
	b.search("password")
	b.search("address")
	slices.Reverse(waiting)
	for _, work := range waiting {
		work()
	}
	if b.drawn.parts.find("troubleshoot:address_unknown") == nil || b.drawn.parts.find("troubleshoot:password_forgotten") != nil {
		t.Errorf("shows %v", b.drawn.parts.order)
	}
}

func TestWhyOpensTheBrokenLinkAndTestsItAgain(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	b.tap(t, "why:app:sketchup@2025")
	b.says(t, "You need to sign in again")
	row := b.drawn.parts.find("row:session").(*widgets.CheckRow)
	if !row.Open() {
		t.Error("the broken link is closed")
	}
	mended := holding()
	jobs.mended = &mended
	b.tap(t, "check_again")
	b.says(t, "Nothing stands in the way")
	want := []string{`why "app:sketchup@2025" again=false`, `why "app:sketchup@2025" again=true`, `why "app:sketchup@2025" again=false`}
	var asked []string
	for _, line := range jobs.helped {
		if strings.HasPrefix(line, "why") {
			asked = append(asked, line)
		}
	}
	if !slices.Equal(asked, want) {
		t.Errorf("asked %q", asked)
	}
}

func TestHelpIsThereWithoutAProvider(t *testing.T) {
	jobs := signedOutJobs()
	jobs.providers = nil
	jobs.doctor = allWell()
	b := newBench(t, jobs)
	b.troubleshoot(t, "check_all")
	b.says(t, "Everything works here")
	b.tap(t, "troubleshoot:rights_gone")
	b.says(t, "My access rights are gone")
	b.key(fyne.KeyEscape)
	b.key(fyne.KeyEscape)
	b.says(t, "Everything works here")
}

func TestAChainThatCannotBeWalkedIsTold(t *testing.T) {
	jobs := signedInJobs()
	jobs.doctorErr = &core.UnknownSubjectError{Name: "zeppelin"}
	b := newBench(t, jobs)
	b.act(present.DoWhy, "zeppelin")
	b.says(t, "Troubleshoot")
	if b.attention() == nil {
		t.Error("nothing is said")
	}
	jobs.doctorErr = nil
	b.act(present.DoTryAgain, "")
	b.says(t, "You need to sign in again")
}

func TestAFailedLookIsTold(t *testing.T) {
	jobs := signedInJobs()
	jobs.doctorErr = core.ErrPartlyDone
	b := newBench(t, jobs)
	b.troubleshoot(t, "check_all")
	if b.attention() == nil {
		t.Error("nothing is said")
	}
	jobs.doctorErr = nil
	b.act(present.DoTryAgain, "")
	b.says(t, "You need to sign in again")
}
