package cli_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// placeholders stand in a golden answer for what differs from run to run.
var placeholders = map[string]*regexp.Regexp{
	"<time>":   regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`),
	"<id>":     regexp.MustCompile(`^[0-9a-f]{8,64}$`),
	"<backup>": regexp.MustCompile(`^\d{8}-\d{6}-[0-9a-f]+$`),
	"<path>":   regexp.MustCompile(`^/`),
	"<url>":    regexp.MustCompile(`^http://127\.0\.0\.1:\d+`),
	"<text>":   regexp.MustCompile(`\S`),
}

// jsonIs compares the last standard output with a golden answer, key by key: a
// missing key breaks the contract, and so does one that nobody wrote down.
func jsonIs(ts *testscript.TestScript, _ bool, args []string) {
	got, want := ts.ReadFile("stdout"), ts.ReadFile(args[0])
	if !strings.HasPrefix(got, "{\n  \"schema\": \"latchkey.") {
		ts.Fatalf("the answer does not begin with its schema:\n%s", got)
	}
	var gotValue, wantValue any
	ts.Check(json.Unmarshal([]byte(got), &gotValue))
	ts.Check(json.Unmarshal([]byte(want), &wantValue))
	if differences := compareJSON("", gotValue, wantValue); len(differences) > 0 {
		ts.Fatalf("%s\n%s", strings.Join(differences, "\n"), got)
	}
}

func compareJSON(place string, got, want any) []string {
	switch want := want.(type) {
	case map[string]any:
		return compareObjects(place, got, want)
	case []any:
		return compareLists(place, got, want)
	case string:
		return compareText(place, got, want)
	}
	if got != want {
		return []string{fmt.Sprintf("%s: %v, want %v", place, got, want)}
	}
	return nil
}

func compareObjects(place string, got any, want map[string]any) []string {
	object, ok := got.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %v, want an object", place, got)}
	}
	var all []string
	for key, value := range want {
		if found, ok := object[key]; ok {
			all = append(all, compareJSON(place+"."+key, found, value)...)
		} else {
			all = append(all, fmt.Sprintf("%s.%s is missing", place, key))
		}
	}
	for key := range object {
		if _, ok := want[key]; !ok {
			all = append(all, fmt.Sprintf("%s.%s is not in the golden answer", place, key))
		}
	}
	slices.Sort(all)
	return all
}

// compareLists compares one by one; a golden list that ends with "..." names only
// the first ones.
func compareLists(place string, got any, want []any) []string {
	list, ok := got.([]any)
	if !ok {
		return []string{fmt.Sprintf("%s: %v, want a list", place, got)}
	}
	open := len(want) > 0 && want[len(want)-1] == "..."
	if open {
		want = want[:len(want)-1]
	}
	if len(list) < len(want) || !open && len(list) != len(want) {
		return []string{fmt.Sprintf("%s has %d entries, want %d", place, len(list), len(want))}
	}
	var all []string
	for i, value := range want {
		all = append(all, compareJSON(fmt.Sprintf("%s[%d]", place, i), list[i], value)...)
	}
	return all
}

func compareText(place string, got any, want string) []string {
	if want == "<number>" {
		if _, ok := got.(float64); ok {
			return nil
		}
	}
	text, ok := got.(string)
	pattern := placeholders[want]
	switch {
	case want == "<any>":
		return nil
	case ok && pattern != nil && pattern.MatchString(text), ok && pattern == nil && text == want:
		return nil
	}
	return []string{fmt.Sprintf("%s: %v, want %s", place, got, want)}
}
