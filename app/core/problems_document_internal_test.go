package core

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"latchkey/app/guide"
	"latchkey/assets"
)

// TestTheTableOfProblemsIsCurrent compares docs/problems.md with the table that
// the program uses; LATCHKEY_UPDATE=1 writes it.
func TestTheTableOfProblemsIsCurrent(t *testing.T) {
	const file = "../../docs/problems.md"
	want := problemsDocument()
	if os.Getenv("LATCHKEY_UPDATE") != "" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/problems.md is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./app/core -run TableOfProblems")
	}
}

func problemsDocument() string {
	words := assets.In("en")
	rows := map[string]kind{}
	for _, known := range slices.Concat(problems(), dataProblems(), doctorProblems()) {
		rows[known.code] = known
	}
	codes := make([]string, 0, len(rows))
	for code := range rows {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	var text strings.Builder
	text.WriteString("# Problems\n\nEvery failure has a code that stays: the same in the window, on the command line, in JSON and here. Generated from the program's own table.\n\n" +
		"A failed security check has the name of the check as its code (`nonce`, `signature`, `audience`, …) and exit code 10: nothing was stored, and the session that was there is still there.\n\n" +
		"The last column is the entry of the guide that goes on from there (`latchkey guide ENTRY`), or why there is none.\n\n" +
		"| code | exit | what happened | what to do | guide |\n|---|---|---|---|---|\n")
	for _, code := range codes {
		problem := worded(rows[code], words, rows[code].pairs())
		title := strings.TrimSuffix(problem.Title, "?")
		fmt.Fprintf(&text, "| `%s` | %d | **%s.** %s | %s | %s |\n",
			code, problem.Exit, title, problem.Detail, strings.Join(problem.Hints, "; "), guideEntry(code))
	}
	return regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(text.String(), "…")
}

// guideEntry is the symptom that a problem leads to, or the reason for none.
func guideEntry(code string) string {
	shipped, err := guide.Shipped()
	if err != nil {
		return ""
	}
	symptom, why := shipped.For(code)
	if symptom == "" {
		return "none: " + why
	}
	return "`" + symptom + "`"
}
