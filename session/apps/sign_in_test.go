package apps_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"latchkey/session/apps"
)

// A SignIn is made in one place of this package, comes out of one function, and nobody outside can fill one.
func TestASignInHasOneSource(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources")
	}
	var makers, givers []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			function, ok := declared.(*ast.FuncDecl)
			if !ok {
				continue
			}
			where := name + " " + function.Name.Name
			if function.Name.IsExported() && function.Type.Results != nil && mentions(function.Type.Results, "SignIn") {
				givers = append(givers, where)
			}
			ast.Inspect(function, func(n ast.Node) bool {
				made, isLiteral := n.(*ast.CompositeLit)
				call, isCall := n.(*ast.CallExpr)
				if isLiteral && made.Type != nil && mentions(made.Type, "SignIn") && !isList(made.Type) ||
					isCall && (isNamed(call.Fun, "SignIn") || isNamed(call.Fun, "new") && mentions(call.Args[0], "SignIn")) {
					makers = append(makers, where)
				}
				return true
			})
		}
	}
	if !slices.Equal(makers, []string{"sign_in.go item"}) || !slices.Equal(givers, []string{"sign_in.go SignIns"}) {
		t.Errorf("made in %v, given out by %v", makers, givers)
	}
	sealed := reflect.TypeFor[apps.SignIn]()
	for i := range sealed.NumField() {
		if sealed.Field(i).IsExported() {
			t.Errorf("anybody may write %s", sealed.Field(i).Name)
		}
	}
	for _, holder := range []reflect.Type{reflect.TypeFor[apps.Licence](), reflect.TypeFor[apps.LicenceFile]()} {
		for i := range holder.NumMethod() {
			t.Errorf("%s has the method %s; it should be good for nothing but to be shown", holder, holder.Method(i).Name)
		}
	}
}

func mentions(node ast.Node, name string) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		found = found || isNamed(n, name)
		return true
	})
	return found
}

func isNamed(node ast.Node, name string) bool {
	identifier, ok := node.(*ast.Ident)
	return ok && identifier.Name == name
}

func isList(node ast.Node) bool {
	_, ok := node.(*ast.ArrayType)
	return ok
}

// Only what Find has checked comes out, whatever a caller writes into the answer.
func TestWhatACallerWritesGivesNoSignIn(t *testing.T) {
	home := t.TempDir()
	plant(t, home, ".labcad/Lab CAD 4.2/login_session.dat", ".labcad/server.dat")
	state := apps.State{System: apps.Linux, Path: "~/.labcad/server.dat", Kind: apps.Session, Reset: apps.ByFile}
	made := apps.Found{Items: []apps.Item{{State: state, Path: filepath.Join(home, ".labcad", "server.dat"), Exists: true, Size: 6}}}
	if got := made.SignIns(); len(got) != 0 {
		t.Errorf("made by hand: %+v", got)
	}
	found := look(t, apps.Load(person(labcad)), apps.Places{System: apps.Linux, Home: home})[0]
	found.Items[0].Path = filepath.Join(home, ".labcad", "server.dat")
	if got := signInPaths(home, []apps.Found{found}); got != ".labcad/Lab CAD 4.2/login_session.dat" {
		t.Errorf("bent: %s", got)
	}
}

// A state can only begin with a person's folder, also in an entry that never was a file.
func TestAnEntryMadeByHandLeadsNowhereElse(t *testing.T) {
	root := t.TempDir()
	plant(t, root, "bob/x.dat", "mila/x.dat")
	app := apps.App{ID: "x", Name: "X"}
	for _, path := range []string{filepath.ToSlash(root) + "/bob/x.dat", "~/../bob/x.dat", "../bob/x.dat", "~bob/x.dat", ""} {
		app.States = append(app.States, apps.State{System: apps.Linux, Path: path, Kind: apps.Session, Reset: apps.ByFile})
	}
	if all := look(t, apps.Catalogue{Apps: []apps.App{app}}, apps.Places{System: apps.Linux, Home: filepath.Join(root, "mila")}); len(all) != 0 {
		t.Errorf("found %+v", all)
	}
}

// spelling is one way to name files of the tree below: each with the files that it means.
type spelling struct {
	path  string
	means []string
}

