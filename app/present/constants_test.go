package present_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// constantsOf gives the values of core's string constants whose name begins with
// prefix, so that a new one without words fails a test.
func constantsOf(t *testing.T, prefix string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "core", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range parsed.Decls {
			if group, ok := declaration.(*ast.GenDecl); ok && group.Tok == token.CONST {
				values = append(values, valuesIn(group, prefix)...)
			}
		}
	}
	if len(values) == 0 {
		t.Fatalf("core has no constants that begin with %s", prefix)
	}
	return values
}

func valuesIn(group *ast.GenDecl, prefix string) []string {
	var values []string
	for _, spec := range group.Specs {
		constant := spec.(*ast.ValueSpec)
		for i, name := range constant.Names {
			if !strings.HasPrefix(name.Name, prefix) || i >= len(constant.Values) {
				continue
			}
			if literal, ok := constant.Values[i].(*ast.BasicLit); ok && literal.Kind == token.STRING {
				value, _ := strconv.Unquote(literal.Value)
				values = append(values, value)
			}
		}
	}
	return values
}

// inBothLanguages is what a table says in English and in Dutch.
type inBothLanguages struct{ en, nl string }

func (b inBothLanguages) in(language string) string {
	if language == "nl" {
		return b.nl
	}
	return b.en
}

// checkAllThere fails for a constant that the table does not hold.
func checkAllThere[V any](t *testing.T, constants []string, table map[string]V) {
	t.Helper()
	for _, constant := range constants {
		if _, there := table[constant]; !there {
			t.Errorf("%q has no words", constant)
		}
	}
	if len(table) != len(constants) {
		t.Errorf("the table has %d entries for %d constants", len(table), len(constants))
	}
}
