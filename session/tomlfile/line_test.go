package tomlfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/tomlfile"
)

const sample = `id = "x"
identity = "y"
"quoted" = 1

[[state]] # the first
path = "a"
  kind = "b"

[[ state ]]
path = "c"
kinds = 1

[table]
kind = "d"
`

func TestLineOfNamesTheLine(t *testing.T) {
	for key, want := range map[string]int{"id": 1, "identity": 2, "quoted": 3, "state.path": 6, "kinds": 11, "table": 13, "ident": 0, "": 0, "none": 0, "table.kind": 7} {
		if got := tomlfile.LineOf([]byte(sample), key); got != want {
			t.Errorf("%s: %d, want %d", key, got, want)
		}
	}
}

func TestLineInKeepsTheTablesApart(t *testing.T) {
	cases := []struct {
		table string
		index int
		key   string
		want  int
	}{
		{"state", 0, "path", 6},
		{"state", 0, "kind", 7},
		{"state", 1, "path", 10},
		{"state", 1, "kind", 9},
		{"state", 1, "kinds", 11},
		{"state", 2, "path", 0},
		{"table", 0, "kind", 0},
		{"none", 0, "path", 0},
	}
	for _, c := range cases {
		if got := tomlfile.LineIn([]byte(sample), c.table, c.index, c.key); got != c.want {
			t.Errorf("%s %d %s: line %d, want %d", c.table, c.index, c.key, got, c.want)
		}
	}
}

func TestReadIsStrict(t *testing.T) {
	type format struct {
		Name  string `toml:"name"`
		Inner struct {
			Port int `toml:"port"`
		} `toml:"inner"`
	}
	cases := []struct {
		name, text, key, reason string
		line                    int
	}{
		{"whole", "name = \"x\"\n[inner]\nport = 1\n", "", "", 0},
		{"no TOML", "name = \"x\"\nport 1\n", "", "expected '.' or '='", 2},
		{"an unknown key", "name = \"x\"\n[inner]\nprot = 1\n", "inner.prot", "unknown key", 3},
		{"a wrong type", "name = \"x\"\n[inner]\nport = \"1\"\n", "inner.port", "incompatible types", 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "x.toml")
			if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			var into format
			content, err := tomlfile.Read(file, &into)
			if string(content) != c.text {
				t.Errorf("content %q", content)
			}
			var found *tomlfile.Error
			switch {
			case c.reason == "":
				if err != nil || into.Inner.Port != 1 {
					t.Errorf("%v, %+v", err, into)
				}
			case !errors.As(err, &found) || found.File != file || found.Line != c.line || !strings.Contains(found.Reason, c.reason) || c.key != "" && found.Key != c.key:
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestWhatIsNoFileOfThatSize(t *testing.T) {
	folder := t.TempDir()
	if _, err := tomlfile.Read(filepath.Join(folder, "none"), &struct{}{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	large := filepath.Join(folder, "large")
	if err := os.WriteFile(large, make([]byte, 1<<20+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder, large} {
		var found *tomlfile.Error
		if _, err := tomlfile.Read(path, &struct{}{}); !errors.As(err, &found) || found.Reason != "not a regular file of at most 1 MB" {
			t.Errorf("%s: %v", path, err)
		}
	}
}
