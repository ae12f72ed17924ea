package core

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"latchkey/assets"
	"latchkey/session/apps"
)

// TestTheTableOfAppsIsCurrent compares docs/apps.md with the catalogue that the
// program brings along; LATCHKEY_UPDATE=1 writes it.
func TestTheTableOfAppsIsCurrent(t *testing.T) {
	const file = "../../docs/apps.md"
	want := appsDocument(embeddedApps(t))
	if os.Getenv("LATCHKEY_UPDATE") != "" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/apps.md is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./app/core -run TableOfApps")
	}
}

// The entries that the document shows are entries.
func TestTheEntriesInTheDocumentOfAppsCanBeUsed(t *testing.T) {
	blocks := strings.Split(appsHead, "```")
	for i := 1; i < len(blocks); i += 2 {
		text := strings.TrimPrefix(blocks[i], "toml")
		catalogue := apps.Load(apps.Source{Origin: apps.OriginPerson, Files: map[string][]byte{"x.toml": []byte(text)}})
		if len(catalogue.Problems) != 0 || len(catalogue.Apps)+len(catalogue.Forbidden) != 1 {
			t.Errorf("%v, %+v: %s", catalogue.Problems, catalogue, text)
		}
	}
}

func embeddedApps(t *testing.T) []apps.App {
	t.Helper()
	catalogue := apps.Load(apps.Source{Origin: apps.OriginEmbedded, Files: assets.AppFiles()})
	if len(catalogue.Problems) != 0 || len(catalogue.Apps) == 0 {
		t.Fatalf("%d entries, problems: %v", len(catalogue.Apps), catalogue.Problems)
	}
	return catalogue.Apps
}

const appsHead = `# Modeling apps

Where each app keeps the state of its sign-in, and how that is reset. Generated from the catalogue that Latchkey brings along (` + "`assets/apps`" + `).

- **By file**: Latchkey moves the file to a backup, and ` + "`latchkey undo`" + ` puts it back, byte for byte. It does so only while the app does not run, and only with an ordinary file of the person who asks: no link, no second name, no foreign owner, and no folder on the way into which others may write.
- **In the app**, **on the web**: Latchkey shows the steps and touches nothing, because it is not known well enough where the sign-in lies, or because the file holds more than that.
- **Opt-in**: known from others than the vendor. ` + "`latchkey reset --scope apps`" + ` leaves it out, unless the setting ` + "`apps.community`" + ` is on; ` + "`--scope app:ID`" + ` names it.
- **Licence**: shown and never touched. A reset cannot even be asked to: what it accepts cannot hold a licence, and a file that any entry calls a licence stays one whatever another entry says.
- Confidence is that of the source: high for the vendor's own words, medium for several others that agree, low for a single weak one or a conclusion.

On Linux and macOS the Windows rows also count inside the Wine and CrossOver prefixes of the person's home. The homes of others are never looked at.

## Adding or forbidding an entry

A person's entries are ` + "`*.toml`" + ` files in the folder ` + "`apps`" + ` beside the settings, the machine's in ` + "`/etc/latchkey/apps`, `/Library/Application Support/Latchkey/apps` or `%ProgramData%\\Latchkey\\apps`" + ` (` + "`latchkey paths`" + ` names them). An entry with the same id replaces the one below it: the machine's goes before the person's, and both before what is built in. A file with a mistake is told with its line, and the others are used all the same.

` + "```toml" + `
id        = "labcad"                 # lower-case letters, digits, dashes: app:labcad
name      = "Lab CAD"
vendor    = "Lab"
processes = ["labcad", "labcad-helper"]   # what must not run; without folder and .exe
community = true                     # optional: only when it is named

[[state]]                            # one for each place; every file that is there counts
system     = "linux"                 # linux, macos, windows
path       = "~/.labcad/Lab CAD {version}/login_session.dat"
kind       = "session"               # session, cache, licence
reset      = "file"                  # file, in_app, web; none for a licence
source     = "where this is known from"
confidence = "high"                  # high, medium, low
checked    = 2026-11-22

[[trace]]                            # optional: a folder that shows that the app is here
system = "linux"
path   = "/opt/labcad"

[[step]]                             # optional: what only a person can do
when = "after"                       # before, instead (of a reset by file), after
do   = "sign_in"                     # optional: close, restart, sign_in, sign_out; Latchkey checks what it can
en   = "Start Lab CAD and sign in."
nl   = "Start Lab CAD en meld u aan."
` + "```" + `

- A path begins with ` + "`~`, `%USERPROFILE%`, `%APPDATA%`, `%LOCALAPPDATA%` (windows), `$XDG_CONFIG_HOME`, `$XDG_DATA_HOME` or `$XDG_CACHE_HOME`" + ` (linux); that of a licence or a trace may also begin with ` + "`%ProgramData%`" + ` or be absolute. It ends with the exact name of a file and never leads upwards.
- ` + "`{year}`" + ` stands for four digits, ` + "`{version}`" + ` for digits and dots (one of them, once), ` + "`{folder}`" + ` for exactly one folder of any name (once). A name must fit as a whole: “SketchUp 2021 backup” is no ` + "`SketchUp {year}`" + `. Inside a prefix, on Windows and on macOS, upper and lower case are the same.
- The path may be left out where the reset is ` + "`in_app` or `web`" + ` and the place is not known.
- A licence that names a folder covers everything in it.

To forbid an entry, a file of two lines does. What the machine forbids, a person's file cannot bring back:

` + "```toml" + `
id     = "sketchup"
forbid = true
` + "```" + `

`

