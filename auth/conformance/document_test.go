package conformance_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const introduction = `# Conformance

What Latchkey does of the specifications it follows: one row for each requirement on a native client, and one for each client module of the OpenID Foundation's conformance suite that applies,
under the module's own name. The rows are tests; this file is written by them (` + "`LATCHKEY_UPDATE=1 go test -tags nogui ./auth/conformance`" + `), and ` + "`make test`" + ` fails when it is not what they give.

- **pass**: the test of that name in ` + "`auth/conformance`" + ` ran and passed. It plays the provider's part with ` + "`auth/demoidp`" + ` and its faults.
- **pass (PACKAGE)**: proven by a test of that package, which ` + "`make test`" + ` runs. For this file it is only looked up that the test is there.
- **FAIL**: it ran and did not pass.
- **partly** and **not applicable** say what is missing, or why nothing is.

What the modules do is played by our own provider. The Foundation's suite itself was not run, and nothing here is a certification.
`

func compareDocument(t *testing.T, want string) {
	t.Helper()
	const file = "../../docs/conformance.md"
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
		t.Error("docs/conformance.md is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./auth/conformance")
	}
}

func document(run *outcomes) string {
	var text strings.Builder
	text.WriteString(introduction)
	for _, c := range chapters() {
		fmt.Fprintf(&text, "\n## %s\n\n| id | requirement | test | result |\n|---|---|---|---|\n", c.title)
		for _, r := range c.rows {
			fmt.Fprintf(&text, "| %s | %s | %s | %s |\n", r.id, r.requirement(), c.tests(r), r.result(run.of(c, r)))
		}
	}
	return text.String()
}

func (r row) requirement() string {
	if r.section == "" {
		return r.says
	}
	return r.says + " (" + r.section + ")"
}

func (c chapter) tests(r row) string {
	var names []string
	if r.test != nil {
		names = append(names, "`TestConformance/"+c.name+"/"+r.id+"`")
	}
	for _, there := range r.elsewhere {
		pkg, name, _ := strings.Cut(there, " ")
		names = append(names, "`"+pkg+"` `"+name+"`")
	}
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}

// result is one line, and what is missing comes first.
func (r row) result(own string) string {
	var parts []string
	if own != "" {
		parts = append(parts, own)
	}
	seen := map[string]bool{}
	for _, there := range r.elsewhere {
		pkg, _, _ := strings.Cut(there, " ")
		if !seen[pkg] {
			parts = append(parts, "pass ("+pkg+")")
		}
		seen[pkg] = true
	}
	proven := strings.Join(parts, "; ")
	switch {
	case r.without != "":
		return "not applicable: " + r.without
	case r.partly != "" && own != "FAIL":
		return "partly: " + r.partly + " (what there is: " + proven + ")"
	}
	return proven
}
