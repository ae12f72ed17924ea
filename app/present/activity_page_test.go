package present_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestEventsAreToldInWords(t *testing.T) {
	event := func(what, result string, change func(*core.EventAnswer)) core.EventAnswer {
		e := core.EventAnswer{Event: what, Result: result, Account: "a@b.example", Provider: "Acme ID", At: core.At(noon)}
		if change != nil {
			change(&e)
		}
		return e
	}
	for _, c := range []struct {
		event        core.EventAnswer
		text, detail string
	}{
		{event(core.EventSignIn, "ok", func(e *core.EventAnswer) { e.Seconds = 24 }), "Signed in as a@b.example", "in 24 s"},
		{event(core.EventSignIn, "failed", func(e *core.EventAnswer) { e.Problem = "browser_unavailable" }), "Signing in failed: No browser could be opened", ""},
		{event(core.EventRecheck, "ok", func(e *core.EventAnswer) { e.Counts = map[string]int{"gained": 2, "lost": 1} }), "Access rights rechecked: 2 gained, 1 lost", ""},
		{event(core.EventRecheck, "ok", nil), "Access rights rechecked: the same as before", ""},
		{event(core.EventReset, "ok", func(e *core.EventAnswer) {
			e.Subject, e.Counts = "app:sketchup@2024,session", map[string]int{"done": 1}
		}), "Reset SketchUp 2024 and Latchkey", "1 done"},
		{event(core.EventSessionEnded, "failed", func(e *core.EventAnswer) { e.Problem = "sign_in_needed" }), "Acme ID ended the session", ""},
		{event(core.EventRenewed, "ok", func(e *core.EventAnswer) { e.Seconds = 3 }), "Session renewed", "by itself"},
		{event(core.EventSignIn, "ok", func(e *core.EventAnswer) { e.Account = "f3f7014df15802cf" }), "Signed in", ""},
		{event(core.EventAccountDefault, "ok", func(e *core.EventAnswer) { e.Account = "" }), "Another account is the first now", ""},
		{event(core.EventProviderAdded, "ok", func(e *core.EventAnswer) { e.Provider, e.Subject = "", "demo" }), "Provider added: demo", ""},
		{event(core.EventSignIn, "cancelled", func(e *core.EventAnswer) { e.Problem = "cancelled" }), "Signing in was stopped", ""},
		{event("from_a_newer_version", "ok", nil), "from_a_newer_version: done", ""},
	} {
		if got := present.EventText(c.event, noon, assets.In("en")); got != c.text {
			t.Errorf("%s %s: %q, want %q", c.event.Event, c.event.Result, got, c.text)
		}
		if got := present.EventDetail(c.event, assets.In("en")); got != c.detail {
			t.Errorf("%s %s: detail %q, want %q", c.event.Event, c.event.Result, got, c.detail)
		}
	}
}

func TestActivityIsGroupedByDayAndFiltered(t *testing.T) {
	at := func(days int, what, result string) core.EventAnswer {
		return core.EventAnswer{At: core.At(noon.AddDate(0, 0, -days)), Event: what, Result: result}
	}
	all := core.ActivityAnswer{Events: []core.EventAnswer{
		at(0, core.EventRenewed, "ok"), at(0, core.EventReset, "partly"), at(1, core.EventRecheck, "ok"), at(40, core.EventSetting, "ok"),
	}}
	titles := func(view present.ActivityView) []string {
		var days []string
		for _, day := range view.Days {
			days = append(days, day.Title)
		}
		return days
	}
	view := present.Activity(present.ActivityInput{Answer: all}, noon, assets.In("en"))
	if got := titles(view); !slices.Equal(got, []string{"Today", "Yesterday", "13 October"}) {
		t.Errorf("days %q", got)
	}
	for kind, want := range map[string]int{"": 4, present.KindSignIn: 1, present.KindRights: 1, present.KindReset: 1, present.KindProblems: 1} {
		view = present.Activity(present.ActivityInput{Answer: all, Kind: kind}, noon, assets.In("en"))
		if lines := strings.Count(view.Header.Buttons[0].Argument, "\n") + 1; lines != want {
			t.Errorf("kind %q leaves %d, want %d", kind, lines, want)
		}
	}
	view = present.Activity(present.ActivityInput{Answer: all, Filter: "session RENEWED"}, noon, assets.In("en"))
	if len(view.Days) != 1 || view.None != "" {
		t.Errorf("the filter leaves %+v", view.Days)
	}
	view = present.Activity(present.ActivityInput{Answer: all, Filter: "zeppelin"}, noon, assets.In("en"))
	if view.None == "" || !view.Header.Buttons[0].Disabled {
		t.Error("nothing is said of nothing")
	}
}

func TestALongActivityIsShownInPartAndCopiedWhole(t *testing.T) {
	var all core.ActivityAnswer
	for i := range 450 {
		all.Events = append(all.Events, core.EventAnswer{At: core.At(noon.Add(-time.Duration(i) * time.Minute)), Event: core.EventRenewed, Result: "ok"})
	}
	view := present.Activity(present.ActivityInput{Answer: all}, noon, assets.In("en"))
	rows := 0
	for _, day := range view.Days {
		rows += len(day.Rows)
	}
	if rows != 200 || view.More == "" || strings.Count(view.Header.Buttons[0].Argument, "\n") != 449 {
		t.Errorf("%d rows, %q, copied %d lines", rows, view.More, strings.Count(view.Header.Buttons[0].Argument, "\n")+1)
	}
}
