package apps_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/session/apps"
)

// builtIn is the catalogue that the program brings along.
func builtIn(t testing.TB) apps.Catalogue {
	t.Helper()
	c := apps.Load(apps.Source{Origin: "embedded", Folder: filepath.Join("..", "..", "assets", "apps")})
	if len(c.Problems) != 0 || len(c.Apps) < 15 {
		t.Fatalf("%d apps, problems %v", len(c.Apps), c.Problems)
	}
	return c
}

// plant makes files with a word of content; a name that ends with a slash is a folder.
func plant(t testing.TB, root string, names ...string) {
	t.Helper()
	for _, name := range names {
		path := filepath.Join(root, filepath.FromSlash(name))
		folder := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			folder = path
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if folder == path {
			continue
		}
		if err := os.WriteFile(path, []byte("opaque"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// look finds with nothing running and nothing locked.
func look(t testing.TB, c apps.Catalogue, places ...apps.Places) []apps.Found {
	t.Helper()
	return lookWith(t, c, apps.FinderOptions{Places: places})
}

func lookWith(t testing.TB, c apps.Catalogue, o apps.FinderOptions) []apps.Found {
	t.Helper()
	if o.Processes == nil {
		o.Processes = processes()
	}
	if o.Locked == nil {
		o.Locked = func(string) (bool, error) { return false, nil }
	}
	found, err := apps.NewFinder(o).Find(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// said writes down what was found, one line an item, with paths below root.
func said(root string, all []apps.Found) string {
	var lines []string
	for _, found := range all {
		head := found.App.ID + "@" + found.Version
		if len(found.Items) == 0 {
			lines = append(lines, head)
		}
		for _, item := range found.Items {
			state := "missing"
			if item.Exists {
				state = "there"
			}
			if item.Refused != "" {
				state += " refused: " + item.Refused
			}
			path, _ := filepath.Rel(root, item.Path)
			lines = append(lines, fmt.Sprintf("%s %s %s", head, filepath.ToSlash(path), state))
		}
	}
	return strings.Join(lines, "\n")
}

// processes is a process list.
func processes(all ...apps.Process) func(context.Context) ([]apps.Process, error) {
	return func(context.Context) ([]apps.Process, error) { return all, nil }
}

func windowsAt(home string) apps.Places {
	return apps.Places{
		System: apps.Windows, Home: home, AppData: home + "/AppData/Roaming", LocalAppData: home + "/AppData/Local", ProgramData: home + "/../ProgramData",
	}
}

func signInPaths(root string, all []apps.Found) string {
	var paths []string
	for _, found := range all {
		for _, file := range found.SignIns() {
			path, _ := filepath.Rel(root, file.Path())
			paths = append(paths, filepath.ToSlash(path))
		}
	}
	return strings.Join(paths, "\n")
}

func TestAnItemSaysSizeAgeAndLock(t *testing.T) {
	home := t.TempDir()
	plant(t, home, ".labcad/Lab CAD 4.2/login_session.dat", ".labcad/Lab CAD 4.10/login_session.dat")
	file := filepath.Join(home, ".labcad", "Lab CAD 4.2", "login_session.dat")
	when := time.Date(2025, 5, 1, 10, 0, 0, 0, time.UTC)
	if err := os.Chtimes(file, when, when); err != nil {
		t.Fatal(err)
	}
	var asked []string
	all := lookWith(t, apps.Load(person(labcad)), apps.FinderOptions{
		Places: []apps.Places{{System: apps.Linux, Home: home}},
		Locked: func(path string) (bool, error) { asked = append(asked, path); return path == file, nil },
	})
	if len(all) != 2 || all[0].Version != "4.2" || all[1].Version != "4.10" || len(asked) != 2 {
		t.Fatalf("found %+v, asked %v", all, asked)
	}
	item := all[0].Items[0]
	if !item.Exists || item.Size != 6 || !item.ModifiedAt.Equal(when) || item.ModifiedAt.Location() != time.UTC || !item.Locked || all[1].Items[0].Locked {
		t.Errorf("item %+v", item)
	}
}

func TestTracesAndGuidedApps(t *testing.T) {
	home := t.TempDir()
	plant(t, home, "AppData/Local/Trimble/Tekla Structures/2023.0/", "AppData/Local/Trimble/Tekla Structures/2024/", "AppData/Local/Adobe/OOBE/opm.db",
		"AppData/Local/EpicGamesLauncher/Saved/Config/Windows/GameUserSettings.ini", "AppData/Roaming/Nemetschek/Vectorworks/2026/")
	all := look(t, builtIn(t), windowsAt(home))
	want := "adobe@ AppData/Local/Adobe/OOBE/opm.db there\n" +
		"epic@ AppData/Local/EpicGamesLauncher/Saved/Config/Windows/GameUserSettings.ini there\n" +
		"tekla-structures@2023.0\ntekla-structures@2024\nvectorworks@2026"
	if got := said(home, all); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := signInPaths(home, all); got != "" {
		t.Errorf("of apps that only a person resets, these may be moved: %s", got)
	}
}

func TestEverythingThatIsResetByFileIsFound(t *testing.T) {
	home := t.TempDir()
	plant(t, home,
		"AppData/Local/Autodesk/Web Services/LoginState.xml", "AppData/Local/Autodesk/Identity Services/idservices.db",
		"AppData/Roaming/McNeel/Rhinoceros/6.0/License Manager/Licenses/cloudzoo.json",
		"AppData/Roaming/Blender Foundation/Blender/4.2/config/blender_id/profiles.json",
		"AppData/Roaming/UnityHub/encryptedTokens.json", "AppData/Roaming/SketchUp/SketchUp 2026/login_session.dat",
		"../ProgramData/McNeel/Rhinoceros/6.0/License Manager/Licenses/55500d41.lic", "../ProgramData/Autodesk/AdskLicensingService/x",
	)
	all := look(t, builtIn(t), windowsAt(home))
	want := []string{
		"AppData/Local/Autodesk/Web Services/LoginState.xml", "AppData/Local/Autodesk/Identity Services/idservices.db",
		"AppData/Roaming/Blender Foundation/Blender/4.2/config/blender_id/profiles.json",
		"AppData/Roaming/McNeel/Rhinoceros/6.0/License Manager/Licenses/cloudzoo.json",
		"AppData/Roaming/SketchUp/SketchUp 2026/login_session.dat", "AppData/Roaming/UnityHub/encryptedTokens.json",
	}
	if got := signInPaths(home, all); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
	for _, found := range all {
		if isLicensed := found.App.ID == "rhino" || found.App.ID == "autodesk"; isLicensed != (len(found.Licences) == 1) {
			t.Errorf("%s: licences %+v", found.App.ID, found.Licences)
		}
	}
}

func TestWhatIsNotReadToItsEndIsSaid(t *testing.T) {
	home := t.TempDir()
	for i := range 520 {
		plant(t, home, fmt.Sprintf(".labcad/Lab CAD 1.%d/", i))
	}
	all := look(t, apps.Load(person(labcad)), apps.Places{System: apps.Linux, Home: home})
	if len(all) != 501 || all[0].Version != "" || all[0].Items[0].Refused != "the folder holds more names than are looked at" {
		t.Errorf("%d found, first %+v", len(all), all[0].Items)
	}
}

func TestAHomeWithoutAnythingIsQuiet(t *testing.T) {
	home := t.TempDir()
	if all := look(t, builtIn(t), windowsAt(home), apps.Places{System: apps.Linux, Home: home}, apps.Places{System: apps.MacOS, Home: filepath.Join(home, "none")}); len(all) != 0 {
		t.Errorf("found %+v", all)
	}
	before, err := os.ReadDir(home)
	if err != nil || slices.ContainsFunc(before, func(fs.DirEntry) bool { return true }) {
		t.Errorf("looking left something behind: %v", before)
	}
}
