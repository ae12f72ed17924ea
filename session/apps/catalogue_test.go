package apps_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/session/apps"
	"latchkey/session/tomlfile"
)

// labcad is the example of the contract, as it is printed there.
const labcad = `id        = "labcad"
name      = "Lab CAD"
vendor    = "Lab"
processes = ["labcad", "labcad-helper"]

[[state]]
system     = "linux"            # linux, macos, windows
path       = "~/.labcad/Lab CAD {version}/login_session.dat"   # {version}: digits and dots, {year}: four digits; ~ %APPDATA% %LOCALAPPDATA% %USERPROFILE%
kind       = "session"          # session, cache, licence (a licence is shown and can never be reset)
reset      = "file"             # file, in_app, web
source     = "where this is known from"
confidence = "high"             # high, medium, low
checked    = 2026-11-22
`

func person(files ...string) apps.Source { return sourceOf("person", files...) }

func sourceOf(origin string, files ...string) apps.Source {
	source := apps.Source{Origin: origin, Files: map[string][]byte{}}
	for i, file := range files {
		source.Files[fmt.Sprintf("%d.toml", i)] = []byte(file)
	}
	return source
}

func TestTheExampleOfTheContractIsRead(t *testing.T) {
	c := apps.Load(person(labcad))
	if len(c.Problems) != 0 {
		t.Fatal(c.Problems)
	}
	got, ok := c.App("labcad")
	want := apps.State{
		System: apps.Linux, Path: "~/.labcad/Lab CAD {version}/login_session.dat", Kind: apps.Session, Reset: apps.ByFile,
		Source: "where this is known from", Confidence: apps.High, Checked: "2026-11-22",
	}
	if !ok || got.Name != "Lab CAD" || got.Vendor != "Lab" || got.Origin != "person" || len(got.Processes) != 2 ||
		len(got.States) != 1 || got.States[0] != want {
		t.Errorf("got %+v", got)
	}
}

func TestALicenceIsAnotherThingThanAState(t *testing.T) {
	text := strings.ReplaceAll(strings.ReplaceAll(labcad, `"session"  `, `"licence"`), `reset      = "file"`, "")
	c := apps.Load(person(text))
	got, _ := c.App("labcad")
	if len(c.Problems) != 0 || len(got.States) != 0 || len(got.Licences) != 1 {
		t.Errorf("%v, %+v", c.Problems, got)
	}
}

