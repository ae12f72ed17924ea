package core_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/session"
	"latchkey/session/browsers"
)

// A rung is climbed only when something was done: an open browser keeps its
// cookies, and a sign-in in it proves nothing about them.
func TestTheRungOfTheCookiesIsNotClimbedWhileTheBrowserIsOpen(t *testing.T) {
	own := browsers.HostCount{Host: "127.0.0.1", Cookies: 2}
	for name, holdings := range map[string][]browsers.Holding{
		"it alone":            {holding("a", true)},
		"beside a closed one": {holding("a", false, own), holding("b", true)},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			opened := h.withBrowsers("direct", &shelf{holdings: holdings})
			h.signIn()
			answer, err := opened.Recheck(t.Context(), core.RecheckOptions{
				MaxStep: core.StepBrowserCookies, Consent: func(string) bool { return true },
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if rung := answer.Steps[4]; rung.Result != "skipped" || rung.Detail != "browser_running" {
				t.Errorf("%s %s", rung.Result, rung.Detail)
			}
		})
	}
}

// What was done is told, and counts, although another part could not be.
func TestAResetWhoseOtherPartIsBusyTellsWhatTheBrowserPartDid(t *testing.T) {
	h := newHome(t)
	played := &shelf{holdings: []browsers.Holding{holding("a", false, browsers.HostCount{Host: "127.0.0.1", Cookies: 2})}}
	opened := h.withBrowsers("direct", played)
	h.signIn()
	plan, err := opened.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeBrowser, core.ScopeSession}})
	if err != nil {
		t.Fatal(err)
	}
	lock, err := h.SessionFile.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Unlock() }()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	answer, err := opened.ApplyReset(ctx, plan)
	if !errors.Is(err, core.ErrPartlyDone) || len(played.removed) != 1 {
		t.Fatalf("apply: %v, removed %q", err, played.removed)
	}
	for _, result := range answer.Results {
		want := "failed"
		if result.What == core.ItemBrowserCookies {
			want = "done"
		}
		if result.Result != want && result.Result != "skipped" {
			t.Errorf("%+v", result)
		}
	}
	if state := opened.SessionFile.Inspect().State; state != session.FileOK || !answer.Applied {
		t.Errorf("session file %s, applied %v", state, answer.Applied)
	}
}

// A store that cannot be looked into is named, or its cookies would pass for gone.
func TestAStoreThatCannotBeLookedIntoStandsInThePlan(t *testing.T) {
	unreadable, empty, safari := holding("a", false), holding("b", false), holding("c", false)
	unreadable.State, unreadable.Reason = browsers.StateUnreadable, "the system failed"
	empty.State = browsers.StateNoCookies
	safari.State, safari.Family = browsers.StateRefused, browsers.FamilySafari
	for clearing, want := range map[string]map[string]string{
		"direct": {"a": "refused", "c": "guided"}, "guided": {"a": "guided", "c": "guided"}, "off": {},
	} {
		h := newHome(t)
		opened := h.withBrowsers(clearing, &shelf{holdings: []browsers.Holding{unreadable, empty, safari}})
		plan, err := opened.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeBrowser}})
		if err != nil {
			t.Fatal(err)
		}
		if len(plan.Items) != 1+len(want) {
			t.Errorf("%s: %+v", clearing, plan.Items)
		}
		for _, item := range plan.Items[1:] {
			if item.Action != core.ActionSkip || item.Note != want[item.Label] {
				t.Errorf("%s: %+v", clearing, item)
			}
		}
	}
}

// The person who does not come is told so, also when lower rungs brought an answer.
func TestAWaitThatRunsOutAtTheSignInRungIsOne(t *testing.T) {
	h := newHome(t)
	parts := h.Deps
	comes := true
	parts.Browser = func(ctx context.Context, url string) error {
		if !comes {
			return nil // nobody looks at it
		}
		return h.person.Open(ctx, url)
	}
	h.Core = core.New(parts)
	h.signIn()
	comes = false
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	answer, err := h.Recheck(ctx, core.RecheckOptions{MaxStep: core.StepSignIn, Consent: func(string) bool { return true }}, nil)
	if !errors.Is(err, core.ErrWaitTimeout) || exitOf(err) != core.ExitCancelled {
		t.Errorf("recheck: %v, %+v", err, answer.Steps)
	}
}
