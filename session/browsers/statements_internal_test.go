package browsers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed are the words that a statement about cookies may hold.
var allowed = strings.Fields("SELECT COUNT FROM WHERE IN COLLATE NOCASE GROUP BY DELETE cookies moz_cookies host_key host top_frame_site_key originAttributes IN")

func TestStatementsNameNothingButHostsAndPartitions(t *testing.T) {
	word := regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*`)
	seen := 0
	for name := range sources(t) {
		ast.Inspect(sources(t)[name], func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(literal.Value)
			if !regexp.MustCompile(`(?i)^\s*(SELECT|DELETE|UPDATE|INSERT|WITH|REPLACE)\s`).MatchString(text) || !strings.Contains(text, "cookies") {
				return true
			}
			seen++
			for _, one := range word.FindAllString(text, -1) {
				if !slices.Contains(allowed, one) {
					t.Errorf("%s: %q names %s", name, text, one)
				}
			}
			return true
		})
	}
	if seen < 7 {
		t.Errorf("only %d statements were found", seen)
	}
}

func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ast.File{}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			if all[name], err = parser.ParseFile(token.NewFileSet(), name, nil, 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

func TestTheStoreItselfRefusesOtherStatements(t *testing.T) {
	for _, k := range kinds {
		p := k.profile(t, mixed(k.family)...)
		for _, as := range []access{toCount, toRemove} {
			oneAtATime.Lock()
			s, err := openStore(t.Context(), k.family, p.Stores[0], as)
			if err != nil {
				t.Fatal(err)
			}
			for _, statement := range []string{
				"SELECT value FROM " + s.table, "SELECT name FROM " + s.table, "SELECT * FROM " + s.table, "SELECT path FROM " + s.table,
				"SELECT COUNT(value) FROM " + s.table, "SELECT COUNT(*) FROM " + s.table + " WHERE name = 'sid'", "SELECT max(value) FROM " + s.table,
				"UPDATE " + s.table + " SET " + s.host + " = ''", "DROP TABLE " + s.table, "CREATE TABLE x(y)", "DELETE FROM sqlite_schema",
				"DELETE FROM " + s.table + " WHERE value = 'x'", "ATTACH ':memory:' AS x", "INSERT INTO " + s.table + " DEFAULT VALUES",
			} {
				if _, err := s.conn.ExecContext(t.Context(), statement); err == nil {
					t.Errorf("%s, %s: was let through", k.name, statement)
				}
			}
			if err := s.close(); err != nil {
				t.Error(err)
			}
			oneAtATime.Unlock()
		}
		if now := rowsOf(t, p, everything); len(now) != len(mixed(k.family)) {
			t.Errorf("%s: %q", k.name, now)
		}
	}
}
