package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file, whatever its build tags: the go command sees one system and one set of tags at a time, and a rule
// must hold in the Windows files too.
type source struct {
	pkg     string // "." for the root, else "app/core"
	name    string // from the root
	test    bool
	file    *ast.File
	imports []string
}

// sources parses every Go file of the house that the go command would look at under some system or tag.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != root && noGoIn(entry.Name()):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		parsed, err := parseSource(name)
		all = append(all, parsed)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func noGoIn(folder string) bool {
	return strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_") || slices.Contains([]string{"testdata", "node_modules", "bin"}, folder)
}

func parseSource(name string) (source, error) {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return source{}, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	slash := filepath.ToSlash(rel)
	s := source{pkg: path.Dir(slash), name: slash, test: strings.HasSuffix(slash, "_test.go"), file: file}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, err
		}
		s.imports = append(s.imports, imported)
	}
	return s, nil
}