// Each mistake is told with its file, line and key.
func TestMistakesAreNamed(t *testing.T) {
	step := labcad + "\n[[step]]\nwhen = \"before\"\nen = \"Close it.\"\n\n[[step]]\nwhen = \"after\"\nen = \"Sign in.\"\n"
	trace := labcad + "\n[[trace]]\nsystem = \"linux\"\npath = \"/opt/labcad\"\n"
	two := labcad + labcad[strings.Index(labcad, "[[state]]"):]
	cases := []struct {
		name, text, from, to string
		line                 int
		key, reason          string
	}{
		{"no TOML", labcad, `id        =`, `id      `, 1, "", ""},
		{"an unknown key", labcad, `vendor `, `vendors`, 3, "vendors", "unknown key"},
		{"an unknown key below", labcad, `confidence =`, `trust      =`, 12, "state.trust", "unknown key"},
		{"a wrong type", labcad, `"Lab CAD"`, `7`, 2, "", ""},
		{"an id in capitals", labcad, `"labcad"`, `"LabCAD"`, 1, "id", "must be lower-case letters, digits or dashes"},
		{"an id that leads elsewhere", labcad, `"labcad"`, `"../x"`, 1, "id", "must be lower-case letters, digits or dashes"},
		{"no name", labcad, `"Lab CAD"`, `" "`, 2, "name", "must be text on one line, printable and not too long"},
		{"a name that plays with the terminal", labcad, `"Lab CAD"`, `"Lab\u001b[2J"`, 2, "name", "must be text on one line, printable and not too long"},
		{"a name that is turned around", labcad, `"Lab CAD"`, `"Lab\u202eDAC"`, 2, "name", "must be text on one line, printable and not too long"},
		{"a long vendor", labcad, `"Lab"`, `"` + strings.Repeat("x", 81) + `"`, 3, "vendor", "must be text on one line, printable and not too long"},
		{"a process with a folder", labcad, `"labcad-helper"`, `"/bin/sh"`, 4, "processes", "must be the name of a program without its folder"},
		{"an unknown system", labcad, `"linux"`, `"beos"`, 7, "state.system", "must be linux, macos or windows"},
		{"a path of others", labcad, `~/.labcad`, `/home/bob`, 8, "state.path", "must begin with a folder of the person, such as ~ or %APPDATA%"},
		{"a path upwards", labcad, `~/.labcad`, `~/..`, 8, "state.path", "must not hold an empty name, . or .."},
		{"an unknown kind", labcad, `"session"`, `"token"`, 9, "state.kind", "must be session, cache or licence"},
		{"a licence with a reset", labcad, `"session"`, `"licence"`, 10, "state.reset", "a licence has no reset: it is shown and never touched"},
		{"an unknown reset", labcad, `"file"`, `"delete"`, 10, "state.reset", "must be file, in_app or web"},
		{"no source", labcad, `"where this is known from"`, `""`, 11, "state.source", "must be text on one line, printable and not too long"},
		{"an unknown confidence", labcad, `"high"`, `"sure"`, 12, "state.confidence", "must be high, medium or low"},
		{"a time for a date", labcad, `2026-11-22`, `2026-11-22T10:00:00Z`, 13, "state.checked", "must be a date such as 2026-11-22"},
		{"a date as text", labcad, `2026-11-22`, `"2026-11-22"`, 13, "", ""},
		{"no date", labcad, `checked    = 2026-11-22`, ``, 6, "state.checked", "must be a date such as 2026-11-22"},
		{"the second state", two, "LAST", "", 17, "state.kind", "must be session, cache or licence"},
		{"no state", labcad, labcad[strings.Index(labcad, "[[state]]"):], "", 0, "state", "must not be empty"},
		{"a step at no time", step, `"after"`, `"later"`, 20, "step.when", "must be before, instead or after"},
		{"a step without English", step, `en = "Sign in."`, `nl = "Meld u aan."`, 19, "step.en", "must be text on one line, printable and not too long"},
		{"a step that does what nobody knows", step, `en = "Sign in."`, "en = \"x\"\ndo = \"format\"", 22, "step.do", "must be close, restart, sign_in or sign_out"},
		{"an address in the clear", step, `en = "Sign in."`, "en = \"x\"\nurl = \"http://id.example/\"", 22, "step.url", "must be https"},
		{"a trace among people", trace, `/opt/labcad`, `/home/bob/labcad`, 17, "trace.path", "must not lead into the homes of people"},
		{"a prohibition with more", labcad, `vendor `, "forbid = true\nvendor ", 3, "forbid", "a prohibition holds an id and nothing else"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(c.text, c.from, c.to, 1)
			if c.from == "LAST" {
				i := strings.LastIndex(text, `"session"`)
				text = text[:i] + `"token"` + text[i+9:]
			}
			good := strings.Replace(labcad, `"labcad"`, `"other"`, 1)
			got := apps.Load(person(text, good))
			if len(got.Apps) != 1 || got.Apps[0].ID != "other" || len(got.Problems) != 1 {
				t.Fatalf("apps %+v, problems %v", got.Apps, got.Problems)
			}
			var found *tomlfile.Error
			if !errors.As(got.Problems[0], &found) || found.File != "person 0.toml" || found.Line != c.line {
				t.Fatalf("got %v, want line %d", got.Problems[0], c.line)
			}
			if c.reason != "" && (found.Key != c.key || found.Reason != c.reason) {
				t.Errorf("got key %q: %s", found.Key, found.Reason)
			}
		})
	}
}

