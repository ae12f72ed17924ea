package doctor_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"latchkey/app/doctor"
)

// check makes a check that gives a finding at once.
func check(id string, link doctor.Link, finding doctor.Finding, after ...string) doctor.Check {
	return doctor.Check{ID: id, Link: link, After: after, Look: func(context.Context) doctor.Finding { return finding }}
}

var (
	passes = doctor.Passed("fine")
	warns  = doctor.Warned("slow", doctor.Fix{}, doctor.Saw("slow"))
	fails  = doctor.Failed("broken", doctor.Fix{ID: "mend"}, doctor.Saw("broken"))
	skips  = doctor.Skipped("nothing")
)

func run(t *testing.T, checks []doctor.Check, only ...string) doctor.Report {
	t.Helper()
	report, err := doctor.Run(t.Context(), checks, doctor.Options{Now: time.Now, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestAFailureHidesWhatFollowsFromIt(t *testing.T) {
	report := run(t, []doctor.Check{
		check("account", doctor.LinkAccount, fails, "server"),
		check("server", doctor.LinkNetwork, fails, "name"),
		check("name", doctor.LinkNetwork, fails),
		check("disk", doctor.LinkStorage, passes),
	})
	for id, want := range map[string]string{"name": "", "server": "name", "account": "name", "disk": ""} {
		result, _ := report.Find(id)
		if result.HiddenBy != want {
			t.Errorf("%s is hidden by %q, want %q", id, result.HiddenBy, want)
		}
		if hidden := want != ""; hidden != (result.Verdict == doctor.Skip) {
			t.Errorf("%s: %s", id, result.Verdict)
		}
	}
	if worst := report.Worst(); worst == nil || worst.ID != "name" {
		t.Errorf("the worst is %v: a consequence is no cause", worst)
	}
}

// A warning, and a check without anything to look at, say nothing against what
// comes after them.
func TestOnlyAFailureHides(t *testing.T) {
	for name, before := range map[string]doctor.Finding{"a warning": warns, "a skip": skips, "a pass": passes} {
		report := run(t, []doctor.Check{check("first", doctor.LinkClock, before), check("second", doctor.LinkToken, fails, "first")})
		if second, _ := report.Find("second"); second.Verdict != doctor.Fail {
			t.Errorf("%s hides: %+v", name, second)
		}
	}
}

func TestTheWorstIsAFailureAndThenWhatComesFirstInTheChain(t *testing.T) {
	tests := []struct {
		name   string
		checks []doctor.Check
		want   string
	}{
		{"nothing", []doctor.Check{check("a", doctor.LinkApp, passes), check("b", doctor.LinkNone, skips)}, ""},
		{"a failure before a warning", []doctor.Check{check("warned", doctor.LinkApp, warns), check("failed", doctor.LinkClock, fails)}, "failed"},
		{"the chain", []doctor.Check{check("clock", doctor.LinkClock, fails), check("session", doctor.LinkSession, fails)}, "session"},
		{"outside of the chain last", []doctor.Check{check("display", doctor.LinkNone, fails), check("clock", doctor.LinkClock, fails)}, "clock"},
		{"the order of the table", []doctor.Check{check("one", doctor.LinkApp, fails), check("two", doctor.LinkApp, fails)}, "one"},
		{"a warning alone", []doctor.Check{check("warned", doctor.LinkNone, warns), check("fine", doctor.LinkApp, passes)}, "warned"},
	}
	for _, test := range tests {
		got := ""
		if worst := run(t, test.checks).Worst(); worst != nil {
			got = worst.ID
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTheLinksTellWhereTheChainIsBroken(t *testing.T) {
	report := run(t, []doctor.Check{
		check("app", doctor.LinkApp, passes),
		check("rights", doctor.LinkRight, passes, "token"),
		check("account", doctor.LinkAccount, warns),
		check("token", doctor.LinkToken, passes, "storage"),
		check("storage", doctor.LinkStorage, fails),
		check("network", doctor.LinkNetwork, skips),
	})
	want := map[doctor.Link]doctor.State{
		doctor.LinkApp: doctor.LinkOK, doctor.LinkRight: doctor.LinkHidden, doctor.LinkAccount: doctor.LinkWarned,
		doctor.LinkSession: doctor.LinkNothing, doctor.LinkToken: doctor.LinkHidden, doctor.LinkStorage: doctor.LinkBroken,
		doctor.LinkNetwork: doctor.LinkNothing, doctor.LinkClock: doctor.LinkNothing,
	}
	links := report.Links()
	if len(links) != len(doctor.Chain()) {
		t.Fatalf("%d links", len(links))
	}
	for i, link := range links {
		if link.Link != doctor.Chain()[i] || link.State != want[link.Link] {
			t.Errorf("%s is %s, want %s", link.Link, link.State, want[link.Link])
		}
	}
}

// Each waits only for its own: a slow check holds nobody up who does not depend
// on it, and one that never answers is left behind at the end of its patience.
func TestEachCheckHasADeadlineOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := make(chan struct{})
		defer close(never)
		hangs := func(context.Context) doctor.Finding { <-never; return passes }
		slow := func(context.Context) doctor.Finding { time.Sleep(2 * time.Second); return passes }
		begun := time.Now()
		report := run(t, []doctor.Check{
			{ID: "hangs", Patience: 3 * time.Second, Look: hangs},
			{ID: "slow", Look: slow},
			check("after hanging", doctor.LinkToken, passes, "hangs"),
			check("after slow", doctor.LinkToken, passes, "slow"),
		})
		if took := time.Since(begun); took >= 4*time.Second {
			t.Errorf("it took %s: the checks did not run side by side, or waited for one that hangs", took)
		}
		if result, _ := report.Find("hangs"); result.Code != "timeout" || !errors.Is(result.Err, doctor.ErrTimeout) {
			t.Errorf("the check that hangs: %+v", result)
		}
		if result, _ := report.Find("after hanging"); result.HiddenBy != "hangs" {
			t.Errorf("what depends on it: %+v", result)
		}
		if result, _ := report.Find("after slow"); result.Verdict != doctor.Pass || result.At.Sub(begun) != 2*time.Second {
			t.Errorf("what depends on the slow one: %+v", result)
		}
	})
}

func TestACheckWhoseTimeHasEndedMaySayWhatItSaw(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		report := run(t, []doctor.Check{{ID: "server", Look: func(ctx context.Context) doctor.Finding {
			<-ctx.Done()
			return fails
		}}})
		if result, _ := report.Find("server"); result.Code != "broken" {
			t.Errorf("its own words are lost: %+v", result)
		}
	})
}

func TestADefectInACheckLeavesTheOthersAlone(t *testing.T) {
	report := run(t, []doctor.Check{
		{ID: "defect", Look: func(context.Context) doctor.Finding { panic("a secret perhaps") }},
		check("other", doctor.LinkApp, passes),
	})
	defect, _ := report.Find("defect")
	if defect.Verdict != doctor.Warn || defect.Code != "unexpected" || strings.Contains(defect.Err.Error(), "secret") {
		t.Errorf("the defect: %+v", defect)
	}
	if other, _ := report.Find("other"); other.Verdict != doctor.Pass {
		t.Errorf("the other: %+v", other)
	}
}

func TestOnlyRunsWhatIsAskedForAndWhatThatDependsOn(t *testing.T) {
	checks := []doctor.Check{
		check("rights", doctor.LinkRight, passes, "token"), check("token", doctor.LinkToken, passes, "network"),
		check("network", doctor.LinkNetwork, passes), check("disk", doctor.LinkStorage, fails),
	}
	var got []string
	for _, result := range run(t, checks, "token").Results {
		got = append(got, result.ID)
	}
	if !slices.Equal(got, []string{"token", "network"}) {
		t.Errorf("ran %v", got)
	}
	_, err := doctor.Run(t.Context(), checks, doctor.Options{Now: time.Now, Only: []string{"tokn"}})
	var unknown *doctor.UnknownCheckError
	if !errors.As(err, &unknown) || unknown.ID != "tokn" || len(unknown.Known) != 4 {
		t.Errorf("an unknown check: %v", err)
	}
}

func TestWhatHappensIsToldAsItHappens(t *testing.T) {
	var told []string
	_, err := doctor.Run(t.Context(), []doctor.Check{
		check("second", doctor.LinkToken, passes, "first"), check("first", doctor.LinkClock, fails),
	}, doctor.Options{
		Now:     time.Now,
		Started: func(c doctor.Check) { told = append(told, "began "+c.ID) },
		Done:    func(r doctor.Result) { told = append(told, string(r.Verdict)+" "+r.ID) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"began first", "fail first", "skip second"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

func TestStoppingStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := make(chan struct{})
		defer close(never)
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		begun := time.Now()
		report, err := doctor.Run(ctx, []doctor.Check{
			{ID: "hangs", Patience: time.Hour, Look: func(context.Context) doctor.Finding { <-never; return passes }},
		}, doctor.Options{Now: time.Now})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > 2*time.Second {
			t.Errorf("%v after %s", err, time.Since(begun))
		}
		if hangs, _ := report.Find("hangs"); hangs.Verdict != doctor.Fail || hangs.Code != "timeout" {
			t.Errorf("out of time, and yet it says %+v", hangs)
		}
	})
}

// A check that was left behind may still be writing what the next one would read.
func TestNothingBeginsOnceTheRunHasEnded(t *testing.T) {
	for name, test := range map[string]struct {
		end  func(context.Context) (context.Context, context.CancelFunc)
		want doctor.Verdict
	}{
		"stopped": {end: stopSoon, want: doctor.Skip},
		"out of time": {end: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, want: doctor.Fail},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := test.end(t.Context())
			defer stop()
			begun := false
			report, _ := doctor.Run(ctx, []doctor.Check{
				{ID: "first", Look: func(ctx context.Context) doctor.Finding { <-ctx.Done(); return doctor.Skipped("stopped") }},
				{ID: "second", After: []string{"first"}, Look: func(context.Context) doctor.Finding { begun = true; return passes }},
			}, doctor.Options{Now: time.Now})
			if second, _ := report.Find("second"); begun || second.Verdict != test.want {
				t.Errorf("%s: begun %t, %s", name, begun, second.Verdict)
			}
		})
	}
}

func stopSoon(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	time.AfterFunc(time.Second, stop)
	return ctx, stop
}

func TestEvidenceTakesTypedValuesOnly(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a bare text was let in, of which nobody knows what it names")
		}
	}()
	doctor.Saw("someone", "who", "mila")
}
