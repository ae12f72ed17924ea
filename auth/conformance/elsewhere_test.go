package conformance_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A row that names a test of another package is only worth something while that
// test is there: it is looked up in the source.
func TestTestsThatAreNamedElsewhereExist(t *testing.T) {
	known := map[string]map[string]map[string]bool{}
	for _, c := range chapters() {
		for _, r := range c.rows {
			for _, there := range r.elsewhere {
				pkg, name, _ := strings.Cut(there, " ")
				function, part, _ := strings.Cut(name, "/")
				if known[pkg] == nil {
					known[pkg] = testsOf(t, filepath.Join("..", "..", filepath.FromSlash(pkg)))
				}
				texts, found := known[pkg][function]
				if !found {
					t.Errorf("%s: there is no %s in %s", r.id, function, pkg)
				} else if part != "" && !texts[part] && !isScript(pkg, part) {
					t.Errorf("%s: there is no %q in %s of %s", r.id, part, function, pkg)
				}
			}
		}
	}
}

// testsOf gives the test functions of a folder with the texts in each of them.
func testsOf(t *testing.T, folder string) map[string]map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if ok && function.Recv == nil && strings.HasPrefix(function.Name.Name, "Test") {
				found[function.Name.Name] = textsIn(function)
			}
		}
	}
	return found
}

func textsIn(function *ast.FuncDecl) map[string]bool {
	texts := map[string]bool{}
	ast.Inspect(function, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				texts[text] = true
			}
		}
		return true
	})
	return texts
}

// isScript tells whether a part of a test is one of the scripts that it runs.
func isScript(pkg, part string) bool {
	_, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(pkg), "testdata", "script", part+".txtar"))
	return err == nil
}
