package core

import (
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"latchkey/app/doctor"
	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/activity"
)

// noted is a core that knows nothing but what happened, an hour apart.
func noted(t *testing.T, events ...activity.Event) (*Core, time.Time) {
	t.Helper()
	begun := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	now := begun
	c := &Core{Deps: Deps{Now: func() time.Time { return now }, Env: func(string) string { return "" }, Log: slog.New(slog.DiscardHandler), Version: "1.0.0"}}
	folder := t.TempDir()
	c.SessionFile = session.NewStore(folder, session.StoreOptions{})
	c.activity = activity.New(filepath.Join(folder, "activity.jsonl"))
	for _, e := range events {
		c.note(e)
		now = now.Add(time.Hour)
	}
	return c, begun
}

func did(what string, result, account, organization string) activity.Event {
	e := activity.Event{What: what, Result: result, Account: account}
	if organization != "" {
		e.Facts = &activity.Facts{Organization: activity.Organization{ID: organization}}
	}
	return e
}

func TestLastSignOutIsWhenSomebodyLeft(t *testing.T) {
	reset := activity.Event{What: EventReset, Result: activity.OK, Subject: "rights,session", Counts: map[string]int{"done": 1}}
	nothing := reset
	nothing.Counts = map[string]int{"skipped": 1}
	ofApp := reset
	ofApp.Subject = "app:sketchup@2024"
	cases := map[string]struct {
		events []activity.Event
		hour   int // -1: never
	}{
		"nothing happened":        {nil, -1},
		"only signed in":          {[]activity.Event{did(EventSignIn, "ok", "aa", "o1"), did(EventSignIn, "ok", "aa", "o1")}, -1},
		"signed out":              {[]activity.Event{did(EventSignIn, "ok", "aa", ""), did(EventSignOut, "ok", "aa", ""), did(EventSignIn, "ok", "aa", "")}, 1},
		"signed out in part":      {[]activity.Event{did(EventSignOut, "partly", "aa", "")}, 0},
		"a sign-out that failed":  {[]activity.Event{did(EventSignOut, "failed", "aa", "")}, -1},
		"reset":                   {[]activity.Event{did(EventSignIn, "ok", "aa", ""), reset}, 1},
		"reset of nothing":        {[]activity.Event{nothing, ofApp}, -1},
		"another account":         {[]activity.Event{did(EventSignIn, "ok", "aa", ""), did(EventSignIn, "failed", "", ""), did(EventSignIn, "ok", "bb", "")}, 2},
		"another organization":    {[]activity.Event{did(EventSignIn, "ok", "aa", "o1"), did(EventSignIn, "ok", "aa", "o2"), did(EventSignIn, "ok", "aa", "o2")}, 1},
		"organization not looked": {[]activity.Event{did(EventSignIn, "ok", "aa", "o1"), did(EventSignIn, "ok", "aa", "")}, -1},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			c, begun := noted(t, test.events...)
			c.Now = func() time.Time { return begun.Add(24 * time.Hour) }
			want := time.Time{}
			if test.hour >= 0 {
				want = begun.Add(time.Duration(test.hour) * time.Hour)
			}
			if got := c.lastSignOut(); !got.Equal(want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

// What an app wrote since would be from before that, and be reset again and again.
func TestASignOutByAClockThatWasAheadIsNone(t *testing.T) {
	c, begun := noted(t, did(EventSignIn, "ok", "aa", ""), did(EventSignOut, "ok", "aa", ""), did(EventSignOut, "ok", "aa", ""))
	c.Now = func() time.Time { return begun.Add(90 * time.Minute) }
	if got, want := c.lastSignOut(), begun.Add(time.Hour); !got.Equal(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestLastEventAndAttemptAreTheNewest(t *testing.T) {
	failed := did(EventSignIn, "failed", "", "")
	failed.Problem = "wait_timeout"
	c, _ := noted(t, did(EventSignIn, "ok", "aa", ""), failed, did(EventRenewed, "ok", "aa", ""))
	if e, ok := c.lastAttempt(); !ok || e.Problem != "wait_timeout" {
		t.Errorf("attempt: %+v, %v", e, ok)
	}
	if e, ok := c.lastEvent(); !ok || e.What != EventRenewed || e.Version != "1.0.0" {
		t.Errorf("of all: %+v, %v", e, ok)
	}
	if e, ok := c.lastEvent(EventReset, EventUndo); ok {
		t.Errorf("of none: %+v", e)
	}
	if e, ok := (&Core{}).lastEvent(); ok {
		t.Errorf("without a log: %+v", e)
	}
}

func TestAnotherClockIssuerAndOrganizationAreChanges(t *testing.T) {
	c, _ := noted(t)
	worked := activity.Event{What: EventSignIn, Result: activity.OK, Account: "aa", Version: "1.0.0", Facts: &activity.Facts{
		Organization: activity.Organization{Name: "Alpha"}, ClockAhead: 0, ProxyUnknown: true, CAIssuer: "Public CA",
	}}
	account := session.Account{ID: "aa", Issuer: "https://id.example", Organization: session.Organization{Name: "Beta"}}
	c.skews.ahead = map[string]skew{account.Issuer: {ahead: -7*time.Minute - 10*time.Second, at: c.Now()}}
	d := newDiagnosis(c, DoctorOptions{})
	d.profile = func() (Profile, error) { return Profile{}, ErrNoProvider }
	found := comparison{core: c, worked: worked, account: account}
	found.around(t.Context(), d)
	want := []ChangedAnswer{
		{What: ChangedClock, Before: "0", After: "-420"}, {What: ChangedOrganization, Before: "Alpha", After: "Beta"},
	}
	if len(found.changes) != len(want) {
		t.Fatalf("%+v", found.changes)
	}
	for i, change := range found.changes {
		if change.What != want[i].What || change.Before != want[i].Before || change.After != want[i].After {
			t.Errorf("%+v, want %+v", change, want[i])
		}
	}
	if kind := found.changes[0].AfterValue.Kind; kind != doctor.KindSeconds {
		t.Errorf("the clock is told as %s", kind)
	}
}

func TestTheResultOfAnEventFollowsFromTheError(t *testing.T) {
	cases := map[string]struct {
		err             error
		result, problem string
	}{
		"done":        {nil, activity.OK, ""},
		"in part":     {errors.Join(errors.New("x"), ErrPartlyDone), activity.Partly, "partly_done"},
		"unreachable": {&auth.UnreachableError{At: auth.AtDiscovery, Cause: "dns"}, activity.Failed, "server_unreachable"},
		"a code only": {errors.New("secret text"), activity.Failed, "unexpected"},
	}
	for name, test := range cases {
		if e := event("x", test.err); e.Result != test.result || e.Problem != test.problem {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
