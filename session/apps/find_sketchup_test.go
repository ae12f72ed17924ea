package apps_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/session/apps"
)

func TestSketchUpOnWindowsSideBySide(t *testing.T) {
	root := t.TempDir()
	home := filepath.Join(root, "mila")
	for year := 2019; year <= 2026; year++ {
		plant(t, home, fmt.Sprintf("AppData/Roaming/SketchUp/SketchUp %d/login_session.dat", year))
	}
	plant(t, home,
		"AppData/Local/SketchUp/SketchUp 2021/login_session.dat",           // the other root
		"AppData/Local/SketchUp/SketchUp 2022/SketchUp/login_session.dat",  // a folder deeper
		"AppData/Roaming/SketchUp/SketchUp 2022/a/b/login_session.dat",     // too deep
		"AppData/Roaming/SketchUp/SketchUp 2018/other.dat",                 // a version without the file
		"AppData/Roaming/SketchUp/SketchUp 2021 (1)/login_session.dat",     // names beside it
		"AppData/Roaming/SketchUp/SketchUp 20211/login_session.dat",        //
		"AppData/Roaming/SketchUp/SketchUp 2021 backup/login_session.dat",  //
		"AppData/Roaming/SketchUp/login_session.dat",                       //
		"AppData/Roaming/SketchUp/SketchUp 2023/login_session.dat.bak",     //
		"AppData/Roaming/SketchUp/SketchUp 2017",                           // a file where a folder should be
		"AppData/Roaming/Sketch/SketchUp 2021/login_session.dat",           //
		"../bob/AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat",  // another's home
		"../ProgramData/SketchUp/SketchUp 2019/activation_info.txt",        // licences
		"../ProgramData/SketchUp/SketchUp 2018/server.dat",                 //
		"../ProgramData/SketchUp/SketchUp 2019/SketchUp/login_session.dat", // not a person's
	)
	all := look(t, builtIn(t), windowsAt(home))
	const roaming, local = "AppData/Roaming/SketchUp/SketchUp ", "AppData/Local/SketchUp/SketchUp "
	want := []string{
		"sketchup@2018 " + roaming + "2018/login_session.dat missing",
		"sketchup@2019 " + roaming + "2019/login_session.dat there",
		"sketchup@2020 " + roaming + "2020/login_session.dat there",
		"sketchup@2021 " + roaming + "2021/login_session.dat there",
		"sketchup@2021 " + local + "2021/login_session.dat there",
		"sketchup@2022 " + roaming + "2022/login_session.dat there",
		"sketchup@2022 " + local + "2022/SketchUp/login_session.dat there",
	}
	for year := 2023; year <= 2026; year++ {
		want = append(want, fmt.Sprintf("sketchup@%d %s%d/login_session.dat there", year, roaming, year))
	}
	if got := said(home, all); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	for _, found := range all {
		wantLicences := map[string]int{"2018": 1, "2019": 1}[found.Version]
		if len(found.Licences) != wantLicences {
			t.Errorf("%s: licences %+v", found.Version, found.Licences)
		}
		for _, file := range found.SignIns() {
			if file.App() != "sketchup" || file.Version() != found.Version || file.Label() != "SketchUp "+found.Version || file.Kind() != apps.Session {
				t.Errorf("sign-in %+v", file)
			}
		}
	}
	if paths := strings.Split(signInPaths(home, all), "\n"); len(paths) != 10 {
		t.Errorf("%d files may be moved: %v", len(paths), paths)
	}
}

func TestSketchUpOnMacOS(t *testing.T) {
	home := t.TempDir()
	const support = "Library/Application Support/SketchUp "
	plant(t, home, support+"2019/login_session.dat", support+"2021/login_session.dat", support+"2021/SketchUp/other", support+"2026/",
		support+"2021/LOGIN_SESSION.DAT.old", "Library/Caches/com.sketchup.SketchUp.2020/Cache.db", "Library/ApplicationSupport/SketchUp2021/login_session.dat")
	all := look(t, builtIn(t), apps.Places{System: apps.MacOS, Home: home})
	want := "sketchup@2019 " + support + "2019/login_session.dat there\n" +
		"sketchup@2021 " + support + "2021/login_session.dat there\n" +
		"sketchup@2026 " + support + "2026/login_session.dat missing"
	if got := said(home, all); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTenThousandUnrelatedNamesHideNothing(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "AppData", "Roaming", "SketchUp")
	plant(t, home, "AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat")
	for i := range 10_000 {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("SketchUp %d.skb", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := said(home, look(t, builtIn(t), windowsAt(home))); got != "sketchup@2021 AppData/Roaming/SketchUp/SketchUp 2021/login_session.dat there" {
		t.Errorf("got\n%s", got)
	}
}
