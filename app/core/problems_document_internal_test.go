package core

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"latchkey/assets"
)

// documented are the problems that carry data; the others are in problems.
var documented = []kind{
	{"unexpected", ExitUnexpected, "", nil},
	{"file_invalid", ExitUsage, "", nil},
	{"usage", ExitUsage, "", nil},
	{"provider_unknown", ExitUsage, "", nil},
	{"provider_help_only_client_id", ExitUsage, "", nil},
	{"provider_help_only_demo", ExitUsage, "", nil},
	{"provider_help_only_serial_pkce", ExitUsage, "", nil},
	{"provider_not_own", ExitUsage, "", nil},
	{"provider_changed", ExitUsage, "", nil},
	{"provider_exists", ExitUsage, "", nil},
	{"provider_not_found", ExitUsage, "", nil},
	{"input_invalid", ExitUsage, "", nil},
	{"backup_damaged", ExitUsage, "", nil},
	{"account_unknown", ExitUsage, "", nil},
	{"busy_held", ExitBusy, "", nil},
	{"issuer_mismatch", ExitSecurity, "", nil},
}

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
	for _, known := range append(problems(), documented...) {
		rows[known.code] = known
	}
	codes := make([]string, 0, len(rows))
	for code := range rows {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	var text strings.Builder
	text.WriteString("# Problems\n\nEvery failure has a code that stays: the same in the window, on the command line, in JSON and here. Generated from the program's own table.\n\n" +
		"A failed security check has the name of the check as its code (`nonce`, `signature`, `audience`, `iss_parameter`, …), exit code 10, and the words of `security_check`.\n\n" +
		"| code | exit | what happened | what to do |\n|---|---|---|---|\n")
	for _, code := range codes {
		problem := worded(rows[code], words, nil)
		title := strings.TrimSuffix(problem.Title, "?")
		fmt.Fprintf(&text, "| `%s` | %d | **%s.** %s | %s |\n", code, problem.Exit, title, problem.Detail, strings.Join(problem.Hints, "; "))
	}
	return regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(text.String(), "…")
}