func named(id, name string) string {
	return strings.NewReplacer(`"labcad"`, `"`+id+`"`, "Lab CAD", name).Replace(labcad)
}

func TestTheMachineGoesBeforeThePerson(t *testing.T) {
	forbid := func(id string) string { return "id = \"" + id + "\"\nforbid = true\n" }
	embedded := sourceOf("embedded", named("a", "built in"), named("b", "built in"))
	cases := []struct {
		name            string
		person, machine []string
		want, forbidden string
	}{
		{"nobody says a thing", nil, nil, "a=built in b=built in", ""},
		{"the person adds", []string{named("c", "own")}, nil, "a=built in b=built in c=own", ""},
		{"the person replaces", []string{named("a", "own")}, nil, "a=own b=built in", ""},
		{"both replace", []string{named("a", "own")}, []string{named("a", "of IT")}, "a=of IT b=built in", ""},
		{"the person forbids", []string{forbid("a")}, nil, "b=built in", "a"},
		{"the person forbids what IT set", []string{forbid("a")}, []string{named("a", "of IT")}, "a=of IT b=built in", ""},
		{"IT forbids", nil, []string{forbid("a")}, "b=built in", "a"},
		{"IT forbids what the person set", []string{named("a", "own")}, []string{forbid("a")}, "b=built in", "a"},
		{"both forbid", []string{forbid("a")}, []string{forbid("a")}, "b=built in", "a"},
		{"IT forbids what nobody knows", nil, []string{forbid("x")}, "a=built in b=built in", "x"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sources := []apps.Source{sourceOf("machine", c.machine...), person(c.person...), embedded}
			for range sources { // the order they are given in does not matter
				sources = append(sources[1:], sources[0])
				got := apps.Load(sources...)
				var list []string
				for _, app := range got.Apps {
					list = append(list, app.ID+"="+app.Name)
				}
				if text := strings.Join(list, " "); text != c.want || strings.Join(got.Forbidden, " ") != c.forbidden || got.Problems != nil {
					t.Errorf("got %s, forbidden %v, problems %v", text, got.Forbidden, got.Problems)
				}
			}
		})
	}
}

func TestCatalogueFoldersAreRead(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("1.toml", named("one", "One"))
	write("2.toml", named("one", "One again"))
	write("3.toml", "\x00")
	write("4.txt", "not a catalogue file")
	write(".5.toml", "hidden")
	if err := os.Mkdir(filepath.Join(folder, "6.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	missing := apps.Source{Origin: "machine", Folder: filepath.Join(folder, "none")}
	got := apps.Load(missing, apps.Source{Origin: "person", Folder: folder})
	if len(got.Apps) != 1 || got.Apps[0].Name != "One" || got.Apps[0].File != filepath.Join(folder, "1.toml") {
		t.Errorf("apps %+v", got.Apps)
	}
	var files []string
	for _, problem := range got.Problems {
		var found *tomlfile.Error
		if !errors.As(problem, &found) {
			t.Fatalf("got %T: %v", problem, problem)
		}
		files = append(files, filepath.Base(found.File))
	}
	if !slices.Equal(files, []string{"2.toml", "3.toml", "6.toml"}) {
		t.Errorf("problems %v", got.Problems)
	}
	file := apps.Load(apps.Source{Origin: "person", Folder: filepath.Join(folder, "4.txt")})
	if len(file.Problems) != 1 {
		t.Errorf("a file in place of the folder: %v", file.Problems)
	}
}

func TestASourceIsBounded(t *testing.T) {
	var many []string
	for i := range 510 {
		many = append(many, named(fmt.Sprintf("app-%d", i), "App"))
	}
	got := apps.Load(person(many...))
	if len(got.Apps) != 500 || len(got.Problems) != 1 {
		t.Errorf("%d apps, problems %v", len(got.Apps), got.Problems)
	}
}
