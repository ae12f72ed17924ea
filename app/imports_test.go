package app_test

import (
	"bufio"
	"cmp"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module = "latchkey"
	root   = ".."
)

// A floor says which of the house's packages one package may import. Patterns are those of the go command: "auth/..." is
// auth and everything in it. Tests of the app may in addition use everything in belowApp.
type floor struct {
	pkg string
	may []string
	why string
}

var floors = []floor{
	{
		".",
		[]string{"app/launch", "app/cli", "app/core", "app/harden", "assets"},
		"main picks the face, builds the world once and returns an exit code; whatever needs more belongs into a face or into core",
	},
	{
		"app/launch",
		[]string{"app", "app/core", "app/present", "app/widgets", "assets", "auth/demoidp", "session/paths"},
		"launch starts the window and gives it core; it knows no protocol and no session file",
	},
	{
		"app/cli",
		[]string{"app/core", "app/harden", "app/present", "assets", "auth/demoidp", "session/paths", "session/vault"},
		"the command line is a face: it calls core, and it reaches neither the window (the C-free build holds no Fyne) nor a protocol",
	},
	{
		"app",
		[]string{"app/core", "app/present", "app/widgets", "assets"},
		"a view draws view state and turns taps into core calls; it decides nothing, so it has no use for sessions or protocols",
	},
	{
		"app/widgets",
		[]string{"assets"},
		"widgets have no domain knowledge",
	},
	{
		"app/present",
		[]string{"app/core", "app/doctor", "assets"},
		"present turns core's answers into words, for both faces alike",
	},
	{
		"app/core",
		[]string{"app/doctor", "app/guide", "app/report", "assets", "auth/...", "session/..."},
		"core joins auth and session and knows no face",
	},
	{"app/doctor", nil, "doctor knows the order between checks, and nothing of what they look at"},
	{"app/guide", []string{"assets"}, "the guide is data and the way through it; what is known about this computer is handed in"},
	{"app/report", []string{"assets"}, "a report holds only what its own types let in; it reads nothing itself"},
	{"app/harden", nil, "harden asks the system for protection before anything else of the house runs"},
	{"app/endtoend", belowApp, "end-to-end tests use the programs, and the demo provider"},
	{"auth/...", []string{"auth/..."}, "auth is protocols only: it knows no file, no window, no policy; core joins it with session"},
	{"session/...", []string{"session/..."}, "session is files and secrets only: the vault stores bytes and need not know what a token is; core joins it with auth"},
	{"assets", nil, "assets is data, at the bottom of the house"},
}

var belowApp = []string{"app/core", "app/doctor", "app/guide", "app/present", "app/report", "assets", "auth/...", "session/..."}

// A reserved import is one that only the packages named may have, their tests included.
var reserved = []struct {
	imports string
	only    []string
	why     string
}{
	{"fyne.io/...", []string{"app", "app/launch", "app/widgets"}, "everything else must run without a window, in the C-free build"},
	{"fyne.io/fyne/v2/app", []string{"app/launch"}, "that package brings OpenGL and C: one import of it, even in a test, and no view test runs without a C compiler"},
	{"github.com/go-gl/...", nil, "Fyne draws"},
	{"github.com/zalando/go-keyring/...", []string{"session/vault/..."}, "it has no deadline and cannot be cancelled; the vault gives it both"},
	{"github.com/pkg/browser/...", nil, "it lets a browser take the terminal and on Windows runs whatever it is handed; auth/browser checks, and opens itself"},
	{"golang.org/x/oauth2/...", []string{"auth/..."}, "protocols belong to auth"},
	// The faces name it in tests alone, to make a store and to look into one with another eye.
	{"modernc.org/...", []string{"session/browsers", "app/cli", "app/endtoend"}, "a browser's store is opened in one place, which lets no statement read a cookie"},
	{"github.com/spf13/...", []string{"app/cli"}, "arguments belong to the command line"},
	{module + "/app/endtoend/...", nil, "end-to-end tests are for nobody to build on"},
	{module + "/session/vault/vaulttest", []string{"app/cli", "app/core", "app/endtoend", "session/vault/..."}, "a keyring for tests"},
}

// webviews are the ways to put a browser into a program.
var webviews = []string{"webview", "wailsapp", "lorca", "astilectron", "/cef"}

// atRoot is all that the top level of the house may hold, beside what .gitignore names.
var atRoot = strings.Fields(`main.go app session auth assets FyneApp.toml go.mod go.sum README.md
	Makefile LICENSE .golangci.yml .gitignore .ci docs deploy .git`)

