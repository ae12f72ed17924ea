package activity_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/activity"
)

const mebibyte = 1 << 20

// fill makes the newer file almost as large as one may be, with whole lines.
func fill(t *testing.T, file, what string) (lines int) {
	t.Helper()
	line := fmt.Sprintf(`{"format":1,"at":"2026-11-22T12:00:00Z","what":%q,"result":"ok"}`+"\n", what)
	lines = (mebibyte - 10) / len(line)
	if err := os.WriteFile(file, []byte(strings.Repeat(line, lines)), 0o600); err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestAFullFileBecomesTheOlderOneAndTheOldestGoes(t *testing.T) {
	log, file := newLog(t)
	facts := &activity.Facts{Proxy: "http://proxy.example:3128"}
	first := event(0, "first")
	first.Facts = facts
	add(t, log, first)
	lines := fill(t, file, "old")
	second := event(1, "second")
	second.Facts = facts
	add(t, log, second, event(2, "third"))
	events := list(t, log)
	if len(events) != lines+2 || events[0].What != "third" || events[1].Facts == nil || events[2].What != "old" {
		t.Fatalf("%d events, want %d; the first are %+v", len(events), lines+2, events[:3])
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), `"facts":{`) {
		t.Errorf("the new file does not begin with the facts: %s (%v)", text, err)
	}
	fill(t, file, "newer")
	add(t, log, event(3, "fourth"))
	for _, e := range list(t, log) {
		if e.What == "old" {
			t.Fatal("the oldest file is still there")
		}
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*"))
	if err != nil || len(files) != 3 { // two files and the lock
		t.Errorf("there are %q (%v)", files, err)
	}
	for _, name := range log.Files() {
		if info, err := os.Stat(name); err != nil || info.Size() > mebibyte {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func TestAFileThatIsFarTooLargeIsReadAtItsEndOnly(t *testing.T) {
	log, file := newLog(t)
	add(t, log, event(0, "first"))
	lines := fill(t, file, "old")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Repeat(string(text), 5)), 0o600); err != nil {
		t.Fatal(err)
	}
	events, damaged, err := log.List()
	if err != nil || damaged != 0 || len(events) > 2*lines+1 || len(events) < lines {
		t.Errorf("%d events of %d, %d damaged, %v", len(events), 5*lines, damaged, err)
	}
	add(t, log, event(1, "last")) // makes it the older one
	if events := list(t, log); events[0].What != "last" {
		t.Errorf("the newest is %+v", events[0])
	}
}
