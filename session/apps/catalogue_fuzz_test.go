package apps_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/apps"
)

// FuzzCatalogue: no text, as an entry of a person beside the embedded ones, makes the look panic, gives out a file outside the home,
// or one that the embedded entries call a licence.
func FuzzCatalogue(f *testing.F) {
	f.Add(labcad)
	f.Add("id = \"x\"\nforbid = true\n")
	f.Add(strings.NewReplacer("~/.labcad/Lab CAD {version}/login_session.dat", "~/../bob/{folder}/x.dat").Replace(labcad))
	f.Add(strings.NewReplacer("~/.labcad/Lab CAD {version}/login_session.dat", "$XDG_CONFIG_HOME/{folder}/server.dat").Replace(labcad))
	f.Add(strings.NewReplacer(`"linux"`, `"windows"`, "~/.labcad/Lab CAD {version}/login_session.dat", `%APPDATA%\\..\\..\\x`).Replace(labcad))
	f.Add(labcad + "[[trace]]\nsystem = \"linux\"\npath = \"/{folder}/{year}\"\n[[step]]\nwhen = \"after\"\nen = \"x\"\n")
	entries, err := filepath.Glob(filepath.Join("..", "..", "assets", "apps", "*.toml"))
	if err != nil || len(entries) == 0 {
		f.Fatal("no entries")
	}
	for _, entry := range entries {
		text, err := os.ReadFile(entry)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	root := f.TempDir()
	plant(f, root, "bob/x.dat", "bob/.labcad/Lab CAD 4.2/login_session.dat", "mila/.labcad/Lab CAD 4.2/login_session.dat", "mila/x.dat",
		"mila/.config/x/server.dat", "mila/2021/login_session.dat", "mila/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat")
	home := filepath.Join(root, "mila")
	wine := filepath.Join(home, "drive_c", "users", "mila")
	places := []apps.Places{
		{System: apps.Linux, Home: home, Config: filepath.Join(home, ".config"), Data: filepath.Join(home, "none"), Cache: home},
		{System: apps.MacOS, Home: home},
		{System: apps.Windows, Home: wine, AppData: filepath.Join(wine, "AppData", "Roaming"), LocalAppData: filepath.Join(wine, "none"), Prefix: home},
	}
	licence := strings.NewReplacer("~/.labcad/Lab CAD {version}/login_session.dat", "$XDG_CONFIG_HOME/x/server.dat", `"session"`, `"licence"`,
		`reset      = "file"`, "", `"labcad"`, `"licensed"`).Replace(labcad)
	f.Fuzz(func(t *testing.T, text string) {
		c := apps.Load(sourceOf("embedded", licence), person(text))
		if len(c.Apps)+len(c.Forbidden)+len(c.Problems) == 0 {
			t.Fatal("the file is neither used nor a problem")
		}
		for _, found := range look(t, c, places...) {
			for _, file := range found.SignIns() {
				inside, err := filepath.Rel(home, file.Path())
				if err != nil || !filepath.IsLocal(inside) || strings.HasSuffix(file.Path(), "server.dat") {
					t.Fatalf("gives out %s", file.Path())
				}
			}
		}
	})
}