func TestEveryPackageImportsOnlyWhatItsFloorAllows(t *testing.T) {
	for _, s := range sources(t) {
		i := slices.IndexFunc(floors, func(r floor) bool { return matches(r.pkg, s.pkg) })
		if i < 0 {
			t.Errorf("%s: no rule covers package %s: say in `floors` what it may import, and why", s.name, s.pkg)
			continue
		}
		rule, may := floors[i], floors[i].may
		if s.test && matches("app/...", s.pkg) {
			may = slices.Concat(may, belowApp)
		}
		for _, path := range s.imports {
			ours, inHouse := strings.CutPrefix(path, module+"/")
			if !inHouse || ours == s.pkg || matchesAny(may, ours) {
				continue
			}
			t.Errorf("%s imports %s. %s may import %s: %s", s.name, path, s.pkg, cmp.Or(strings.Join(may, ", "), "nothing of the house"), rule.why)
		}
	}
}

func TestReservedImportsStayWhereTheyBelong(t *testing.T) {
	for _, s := range sources(t) {
		for _, rule := range reserved {
			for _, path := range s.imports {
				if matches(rule.imports, path) && !matchesAny(rule.only, s.pkg) {
					t.Errorf("%s imports %s, which is for %s only: %s", s.name, path, cmp.Or(strings.Join(rule.only, ", "), "nobody"), rule.why)
				}
			}
		}
	}
}

func TestRulesNameOnlyPackagesThatExist(t *testing.T) {
	exists := map[string]bool{}
	for _, s := range sources(t) {
		exists[s.pkg] = true
	}
	named := slices.Clone(belowApp)
	for _, rule := range floors {
		named = append(append(named, rule.pkg), rule.may...)
	}
	for _, rule := range reserved {
		named = append(named, rule.only...)
	}
	slices.Sort(named)
	for _, pattern := range slices.Compact(named) {
		found := false
		for pkg := range exists {
			found = found || matches(pattern, pkg)
		}
		if !found {
			t.Errorf("a rule names %s, and there is no such package: a rule about nothing protects nothing", pattern)
		}
	}
}

func TestOnlyMainEndsTheProcess(t *testing.T) {
	enders := map[string][]string{"os": {"Exit"}, "syscall": {"Exit"}, "log": {"Fatal", "Fatalf", "Fatalln"}}
	for _, s := range sources(t) {
		if s.pkg == "." || s.test { // a test may play a program
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && slices.Contains(enders[pkg.Name], sel.Sel.Name) && slices.Contains(s.imports, pkg.Name) {
				t.Errorf("%s uses %s.%s: only main may end the process, everything else returns an error, so that deferred clean-up runs and tests see it",
					s.name, pkg.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestTheCFreeBuildHoldsNoWindow(t *testing.T) {
	for _, dep := range goList(t, "-deps", ".") {
		if strings.HasPrefix(dep, "fyne.io/") {
			t.Errorf("the build with the tag nogui contains %s: `go list -tags nogui -deps` from main shows the way; the command line must stay small and free of C", dep)
		}
	}
}

func TestNoViewTestNeedsOpenGL(t *testing.T) {
	for _, dep := range goList(t, "-deps", "-test", "./...") {
		if dep == "fyne.io/fyne/v2/app" || strings.HasPrefix(dep, "github.com/go-gl/") {
			t.Errorf("a package or its test needs %s with the tag nogui: then it no longer builds without C and display libraries", dep)
		}
	}
}

func TestThereIsNoEmbeddedBrowser(t *testing.T) {
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(strings.ToLower(string(content))) {
			for _, word := range webviews {
				if strings.Contains(line, word) {
					t.Errorf("%s: %s: an embedded browser sees the password and shares no single sign-on; sign-in happens in the person's browser (RFC 8252 8.12)",
						name, strings.TrimSpace(line))
				}
			}
		}
	}
}

func TestTheTopLevelStaysAsItIs(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := append(slices.Clone(atRoot), ignoredAtRoot(t)...)
	for _, entry := range entries {
		if !slices.Contains(allowed, entry.Name()) {
			t.Errorf("%s stands at the top level: only %s do, so that a newcomer reads the house off the folder", entry.Name(), strings.Join(atRoot, " "))
		}
	}
}

// ignoredAtRoot is what .gitignore names at the top level: the products of building, on no one's list of files.
func ignoredAtRoot(t *testing.T) []string {
	t.Helper()
	file, err := os.Open(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var names []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, anchored := strings.CutPrefix(lines.Text(), "/"); anchored {
			names = append(names, strings.TrimSuffix(name, "/"))
		}
	}
	return names
}

// goList asks the go command about the C-free build; from the root, one package a line.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"list", "-tags", "nogui"}, args...)...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var trouble strings.Builder
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %s: %v\n%s", strings.Join(args, " "), err, trouble.String())
	}
	return strings.Fields(string(out))
}

func matchesAny(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, pkg) })
}

// matches tells whether a pattern as the go command has them ("auth", "auth/...") names pkg.
func matches(pattern, pkg string) bool {
	if tree, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == tree || strings.HasPrefix(pkg, tree+"/")
	}
	return pattern == pkg
}
