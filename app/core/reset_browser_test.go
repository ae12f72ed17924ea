package core_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"latchkey/app/core"
	"latchkey/session/browsers"
	"latchkey/session/vault"
)

// shelf plays the browsers of a computer.
type shelf struct {
	holdings []browsers.Holding
	removed  []string
	wanted   []browsers.Wanted
	err      error
}

func (s *shelf) Find() ([]browsers.Profile, error) {
	var found []browsers.Profile
	for _, holding := range s.holdings {
		found = append(found, holding.Profile)
	}
	return found, nil
}

func (s *shelf) Count(_ context.Context, profile browsers.Profile, _ []string) browsers.Holding {
	i := slices.IndexFunc(s.holdings, func(h browsers.Holding) bool { return h.Path == profile.Path })
	return s.holdings[i]
}

func (s *shelf) Remove(_ context.Context, profile browsers.Profile, wanted browsers.Wanted) (browsers.Removal, error) {
	if s.err != nil {
		return browsers.Removal{}, s.err
	}
	s.removed, s.wanted = append(s.removed, profile.Path), append(s.wanted, wanted)
	return browsers.Removal{Removed: []browsers.HostCount{{Host: "127.0.0.1", Cookies: 2}}, Integrity: true}, nil
}

func holding(name string, running bool, hosts ...browsers.HostCount) browsers.Holding {
	state := browsers.StateOK
	if running {
		state = browsers.StateRunning
	}
	return browsers.Holding{
		Profile: browsers.Profile{
			Place: browsers.Place{ID: name, Name: name, Family: browsers.FamilyFirefox, Root: "/home/" + name}, Path: "/home/" + name + "/default",
		},
		Running: running, State: state, Hosts: hosts,
	}
}

// withBrowsers starts Latchkey in the home beside played browsers.
func (h *home) withBrowsers(clearing string, s *shelf) *core.Core {
	h.t.Helper()
	parts := h.open(vault.Memory).Deps
	parts.Browsers = s
	opened := core.New(parts)
	h.Core = opened
	if _, err := opened.SetSetting(h.t.Context(), "browser_clearing", clearing); err != nil {
		h.t.Fatal(err)
	}
	return opened
}

func TestResettingTheBrowserTakesTheMeansInTheirOrder(t *testing.T) {
	own := browsers.HostCount{Host: "127.0.0.1", Cookies: 2}
	parent := browsers.HostCount{Host: ".example.com", Cookies: 1, Parent: true}
	for _, row := range []struct {
		name, clearing string
		holdings       []browsers.Holding
		parents        bool
		actions        []string // of the session, then of each profile
		removed        int
		exit           int
	}{
		{"guided ends the session and shows the way", "guided", []browsers.Holding{holding("a", false, own)}, false, []string{"revoke", "skip guided"}, 0, 0},
		{"off ends the session only", "off", []browsers.Holding{holding("a", false, own)}, false, []string{"revoke", "skip clearing_off"}, 0, 0},
		{"direct and closed removes, and opens no browser", "direct", []browsers.Holding{holding("a", false, own)}, false, []string{"skip cookies_go", "delete"}, 1, 0},
		{"direct and open ends the session and leaves the cookies", "direct", []browsers.Holding{holding("a", true, own)}, false, []string{"revoke", "skip "}, 0, core.ExitPartly},
		{"direct takes the closed one of two", "direct", []browsers.Holding{holding("a", true), holding("b", false, own)}, false, []string{"revoke", "skip ", "delete"}, 1, core.ExitPartly},
		{"wider domains stay without a question", "direct", []browsers.Holding{holding("a", false, parent)}, false, []string{"revoke", "skip parent_domain"}, 0, 0},
		{"wider domains go after a question", "direct", []browsers.Holding{holding("a", false, parent)}, true, []string{"skip cookies_go", "delete"}, 1, 0},
		{"nothing of the hosts, nothing to do with it", "direct", []browsers.Holding{holding("a", false)}, false, []string{"revoke"}, 0, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := newHome(t)
			played := &shelf{holdings: row.holdings}
			opened := h.withBrowsers(row.clearing, played)
			h.signIn()
			plan, err := opened.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeBrowser}, ParentDomains: row.parents})
			if err != nil {
				t.Fatal(err)
			}
			var actions []string
			for _, item := range plan.Items {
				action := item.Action
				if action == core.ActionSkip {
					action += " " + item.Note
				}
				actions = append(actions, action)
			}
			if !slices.Equal(actions, row.actions) {
				t.Errorf("actions %q, want %q", actions, row.actions)
			}
			answer, err := opened.ApplyReset(t.Context(), plan)
			exit := 0
			if err != nil {
				exit = exitOf(err)
			}
			if exit != row.exit || len(played.removed) != row.removed {
				t.Errorf("exit %d, removed %q, results %+v: %v", exit, played.removed, answer.Results, err)
			}
			if state := h.status().State; state != core.StateSignedIn {
				t.Errorf("the session of Latchkey itself is %s", state)
			}
		})
	}
}

