package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"latchkey/app/core"
)

// pagesOf is what showPages writes when a person types that.
func pagesOf(t *testing.T, typed string, isTerminal bool) string {
	t.Helper()
	var out bytes.Buffer
	c := newCall(Program{In: strings.NewReader(typed), Err: &out, InTerminal: true, TalkTerminal: isTerminal, Env: func(string) string { return "" }})
	err := c.showPages(t.Context(), func(w io.Writer) {
		for i := range 50 {
			line(w, "line %d", i)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPagesWaitForTheReader(t *testing.T) {
	all := pagesOf(t, "\n\n", true)
	if strings.Count(all, "[Enter]") != 2 || !strings.Contains(all, "line 49\n") || !strings.Contains(all, "28 more lines") {
		t.Errorf("two screens of 22 lines, and the rest: %s", all)
	}
	if left := pagesOf(t, "q\n", true); strings.Contains(left, "line 22\n") || !strings.Contains(left, "line 21\n") {
		t.Errorf("q goes on to the question: %s", left)
	}
	if plain := pagesOf(t, "", false); strings.Contains(plain, "[Enter]") || strings.Count(plain, "\n") != 50 {
		t.Errorf("without a terminal there is nobody to wait for: %s", plain)
	}
}

// What is shown is all there is, and nothing in it can play with the terminal.
func TestAReportIsShownWholeAndPlain(t *testing.T) {
	c := newCall(Program{Env: func(string) string { return "" }})
	report := core.ReportAnswer{Ticket: "one page\n", Files: []core.ReportFile{
		{Name: "ticket.txt", Content: []byte("one page\n")},
		{Name: "report.json", Content: []byte("{\n  \"a\": \"\x1b[31mred\"\n}\n")},
		{Name: "report.html", Content: []byte("<html>")},
		{Name: "activity.jsonl", Content: []byte("{}\n{}\n")},
	}}
	var out strings.Builder
	writeReport(&out, c, report)
	for _, want := range []string{"\n── report.json (22 B)\n{\n  \"a\": \"[31mred\"\n}\n", "\n── activity.jsonl (6 B)\n{}\n{}\n", "── report.html"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in %s", want, fmt.Sprintf("%q", out.String()))
		}
	}
	if strings.Contains(out.String(), "\x1b") || strings.Count(out.String(), "one page") != 1 {
		t.Errorf("got %q", out.String())
	}
}
