//go:build unix

package apps_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/session/apps"
)

// plantPrefix makes a prefix with one person's folders.
func plantPrefix(t *testing.T, prefix string) {
	t.Helper()
	plant(t, prefix, "drive_c/ProgramData/", "drive_c/users/mila/AppData/Roaming/", "drive_c/users/mila/AppData/Local/", "drive_c/users/Public/AppData/Roaming/")
}

func homesOf(root string, all []apps.Places) []string {
	var homes []string
	for _, at := range all {
		home, _ := filepath.Rel(root, at.Home)
		homes = append(homes, home)
	}
	return homes
}

func TestPrefixesAreFoundWhereProgramsPutThem(t *testing.T) {
	const users = "/drive_c/users/mila"
	linux := []string{
		".wine", ".local/share/wineprefixes/a", ".local/share/bottles/bottles/b", ".var/app/com.usebottles.bottles/data/bottles/bottles/c",
		".cxoffice/d", "Games/e", ".PlayOnLinux/wineprefix/f", ".local/share/Steam/steamapps/compatdata/1/pfx",
	}
	mac := []string{
		".wine", "Library/Application Support/CrossOver/Bottles/a", "Library/Containers/com.isaacmarovitz.Whisky/Bottles/b",
	}
	for goos, prefixes := range map[string][]string{"linux": linux, "darwin": mac, "windows": nil} {
		t.Run(goos, func(t *testing.T) {
			home := t.TempDir()
			var want []string
			for _, prefix := range prefixes {
				plantPrefix(t, filepath.Join(home, prefix))
				want = append(want, prefix+users)
			}
			if got := homesOf(home, apps.Prefixes(t.Context(), env(), home, goos)); !slices.Equal(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
}

func TestAPrefixIsLookedAtOnce(t *testing.T) {
	home := t.TempDir()
	plantPrefix(t, filepath.Join(home, ".wine"))
	plant(t, home, "Games/")
	for _, link := range []string{"Games/again", "other"} {
		if err := os.Symlink(filepath.Join(home, ".wine"), filepath.Join(home, link)); err != nil {
			t.Fatal(err)
		}
	}
	got := apps.Prefixes(t.Context(), env("WINEPREFIX", filepath.Join(home, "other")), home, "linux")
	if len(got) != 1 || got[0].Prefix != filepath.Join(home, "other") {
		t.Errorf("got %+v", got)
	}
	if got := apps.Prefixes(t.Context(), env("WINEPREFIX", "other"), home, "linux"); len(got) != 1 || got[0].Prefix != filepath.Join(home, ".wine") {
		t.Errorf("with a relative WINEPREFIX: %+v", got)
	}
}

func TestLinksDoNotLeadOutOfAPrefix(t *testing.T) {
	home := t.TempDir()
	plant(t, home, "elsewhere/users/mila/AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat", "elsewhere/SketchUp 2021/login_session.dat")
	link := func(to, from string) {
		t.Helper()
		plant(t, home, filepath.Dir(from)+"/")
		if err := os.Symlink(filepath.Join(home, to), filepath.Join(home, from)); err != nil {
			t.Fatal(err)
		}
	}
	link("elsewhere", "Games/drive/drive_c")
	link("elsewhere/users", "Games/users/drive_c/users")
	link("elsewhere/users/mila", "Games/person/drive_c/users/mila")
	link("elsewhere/users/mila/AppData/Roaming", "Games/roaming/drive_c/users/mila/AppData/Roaming")
	link("elsewhere/SketchUp 2021", "Games/version/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021")
	places := apps.Prefixes(t.Context(), env(), home, "linux")
	if got, want := homesOf(home, places), []string{"Games/roaming/drive_c/users/mila", "Games/version/drive_c/users/mila"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	want := "sketchup@2021 Games/version/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021 missing refused: a folder on the way to it is a link"
	if got := said(home, look(t, builtIn(t), places...)); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestSketchUpInAPrefix(t *testing.T) {
	home := t.TempDir()
	prefix := filepath.Join(home, ".wine")
	for year := 2019; year <= 2026; year++ {
		plant(t, prefix, fmt.Sprintf("drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp %d/login_session.dat", year))
	}
	plant(t, prefix, "drive_c/users/ada/appdata/roaming/SKETCHUP/sketchup 2021/LOGIN_SESSION.DAT", // as Windows programs spell
		"drive_c/users/old/Application Data/SketchUp/SketchUp 2017/login_session.dat", // as Windows XP had it
		"drive_c/users/Public/AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat",
		"drive_c/programdata/SketchUp/SketchUp 2021/server.dat")
	all := look(t, builtIn(t), apps.Prefixes(t.Context(), env(), home, "linux")...)
	var want []string
	for year := 2019; year <= 2026; year++ {
		want = append(want, fmt.Sprintf("users/mila/AppData/Roaming/SketchUp/SketchUp %d/login_session.dat", year))
	}
	want = append(want, "users/ada/appdata/roaming/SKETCHUP/sketchup 2021/LOGIN_SESSION.DAT", "users/old/Application Data/SketchUp/SketchUp 2017/login_session.dat")
	got := strings.Split(signInPaths(filepath.Join(prefix, "drive_c"), all), "\n")
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	for _, found := range all {
		if found.Prefix != prefix || (found.Version == "2021") != (len(found.Licences) == 1) {
			t.Errorf("found %s in %q with %+v", found.Version, found.Prefix, found.Licences)
		}
	}
}

func TestTheExactNameGoesBeforeAnother(t *testing.T) {
	home := t.TempDir()
	const folder = ".wine/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021/"
	plant(t, home, folder+"Login_Session.dat", folder+"login_session.dat")
	if got := signInPaths(home, look(t, builtIn(t), apps.Prefixes(t.Context(), env(), home, "linux")...)); got != folder+"login_session.dat" {
		t.Errorf("got %s", got)
	}
}

func TestPrefixesAreBounded(t *testing.T) {
	home := t.TempDir()
	for i := range 70 {
		plantPrefix(t, filepath.Join(home, "Games", fmt.Sprint(i)))
	}
	if got := apps.Prefixes(t.Context(), env(), home, "linux"); len(got) != 64 {
		t.Errorf("%d prefixes", len(got))
	}
}

func TestAProgramInAPrefixIsThatPrefixes(t *testing.T) {
	home := t.TempDir()
	for _, prefix := range []string{".wine", "Games/cad"} {
		plant(t, home, prefix+"/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat")
	}
	process := apps.Process{PID: 9, Name: "SketchUp.exe", Path: filepath.Join(home, "Games/cad/drive_c/Program Files/SketchUp/SketchUp 2021/SketchUp.exe")}
	all := lookWith(t, builtIn(t), apps.FinderOptions{
		Places: apps.Prefixes(t.Context(), env(), home, "linux"), Processes: processes(process),
	})
	if len(all) != 2 {
		t.Fatalf("found %+v", all)
	}
	for _, found := range all {
		if isHere := strings.HasSuffix(found.Prefix, "cad"); isHere != (len(found.Running) == 1) {
			t.Errorf("%s: %+v", found.Prefix, found.Running)
		}
	}
}
