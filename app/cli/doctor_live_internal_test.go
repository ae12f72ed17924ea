package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

// screen is what a terminal shows after all that was written: lines, a cursor
// that goes up, and what clears the rest.
func screen(t *testing.T, written string) []string {
	t.Helper()
	var lines []string
	row := 0
	for written != "" {
		if up, rest, found := strings.Cut(written, "A\r\x1b[J"); found && strings.HasPrefix(written, "\x1b[") {
			n := 0
			if _, err := fmt.Sscanf(up, "\x1b[%d", &n); err != nil {
				t.Fatalf("no cursor movement: %q", up)
			}
			row -= n
			if row < 0 {
				t.Fatal("the cursor went above what was drawn")
			}
			lines, written = lines[:row], rest
			continue
		}
		line, rest, found := strings.Cut(written, "\n")
		if !found {
			t.Fatalf("a line without an end: %q", written)
		}
		lines, written = append(lines[:row], line), rest
		row++
	}
	return lines
}

func newTestRows(out *bytes.Buffer) *liveRows {
	c := newCall(Program{Err: out, TalkTerminal: true, Env: func(string) string { return "" }, Now: time.Now})
	return &liveRows{call: c, on: true}
}

func TestRowsAppearAndChangeAndGo(t *testing.T) {
	var out bytes.Buffer
	rows := newTestRows(&out)
	rows.tell(core.CheckAnswer{ID: "clock", Link: "clock", Result: resultRunning})
	rows.tell(core.CheckAnswer{ID: "settings", Link: "storage", Result: resultRunning})
	shown := screen(t, out.String())
	if len(shown) != 2 || !strings.HasPrefix(shown[0], "… looking") || !strings.HasPrefix(shown[1], "… looking") {
		t.Fatalf("while they run: %q", shown)
	}
	rows.tell(core.CheckAnswer{ID: "clock", Link: "clock", Result: resultFail})
	shown = screen(t, out.String())
	if len(shown) != 2 || !strings.HasPrefix(shown[1], "✗ wrong") {
		t.Errorf("the clock comes last in the chain, and is wrong: %q", shown)
	}
	rows.end()
	if shown = screen(t, out.String()); len(shown) != 0 {
		t.Errorf("at the end: %q", shown)
	}
}

func TestRowsNeverFillMoreThanTheScreen(t *testing.T) {
	var out bytes.Buffer
	rows := newTestRows(&out)
	for i := range 60 {
		result := []string{resultPass, resultSkip, resultRunning}[i%3]
		if i == 59 {
			result = resultFail
		}
		rows.tell(core.CheckAnswer{ID: fmt.Sprint("check", i), Link: "network", Result: result})
		shown := screen(t, out.String())
		if len(shown) > 23 {
			t.Fatalf("%d rows on a screen of 24", len(shown))
		}
		for _, row := range shown {
			if n := len([]rune(row)); n > 79 {
				t.Fatalf("a row of %d letters: %q", n, row)
			}
		}
	}
	shown := screen(t, out.String())
	if len(shown) != 23 || !strings.Contains(shown[0], "38 checks are done") || !strings.HasPrefix(shown[22], "✗ wrong") {
		t.Errorf("what is fine is counted first, and nothing else is left out: %q", shown)
	}
}

func TestALongRowIsCut(t *testing.T) {
	if got := cut("Größe des Netzes", 8); got != "Größe d…" {
		t.Errorf("got %q", got)
	}
	if got := cut("kurz", 8); got != "kurz" {
		t.Errorf("got %q", got)
	}
}

func TestNothingIsDrawnWhereSomethingElseMayWrite(t *testing.T) {
	for _, flag := range []string{"json", "quiet", "verbose", "no terminal", "dumb"} {
		var out bytes.Buffer
		c := newCall(Program{Err: &out, TalkTerminal: flag != "no terminal", Now: time.Now, Env: func(name string) string {
			if name == "TERM" && flag != "dumb" {
				return "xterm"
			}
			return ""
		}})
		c.globals.json, c.globals.quiet, c.globals.verbose = flag == "json", flag == "quiet", flag == "verbose"
		opened, err := core.Open(core.World{Env: c.Env, Home: t.TempDir(), GOOS: "linux"})
		if err != nil {
			t.Fatal(err)
		}
		rows := c.newLiveRows(opened)
		rows.tell(core.CheckAnswer{ID: "clock", Link: "clock", Result: resultPass})
		rows.end()
		isSilent := slices.Contains([]string{"json", "quiet"}, flag)
		if strings.Contains(out.String(), "\x1b") || isSilent != (out.Len() == 0) {
			t.Errorf("%s: %q", flag, out.String())
		}
	}
}
