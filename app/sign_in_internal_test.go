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
	"latchkey/auth"
	"latchkey/session"
)

func TestSignInShowsItsStepsAndEndsSignedIn(t *testing.T) {
	jobs := signedOutJobs()
	waitingForBrowser(jobs)
	b := newBench(t, jobs)
	b.says(t, "You’re signed out")
	jobs.during = func(context.Context) {
		b.says(t, "Signing you in")
		b.tap(t, "copy")
		b.tap(t, "open_again:"+longAddress)
		b.clock.Move(5e9)
		if !slices.Contains(b.texts(), "0:05") {
			t.Error("the elapsed time does not run")
		}
	}
	b.tap(t, "sign_in")
	b.says(t, "You’re signed in")
	if b.copied != longAddress || !slices.Equal(b.opened, []string{longAddress}) {
		t.Errorf("copied %q, opened %q", b.copied, b.opened)
	}
}

func TestACancelledSignInIsNoFailure(t *testing.T) {
	for name, cancel := range map[string]func(*bench){
		"button": func(b *bench) { b.tap(t, "cancel") },
		"escape": func(b *bench) { b.key(fyne.KeyEscape) },
	} {
		t.Run(name, func(t *testing.T) {
			jobs := signedOutJobs()
			waitingForBrowser(jobs)
			b := newBench(t, jobs)
			jobs.during = func(ctx context.Context) {
				cancel(b)
				b.says(t, "You’re signed out")
				if ctx.Err() == nil {
					t.Error("the job was not told")
				}
			}
			b.tap(t, "sign_in")
			b.says(t, "You’re signed out")
			if b.problem != nil {
				t.Errorf("a banner tells of %v", b.problem)
			}
		})
	}
}

func TestTheCodeTakesOverFromTheBrowser(t *testing.T) {
	jobs := signedOutJobs()
	waitingForBrowser(jobs)
	b := newBench(t, jobs)
	jobs.during = func(context.Context) {
		waitingForDevice(jobs)
		jobs.during = func(context.Context) { b.says(t, "Sign in on another device") }
		b.tap(t, "use_code")
	}
	b.tap(t, "sign_in")
	want := []string{"test acme", "sign-in acme device=false fresh=false", "sign-in acme device=true fresh=false"}
	if got := jobs.asked[len(jobs.asked)-2:]; !slices.Equal(got, want[1:]) {
		t.Errorf("asked %q, want %q", got, want[1:])
	}
	b.says(t, "You’re signed in")
}

func TestABrowserThatDoesNotOpenIsSaidWhereTheAddressIs(t *testing.T) {
	jobs := signedOutJobs()
	waitingForBrowser(jobs)
	b := newBench(t, jobs, func(d *Deps) {
		d.OpenURL = func(context.Context, string) error { return auth.ErrBrowser }
	})
	jobs.during = func(context.Context) {
		b.tap(t, "open_again:"+longAddress)
		for _, want := range []string{
			"No browser could be opened. The address is on the clipboard; paste it into any browser on this computer.", "No browser opened",
		} {
			if !slices.Contains(b.texts(), want) {
				t.Errorf("%q is not said: %q", want, b.texts())
			}
		}
		if b.copied != longAddress {
			t.Errorf("on the clipboard is %q", b.copied)
		}
	}
	b.tap(t, "sign_in")
	if b.problem != nil {
		t.Errorf("a banner tells of %v", b.problem)
	}
}

func TestAFailedSignInSaysWhatToDo(t *testing.T) {
	jobs := signedOutJobs()
	jobs.signInErr = auth.ErrDeclined
	b := newBench(t, jobs)
	b.tap(t, "sign_in")
	b.says(t, "You’re signed out")
	banner := b.attention()
	if banner == nil || banner.Button == nil || banner.Button.Action != present.DoSignIn {
		t.Fatalf("banner is %+v", banner)
	}
	for _, text := range b.texts() {
		if strings.Contains(text, "`") {
			t.Errorf("a command is shown in the window: %q", text)
		}
	}
	jobs.signInErr = nil
	b.tap(t, "sign_in#2") // the banner's
	b.says(t, "You’re signed in")
	if b.attention() != nil {
		t.Error("the banner stays after it worked")
	}
}

func TestRightsThatCouldNotBeReadDoNotUndoASignIn(t *testing.T) {
	b := newBench(t, signedOutJobs())
	b.signedIn(core.SignInAnswer{RightsProblem: "rights_forbidden"})
	if b.notice == nil {
		t.Error("nothing is said")
	}
}

func TestTheDemoSignsInAsTheChosenPerson(t *testing.T) {
	jobs := signedOutJobs()
	var chosen []string
	b := newBench(t, jobs, func(d *Deps) {
		demoDeps(d)
		d.Demo.SignInAs = func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error) {
			chosen = append(chosen, person)
			return jobs.SignIn(ctx, o, notify)
		}
	})
	b.tap(t, "sign_in_as:omar")
	b.says(t, "You’re signed in")
	if !slices.Equal(chosen, []string{"omar"}) {
		t.Errorf("signed in as %q", chosen)
	}
}

func TestSignOut(t *testing.T) {
	b := newBench(t, signedInJobs())
	b.tap(t, "sign_out:a1")
	b.says(t, "You’re signed out")
}

func TestASignOutThatTheProviderDidNotConfirmIsSaid(t *testing.T) {
	jobs := signedInJobs()
	jobs.signOutErr = core.ErrPartlyDone
	b := newBench(t, jobs)
	b.tap(t, "sign_out:a1")
	b.says(t, "You’re signed out")
	if !slices.ContainsFunc(b.texts(), func(text string) bool { return strings.HasPrefix(text, "You’re signed out here.") }) {
		t.Errorf("nothing is said: %q", b.texts())
	}
}

func TestTryAgainRepeatsWhatFailed(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	b.goTo(present.PageApps)
	jobs.undoErr = session.ErrBusy
	b.tap(t, "undo:b2")
	jobs.undoErr = nil
	b.tap(t, "try_again")
	b.says(t, "Everything is put back")
	if want := []string{"plan undo b2", "plan undo b2", "undo b2"}; !slices.Equal(jobs.asked[len(jobs.asked)-3:], want) {
		t.Errorf("asked %q", jobs.asked)
	}
}

func TestNoNetworkIsAStateAndEndsByItself(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	jobs.recheckErr = &auth.UnreachableError{Host: "id.example.com", Cause: "dns"}
	jobs.testErr = jobs.recheckErr
	b.tap(t, "recheck")
	b.goTo(present.PageHome)
	b.says(t, "You’re signed in")
	if !b.offline || b.problem != nil {
		t.Fatalf("offline %v, problem %v", b.offline, b.problem)
	}
	b.clock.Move(probePause)
	if !b.offline {
		t.Error("online without a network")
	}
	jobs.testErr = nil
	b.clock.Move(probePause)
	if b.offline {
		t.Error("the network came back and nobody noticed")
	}
}

func TestAServerInTroubleIsNotOffline(t *testing.T) {
	jobs := signedInJobs()
	b := newBench(t, jobs)
	jobs.recheckErr = &auth.UnreachableError{Host: "id.example.com", Cause: "server_error", Status: 503}
	b.tap(t, "recheck")
	if b.offline || !errors.Is(b.problem, auth.ErrUnreachable) {
		t.Errorf("offline %v, problem %v", b.offline, b.problem)
	}
}
