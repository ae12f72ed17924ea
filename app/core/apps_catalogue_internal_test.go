package core

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"latchkey/assets"
	"latchkey/session/apps"
)

// What every entry that the program brings along must be like, beside what Load checks of all.
func TestEveryEntryOfTheCatalogueIsFitToShip(t *testing.T) {
	files := assets.AppFiles()
	for _, app := range embeddedApps(t) {
		if _, ok := files[app.ID+".toml"]; !ok {
			t.Errorf("%s is not in %s.toml", app.ID, app.ID)
		}
		byFile := slices.ContainsFunc(app.States, func(s apps.State) bool { return s.Reset == apps.ByFile })
		if byFile && !app.Community && app.ID != "sketchup" {
			t.Errorf("%s is reset by file without being asked for by name; only the vendor's own help justifies that", app.ID)
		}
		if app.Community && !byFile {
			t.Errorf("%s is opt-in, and there is nothing to opt in to", app.ID)
		}
		if byFile && len(app.Processes) == 0 {
			t.Errorf("%s is reset by file, and nobody could tell that it runs", app.ID)
		}
		lintSteps(t, app, byFile)
		seen := map[string]bool{}
		for _, s := range app.States {
			if key := string(s.System) + s.Path; seen[key] {
				t.Errorf("%s: %s %q stands there twice", app.ID, s.System, s.Path)
			} else {
				seen[key] = true
			}
			if strings.Contains(strings.ToLower(s.Source), "not verified") && s.Confidence != apps.Low {
				t.Errorf("%s: %q, and yet the confidence is %s", app.ID, s.Source, s.Confidence)
			}
		}
	}
}

func lintSteps(t *testing.T, app apps.App, byFile bool) {
	t.Helper()
	acts := map[apps.StepTime][]apps.StepAct{}
	for _, step := range app.Steps {
		acts[step.When] = append(acts[step.When], step.Act)
		for _, language := range assets.Languages() {
			if strings.TrimSpace(step.Text[language]) == "" {
				t.Errorf("%s: the step %q lacks the language %s", app.ID, step.Text["en"], language)
			}
		}
		for _, word := range []string{"please", "simply", "just ", "easy"} {
			if strings.Contains(strings.ToLower(step.Text["en"]), word) {
				t.Errorf("%s: a step says %q", app.ID, word)
			}
		}
	}
	if byFile && (!slices.Contains(acts[apps.Before], apps.ActClose) || !slices.Contains(acts[apps.After], apps.ActSignIn)) {
		t.Errorf("%s is reset by file: a person must close it before and sign in after", app.ID)
	}
	if byFile == (len(acts[apps.Instead]) > 0) {
		t.Errorf("%s: steps instead of a reset are for apps without one, and those need them", app.ID)
	}
}

// Every reason that the catalogue and the look give is shown in the person's language.
func TestEveryReasonOfTheCatalogueHasWords(t *testing.T) {
	sources, err := filepath.Glob("../../session/apps/*.go")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, name := range sources {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			value, ok := n.(*ast.ValueSpec)
			if !ok || len(value.Values) != 1 || !strings.HasPrefix(value.Names[0].Name, "why") {
				return true
			}
			reason, err := strconv.Unquote(value.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			count++
			for _, language := range assets.Languages() {
				if got := ReasonText(reason, assets.In(language)); got == reason && language != "en" {
					t.Errorf("%q has no words in %s", reason, language)
				}
			}
			return true
		})
	}
	if count < 25 {
		t.Errorf("only %d reasons were seen", count)
	}
}