var systemNames = map[apps.System]string{apps.Windows: "Windows", apps.MacOS: "macOS", apps.Linux: "Linux"}

var methodNames = map[apps.Method]string{apps.ByFile: "by file", apps.InApp: "in the app", apps.ByWeb: "on the web"}

func appsDocument(all []apps.App) string {
	var text strings.Builder
	text.WriteString(appsHead + "## The apps\n\n| id | app | reset |\n|---|---|---|\n")
	for _, app := range all {
		fmt.Fprintf(&text, "| `%s` | [%s](#%s), %s | %s |\n", app.ID, app.Name, app.ID, app.Vendor, resetOf(app))
	}
	for _, app := range all {
		fmt.Fprintf(&text, "\n### %s\n\n**%s**, %s. Reset %s.", app.ID, app.Name, app.Vendor, resetOf(app))
		if len(app.Processes) > 0 {
			fmt.Fprintf(&text, " Must not run: `%s`.", strings.Join(app.Processes, "`, `"))
		}
		text.WriteString("\n\n| system | path | what | reset | source | confidence | seen |\n|---|---|---|---|---|---|---|\n")
		for _, s := range app.States {
			writeRow(&text, s.System, s.Path, string(s.Kind), methodNames[s.Reset], s.Source, s.Confidence, s.Checked)
		}
		for _, l := range app.Licences {
			writeRow(&text, l.System, l.Path, "licence", "never", l.Source, l.Confidence, l.Checked)
		}
		writeSteps(&text, app)
	}
	return text.String()
}

func writeRow(text *strings.Builder, system apps.System, path, kind, reset, source string, confidence apps.Confidence, checked string) {
	if path == "" {
		path = "not known"
	} else {
		path = "`" + path + "`"
	}
	fmt.Fprintf(text, "| %s | %s | %s | %s | %s | %s | %s |\n", systemNames[system], path, kind, reset, source, confidence, checked)
}

func writeSteps(text *strings.Builder, app apps.App) {
	titles := map[apps.StepTime]string{apps.Before: "Before", apps.Instead: "Instead", apps.After: "After"}
	for _, when := range []apps.StepTime{apps.Before, apps.Instead, apps.After} {
		number := 0
		for _, step := range app.Steps {
			if step.When != when {
				continue
			}
			if number++; number == 1 {
				fmt.Fprintf(text, "\n%s:\n\n", titles[when])
			}
			fmt.Fprintf(text, "%d. %s\n", number, step.Text["en"])
		}
	}
}

func resetOf(app apps.App) string {
	for _, s := range app.States {
		if s.Reset == apps.ByFile && app.Community {
			return "by file, opt-in"
		} else if s.Reset == apps.ByFile {
			return "by file"
		}
	}
	return methodNames[app.States[0].Reset]
}