// spellings of the files AppData/Roaming/V/X YEAR/NAME and …/X YEAR/sub/NAME.
func spellings(years, names []string) (all []spelling) {
	const folder = "AppData/Roaming/V/X "
	every := func(rest string) (files []string) {
		for _, year := range years {
			files = append(files, folder+year+rest)
		}
		return files
	}
	for _, name := range names {
		for _, year := range years {
			file := []string{folder + year + "/" + name}
			all = append(all, spelling{`%APPDATA%\V\X ` + year + `\` + name, file}, spelling{`~/AppData/Roaming/V/X ` + year + `/` + name, file},
				spelling{`%userprofile%\appdata\roaming\v\x ` + year + `\` + strings.ToUpper(name), file},
				spelling{`%APPDATA%\V\X ` + year + `\{folder}\` + name, []string{folder + year + "/sub/" + name}})
		}
		all = append(all, spelling{`%APPDATA%\V\X {year}\` + name, every("/" + name)}, spelling{`~\AppData\Roaming\V\x {version}\` + name, every("/" + name)},
			spelling{`%APPDATA%\V\X {year}\Sub\` + name, every("/sub/" + name)})
	}
	return all
}

// Whatever a catalogue says, and however it spells it, a file that any entry calls a licence is never given out: 400 random
// catalogues over one tree, natively and with a second entry that replaces the one which named the licence.
func TestNoCatalogueMakesASignInOfALicence(t *testing.T) {
	prefix := t.TempDir()
	years, names := []string{"2019", "2020", "2021"}, []string{"login.dat", "server.dat", "a.lic"}
	home := filepath.Join(prefix, "drive_c", "users", "mila")
	var universe []string
	for _, year := range years {
		for _, name := range names {
			universe = append(universe, "AppData/Roaming/V/X "+year+"/"+name, "AppData/Roaming/V/X "+year+"/sub/"+name)
		}
	}
	plant(t, home, universe...)
	places := apps.Places{System: apps.Windows, Home: home, AppData: filepath.Join(home, "AppData", "Roaming"), Prefix: prefix}
	choices := spellings(years, names)
	random := rand.New(rand.NewPCG(4, 2026))
	given, withheld := 0, 0
	for round := range 400 {
		licensed, wanted := map[string]bool{}, map[string]bool{}
		var files []string
		for app := range 3 {
			text := fmt.Sprintf("id = \"app-%d\"\nname = \"X\"\nvendor = \"V\"\n", app)
			for range 1 + random.IntN(4) {
				one, kind, reset := choices[random.IntN(len(choices))], "session", "reset = \"file\"\n"
				into := wanted
				if random.IntN(3) == 0 {
					kind, reset, into = "licence", "", licensed
				}
				for _, file := range one.means {
					into[file] = true
				}
				text += fmt.Sprintf("[[state]]\nsystem = \"windows\"\npath = '%s'\nkind = \"%s\"\n%ssource = \"s\"\nconfidence = \"low\"\nchecked = 2026-11-22\n", one.path, kind, reset)
			}
			files = append(files, text)
		}
		sources := []apps.Source{sourceOf("embedded", files...)}
		if round%2 == 1 { // the person replaces what names a licence by an entry that calls everything a session
			sources = []apps.Source{sourceOf("embedded", files...), person(strings.Replace(everything(choices), "ID", "app-0", 1))}
			for _, one := range choices {
				for _, file := range one.means {
					wanted[file] = true
				}
			}
		}
		c := apps.Load(sources...)
		if len(c.Problems) != 0 {
			t.Fatal(c.Problems)
		}
		got := map[string]bool{}
		for _, path := range strings.Fields(strings.ReplaceAll(signInPaths(home, look(t, c, places)), "/X ", "/X_")) {
			path = strings.ReplaceAll(path, "/X_", "/X ")
			got[path] = true
			if licensed[path] || !wanted[path] {
				t.Fatalf("round %d: %s is given out; licences %v\n%s", round, path, licensed, strings.Join(files, "\n"))
			}
		}
		given += len(got)
		withheld += len(licensed)
	}
	if given < 500 || withheld < 500 {
		t.Errorf("that shows little: %d given out, %d withheld", given, withheld)
	}
}

// everything is an entry that calls every spelling a session.
func everything(choices []spelling) string {
	var text strings.Builder
	text.WriteString("id = \"ID\"\nname = \"X\"\nvendor = \"V\"\n")
	for _, one := range choices {
		if strings.HasPrefix(one.path, "%APPDATA%") && strings.Contains(one.path, "{") {
			fmt.Fprintf(&text, "[[state]]\nsystem = \"windows\"\npath = '%s'\nkind = \"session\"\nreset = \"file\"\nsource = \"s\"\nconfidence = \"low\"\nchecked = 2026-11-22\n", one.path)
		}
	}
	return text.String()
}
