package core

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"latchkey/assets"
)

// TestTheTableOfChecksIsCurrent compares the table in docs/troubleshooting.md with
// the checks: one table, many uses.
func TestTheTableOfChecksIsCurrent(t *testing.T) {
	const (
		file       = "../../docs/troubleshooting.md"
		begin, end = "<!-- checks -->\n", "<!-- /checks -->"
	)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the table", file)
	}
	want := before + begin + tableOfChecks(t) + end + after
	if want == string(content) {
		return
	}
	if os.Getenv("LATCHKEY_UPDATE") == "" {
		t.Fatalf("%s is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./app/core -run TableOfChecks", file)
	}
	if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
}

func tableOfChecks(t *testing.T) string {
	t.Helper()
	words := assets.In(assets.DefaultLanguage)
	opened, err := Open(World{Env: func(name string) string {
		return map[string]string{"LATCHKEY_HOME": t.TempDir()}[name]
	}, GOOS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	checks := newDiagnosis(opened, DoctorOptions{}).checks()
	known := map[string]bool{}
	var table strings.Builder
	table.WriteString("| id | looks at | link | waits for |\n|---|---|---|---|\n")
	for _, check := range checks {
		if known[check.ID] {
			t.Errorf("two checks are called %s", check.ID)
		}
		known[check.ID] = true
		title, link := "doctor.check."+check.ID, "none"
		if !words.Has(title) {
			t.Errorf("check %s has no title", check.ID)
		}
		if check.Link != "" {
			link = words.Text("doctor.link." + string(check.Link))
		}
		waits := ""
		for i, id := range check.After {
			if i > 0 {
				waits += ", "
			}
			waits += "`" + id + "`"
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", check.ID, words.Text(title), link, waits)
	}
	for _, check := range checks {
		for _, id := range check.After {
			if !known[id] {
				t.Errorf("check %s waits for %s, which there is none of", check.ID, id)
			}
		}
	}
	return table.String()
}