func TestABrowserThatIsOpenLeavesNothingDoneWhereThereIsNoSession(t *testing.T) {
	h := newHome(t)
	played := &shelf{holdings: []browsers.Holding{holding("a", true)}}
	opened := h.withBrowsers("direct", played)
	plan, err := opened.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeBrowser}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = opened.ApplyReset(t.Context(), plan)
	var running *core.AppRunningError
	if !errors.As(err, &running) || core.Code(err) != "browser_running" || exitOf(err) != core.ExitBusy {
		t.Errorf("apply: %v, code %s", err, core.Code(err))
	}
}

func TestAStoreThatIsRefusedIsToldAndTheRestIsDone(t *testing.T) {
	h := newHome(t)
	played := &shelf{
		holdings: []browsers.Holding{holding("a", false, browsers.HostCount{Host: "127.0.0.1", Cookies: 1})},
		err:      &browsers.StoreError{Path: "/home/a", Reason: "the browser runs", Kind: browsers.ErrRunning},
	}
	opened := h.withBrowsers("direct", played)
	h.signIn()
	plan, err := opened.PlanReset(t.Context(), core.ResetRequest{Scopes: []string{core.ScopeRights, core.ScopeBrowser}})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := opened.ApplyReset(t.Context(), plan)
	if !errors.Is(err, core.ErrPartlyDone) {
		t.Fatalf("apply: %v", err)
	}
	done := map[string]string{}
	for _, result := range answer.Results {
		done[result.What] = result.Result + " " + result.Detail
	}
	if done[core.ItemBrowserCookies] != "failed browser_running" || done[core.ItemRightsCache] != "done " || answer.Backup == nil {
		t.Errorf("results %q", done)
	}
}

func TestTheRungOfTheCookiesRemovesThemOnlyWhereThatWasChosen(t *testing.T) {
	for clearing, want := range map[string]int{"guided": 0, "direct": 1} {
		t.Run(clearing, func(t *testing.T) {
			h := newHome(t)
			played := &shelf{holdings: []browsers.Holding{holding("a", false, browsers.HostCount{Host: "127.0.0.1", Cookies: 2})}}
			opened := h.withBrowsers(clearing, played)
			h.signIn()
			answer, err := opened.Recheck(t.Context(), core.RecheckOptions{
				MaxStep: core.StepMessage, Consent: func(string) bool { return true },
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			rung := "skipped cookies_left" // nobody removed them
			if clearing == "direct" {
				rung = "unchanged same"
			}
			if got := answer.Steps[4].Result + " " + answer.Steps[4].Detail; got != rung {
				t.Errorf("the rung: %s, want %s", got, rung)
			}
			if len(played.removed) != want || len(answer.Steps) != 6 || answer.Steps[5].Result != "written" {
				t.Errorf("removed %q, steps %+v", played.removed, answer.Steps)
			}
			if len(played.wanted) > 0 && (played.wanted[0].Parents || !slices.Equal(played.wanted[0].Hosts, []string{"127.0.0.1"})) {
				t.Errorf("wanted %+v", played.wanted)
			}
		})
	}
}
