package activity_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"latchkey/session/activity"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newLog(t *testing.T) (*activity.Log, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "state", "activity.jsonl")
	return activity.New(file), file
}

func event(minute int, what string) activity.Event {
	return activity.Event{At: noon.Add(time.Duration(minute) * time.Minute), What: what, Result: activity.OK}
}

func add(t *testing.T, log *activity.Log, events ...activity.Event) {
	t.Helper()
	for _, e := range events {
		if err := log.Append(e); err != nil {
			t.Fatal(err)
		}
	}
}

func list(t *testing.T, log *activity.Log) []activity.Event {
	t.Helper()
	events, _, err := log.List()
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func TestEventsComeBackNewestFirst(t *testing.T) {
	log, file := newLog(t)
	if events := list(t, log); len(events) != 0 {
		t.Fatalf("a missing log tells %v", events)
	}
	full := activity.Event{
		At: noon, What: "reset", Result: activity.Partly, Problem: "partly_done", Account: "0123456789abcdef", Provider: "demo",
		Subject: "session,app:sketchup@2024", Counts: map[string]int{"done": 3, "failed": 1}, Seconds: 1.5, Version: "0.6.0-dev", Policy: "abc123",
		Facts: &activity.Facts{Proxy: "http://proxy.example:3128", CAIssuer: "Büro CA, 2026", ClockAhead: -3, Apps: []string{"rhino@8", "sketchup@2024"}},
	}
	add(t, log, full, event(1, "recheck"))
	events := list(t, log)
	if len(events) != 2 || events[0].What != "recheck" || !reflect.DeepEqual(events[1], full) {
		t.Fatalf("came back as %+v", events)
	}
	for path, mode := range map[string]fs.FileMode{file: 0o600, filepath.Dir(file): fs.ModeDir | 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode() != mode {
			t.Errorf("%s is %v, want %v (%v)", path, info.Mode(), mode, err)
		}
	}
	again := activity.New(file)
	if other := list(t, again); !reflect.DeepEqual(other, events) {
		t.Errorf("another process sees %+v", other)
	}
	add(t, again, event(2, "undo"))
	if events := list(t, log); len(events) != 3 || events[0].What != "undo" {
		t.Errorf("what another process wrote is not seen: %+v", events)
	}
}

func TestFactsStandOnceAndComeBackWithEachEvent(t *testing.T) {
	log, file := newLog(t)
	office := &activity.Facts{Proxy: "http://proxy.example:3128", Apps: []string{"rhino@8"}}
	with := func(minute int, facts *activity.Facts) activity.Event {
		e := event(minute, "renewed")
		e.Facts = facts
		return e
	}
	home := *office
	home.Proxy = ""
	same := *office
	add(t, log, with(0, office), with(1, &same), event(2, "doctor"), with(3, &same), with(4, &home))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if times := strings.Count(string(text), `"facts":{`); times != 2 {
		t.Errorf("facts stand %d times, want twice:\n%s", times, text)
	}
	events := list(t, log)
	want := []*activity.Facts{&home, office, nil, office, office}
	for i, e := range events {
		if !reflect.DeepEqual(e.Facts, want[i]) {
			t.Errorf("event %d has the facts %+v, want %+v", i, e.Facts, want[i])
		}
	}
}

func TestTheSameAgainIsNotWritten(t *testing.T) {
	log, _ := newLog(t)
	for minute := range 3 {
		if err := log.AppendNew(event(minute, "offline")); err != nil {
			t.Fatal(err)
		}
	}
	add(t, log, event(3, "renewed"))
	if err := log.AppendNew(event(4, "offline")); err != nil {
		t.Fatal(err)
	}
	if events := list(t, log); len(events) != 3 {
		t.Errorf("%d events, want offline, renewed, offline", len(events))
	}
}

func TestValuesOfAnotherAlphabetAreNotWritten(t *testing.T) {
	log, file := newLog(t)
	const secret = "eyJhbGciOi.JIUzI1NiJ9"
	bad := activity.Event{
		At: noon, What: "sign_in", Result: activity.Failed, Problem: secret, Account: "mila@example.com", Provider: secret,
		Subject: "/home/Mila/file", Counts: map[string]int{secret: 1}, Version: secret + " " + secret, Policy: secret, Seconds: -4,
		Facts: &activity.Facts{
			Proxy: "http://mila:geheim@proxy", CAIssuer: "a\x1b[2J\u202eb", Apps: []string{secret + "/" + secret + " x", "rhino@8"},
			ClockAhead: 1 << 40,
		},
	}
	add(t, log, bad)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"eyJ", "mila", "geheim", "Mila", "\x1b", "\u202e", "u001b", "u202e"} {
		if strings.Contains(string(text), word) {
			t.Errorf("%q was written: %s", word, text)
		}
	}
	if events := list(t, log); len(events) != 1 || events[0].What != "sign_in" || !reflect.DeepEqual(events[0].Facts.Apps, []string{"rhino@8"}) {
		t.Errorf("what is left of it: %+v", events)
	}
	for _, e := range []activity.Event{
		{At: noon, What: "Sign In", Result: activity.OK},
		{At: noon, What: "sign_in", Result: "perhaps"},
		{What: "sign_in", Result: activity.OK},
	} {
		if err := log.Append(e); err == nil {
			t.Errorf("%+v was written", e)
		}
	}
}

func TestDamagedLinesArePassedOverAndCounted(t *testing.T) {
	log, file := newLog(t)
	add(t, log, event(0, "sign_in"))
	broken := "\n\nnonsense\n{\"format\":2,\"at\":\"2026-11-23T12:00:00Z\",\"what\":\"x\",\"result\":\"ok\"}\n" +
		`{"format":1,"at":"2026-11-23T12:00:00Z","what":"Sign In","result":"ok"}` + "\n" +
		`{"format":1,"at":"2026-11-23T12:00:00Z","what":"x","result":"ok","account":"mila@example.com"}` + "\n" + `{"format":1,"at":"20`
	out, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = out.WriteString(broken)
	if err = errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
	add(t, log, event(1, "recheck")) // behind a line that was cut off
	events, damaged, err := log.List()
	if err != nil || damaged != 5 || len(events) != 2 || events[0].What != "recheck" {
		t.Errorf("%d damaged, %+v, %v", damaged, events, err)
	}
}
