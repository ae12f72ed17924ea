//go:build linux && amd64

package endtoend

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tally counts the attempts of all operations under all faults, prints them, and
// compares what they left with the table in docs/session-file.md.
type tally struct {
	mu       sync.Mutex
	attempts map[string]map[string]int      // by operation and fault
	left     map[string]map[string][]string // by operation and fault: what was told and left, sorted
}

// newTally prints and compares when all parts of the test have ended.
func newTally(t *testing.T) *tally {
	t.Helper()
	y := &tally{attempts: map[string]map[string]int{}, left: map[string]map[string][]string{}}
	t.Cleanup(func() {
		if !t.Failed() && y.complete() {
			figures(t, y.figures())
			y.compare(t)
		}
	})
	return y
}

func (y *tally) add(op, f string, attempts int, ends map[string]int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.attempts[op] == nil {
		y.attempts[op], y.left[op] = map[string]int{}, map[string][]string{}
	}
	y.attempts[op][f], y.left[op][f] = attempts, slices.Sorted(maps.Keys(ends))
}

// complete is false when -run chose some parts only.
func (y *tally) complete() bool {
	for _, op := range operations() {
		if len(y.attempts[op.name]) != len(faults()) {
			return false
		}
	}
	return true
}

// figures are lines for whoever reads the output of the tests. Attempts that end
// with a kill are as many as there are points.
func (y *tally) figures() []string {
	lines, total, points := []string{}, 0, 0
	for _, op := range operations() {
		line := fmt.Sprintf("%s: %d points", op.name, y.attempts[op.name]["killed"])
		for _, f := range faults() {
			line += fmt.Sprintf("; %s %d", f.name, y.attempts[op.name][f.name])
			total += y.attempts[op.name][f.name]
		}
		points += y.attempts[op.name]["killed"]
		lines = append(lines, line)
	}
	return append(lines, fmt.Sprintf("%d operations, %d points, %d faults, %d attempts", len(lines), points, len(faults()), total))
}

// figures prints lines, also into the file that LATCHKEY_FIGURES names: the go
// command shows no output of a package that passes.
func figures(t testing.TB, lines []string) {
	t.Helper()
	text := t.Name() + "\n  " + strings.Join(lines, "\n  ") + "\n"
	fmt.Print(text)
	path := os.Getenv("LATCHKEY_FIGURES")
	if path == "" {
		return
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString(text)
	if err2 := file.Close(); err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
}

const (
	tableFile  = "../../docs/session-file.md"
	tableBegin = "<!-- table of app/endtoend/crash_table_test.go -->\n"
	tableEnd   = "<!-- end of the table -->\n"
)

// compare holds the document to what was seen; LATCHKEY_UPDATE=1 writes it.
func (y *tally) compare(t *testing.T) {
	t.Helper()
	content, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(content), tableBegin)
	_, after, ends := strings.Cut(rest, tableEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table", tableFile)
	}
	want := before + tableBegin + y.table() + tableEnd + after
	if want == string(content) {
		return
	}
	if os.Getenv("LATCHKEY_UPDATE") == "" {
		t.Errorf("the table in %s is not what was seen; LATCHKEY_UPDATE=1 with this test writes it:\n%s", tableFile, y.table())
		return
	}
	if err := os.WriteFile(tableFile, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (y *tally) table() string {
	var text strings.Builder
	for _, f := range faults() {
		fmt.Fprintf(&text, "\n### %s\n\n| operation | what is told, and the state that is left |\n|---|---|\n", strings.ToUpper(f.name[:1])+f.name[1:])
		for _, op := range operations() {
			fmt.Fprintf(&text, "| %s | %s |\n", op.name, strings.Join(y.left[op.name][f.name], "; "))
		}
	}
	return text.String() + "\n"
}
