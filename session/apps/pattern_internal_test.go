package apps

import "testing"

var (
	onWindows = Places{
		System: Windows, Home: `C:\Users\mila`, AppData: `C:\Users\mila\AppData\Roaming`,
		LocalAppData: `\\srv\profiles\mila\Local`, ProgramData: `C:\ProgramData`,
	}
	onMac   = Places{System: MacOS, Home: "/Users/mila"}
	onLinux = Places{System: Linux, Home: "/home/mila", Config: "/home/mila/.config", Data: "/d", Cache: "/c"}
	inWine  = Places{
		System: Windows, Home: "/p/drive_c/users/mila", AppData: "/p/drive_c/users/mila/AppData/Roaming",
		ProgramData: "/p/drive_c/ProgramData", Prefix: "/p",
	}
)

// The rules of every system are functions of a place, so all of them are tested on each.
func TestAPatternIsSpelledAsThePlaceSpells(t *testing.T) {
	cases := []struct {
		name    string
		at      Places
		purpose use
		text    string
		version string
		want    string
	}{
		{"roaming", onWindows, forState, `%APPDATA%\SketchUp\SketchUp {year}\login_session.dat`, "2021", `C:\Users\mila\AppData\Roaming\SketchUp\SketchUp 2021\login_session.dat`},
		{"both slashes", onWindows, forState, `%appdata%/SketchUp\SketchUp {year}/login_session.dat`, "2021", `C:\Users\mila\AppData\Roaming\SketchUp\SketchUp 2021\login_session.dat`},
		{"a share", onWindows, forState, `%LOCALAPPDATA%\A\b.dat`, "", `\\srv\profiles\mila\Local\A\b.dat`},
		{"profile", onWindows, forState, `%USERPROFILE%\.ansys\token.json`, "", `C:\Users\mila\.ansys\token.json`},
		{"home on windows", onWindows, forState, `~\x.dat`, "", `C:\Users\mila\x.dat`},
		{"of the machine", onWindows, forLicence, `%ProgramData%\SketchUp\SketchUp {year}\server.dat`, "2019", `C:\ProgramData\SketchUp\SketchUp 2019\server.dat`},
		{"another drive", onWindows, forLicence, `d:\licences\x.lic`, "", `D:\licences\x.lic`},
		{"mac", onMac, forState, "~/Library/Application Support/SketchUp {year}/login_session.dat", "2021", "/Users/mila/Library/Application Support/SketchUp 2021/login_session.dat"},
		{"machine's on mac", onMac, forLicence, "/Library/Application Support/CodeMeter/CmAct", "", "/Library/Application Support/CodeMeter/CmAct"},
		{"xdg", onLinux, forState, "$XDG_CONFIG_HOME/blender/{version}/config/x.json", "4.2", "/home/mila/.config/blender/4.2/config/x.json"},
		{"data and cache", onLinux, forState, "$XDG_DATA_HOME/x/{folder}/y", "", "/d/x/{folder}/y"},
		{"in a prefix", inWine, forState, `%APPDATA%\SketchUp\SketchUp {year}\login_session.dat`, "2026", "/p/drive_c/users/mila/AppData/Roaming/SketchUp/SketchUp 2026/login_session.dat"},
		{"a folder the prefix lacks", inWine, forState, `%LOCALAPPDATA%\x\y`, "", ""},
		{"drive C of a prefix", inWine, forLicence, `C:\Program Files\x.xml`, "", "/p/drive_c/Program Files/x.xml"},
		{"drive Z of a prefix", inWine, forLicence, `Z:\etc\x.xml`, "", ""},
		{"another system", onMac, forState, `%APPDATA%\x\y`, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			system := c.at.System
			if c.name == "another system" {
				system = Windows
			}
			p, reason := parsePattern(system, c.text, c.purpose)
			if reason != "" {
				t.Fatal(reason)
			}
			if got := p.in(c.at, c.version); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatCannotBeAPattern(t *testing.T) {
	long := "~/" + string(make([]byte, maxPattern))
	cases := []struct {
		name    string
		system  System
		purpose use
		text    string
		want    string
	}{
		{"nothing", Linux, forState, "", whyRootPersonal},
		{"the home itself", Linux, forState, "~", whyRootPersonal},
		{"no name", Linux, forState, "~/", whyDots},
		{"absolute", Linux, forState, "/home/mila/.x/login.dat", whyRootPersonal},
		{"relative", Linux, forState, "x/login.dat", whyRootPersonal},
		{"another's home", Linux, forState, "~bob/.x/login.dat", whyRootPersonal},
		{"absolute on windows", Windows, forState, `C:\Users\mila\x.dat`, whyRootPersonal},
		{"a share", Windows, forState, `\\srv\x\y.dat`, whyRootPersonal},
		{"of the machine", Windows, forState, `%ProgramData%\x\y.dat`, whyRootPersonal},
		{"any variable", Windows, forState, `%TEMP%\x.dat`, whyRootPersonal},
		{"windows' on linux", Linux, forState, "%APPDATA%/x.dat", whyRootPersonal},
		{"linux' on mac", MacOS, forState, "$XDG_CONFIG_HOME/x.dat", whyRootPersonal},
		{"up", Linux, forState, "~/../bob/login.dat", whyDots},
		{"up with backslashes", Windows, forState, `%APPDATA%\x\..\..\y.dat`, whyDots},
		{"here", Linux, forState, "~/./login.dat", whyDots},
		{"a doubled slash", Linux, forState, "~//login.dat", whyDots},
		{"an open end", Linux, forState, "~/x/{year}", whyExact},
		{"any file", Linux, forState, "~/x/{folder}", whyExact},
		{"any licence", Windows, forLicence, `%ProgramData%\x\{folder}`, whyExact},
		{"a folder twice", Linux, forState, "~/{folder}/{folder}/x", whyFolder},
		{"a part of a folder", Linux, forState, "~/x{folder}/x", whyFolder},
		{"a version twice", Linux, forState, "~/{year}/{version}/x", whyVersion},
		{"a version twice in a name", Linux, forState, "~/{year}{year}/x", whyPlaceholder},
		{"an unknown one", Linux, forState, "~/{month}/x", whyPlaceholder},
		{"a wildcard", Linux, forState, "~/x*/y", whyLetter},
		{"a backslash on unix", Linux, forState, `~/x\y`, whyLetter},
		{"a variable within", Windows, forState, `%APPDATA%\%USERNAME%\x`, whyLetter},
		{"a stream", Windows, forState, `%APPDATA%\x\y.dat:z`, whyLetter},
		{"a short name", Windows, forState, `%APPDATA%\SKETCH~1\x.dat`, whyLetter},
		{"a dot that Windows drops", Windows, forState, `%APPDATA%\x\server.dat.`, whyLetter},
		{"a space that Windows drops", Windows, forState, `%APPDATA%\x\server.dat `, whyLetter},
		{"a control letter", Linux, forState, "~/x\x1b[2J/y", whyLetter},
		{"turned around", Linux, forState, "~/x\u202etad/y", whyLetter},
		{"not text", Linux, forState, "~/\xff/y", whySize},
		{"too long", Linux, forState, long, whySize},
		{"too deep", Linux, forState, "~/1/2/3/4/5/6/7/8/9/10/11/12/13", whySize},
		{"homes", Linux, forTrace, "/home/bob/.x", whyHomes},
		{"homes further down", Linux, forTrace, "/var/home/bob", whyHomes},
		{"homes by any name", Linux, forTrace, "/{folder}/bob/.x", whyHomes},
		{"homes on mac", MacOS, forLicence, "/Users/bob/x.lic", whyHomes},
		{"homes on windows", Windows, forLicence, `c:\users\bob\x.lic`, whyHomes},
		{"nowhere", Linux, forTrace, "opt/x", whyRoot},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, reason := parsePattern(c.system, c.text, c.purpose); reason != c.want {
				t.Errorf("%q: got %q, want %q", c.text, reason, c.want)
			}
		})
	}
}

func TestANameFitsAsAWhole(t *testing.T) {
	cases := []struct {
		segment, name string
		fold          bool
		version       string
		fits          bool
	}{
		{"SketchUp {year}", "SketchUp 2021", false, "2021", true},
		{"SketchUp {year}", "sketchup 2021", true, "2021", true},
		{"SketchUp {year}", "sketchup 2021", false, "", false},
		{"SketchUp {year}", "SketchUp 2021 (1)", true, "", false},
		{"SketchUp {year}", "SketchUp 20211", true, "", false},
		{"SketchUp {year}", "SketchUp 2021 backup", true, "", false},
		{"SketchUp {year}", "SketchUp 202", true, "", false},
		{"SketchUp {year}", "SketchUp ２０２１", true, "", false},
		{"SketchUp {year}", "SketchUp", true, "", false},
		{"{year}", "2021", false, "2021", true},
		{"v{version}-x", "v4.2.1-x", false, "4.2.1", true},
		{"v{version}-x", "v-x", false, "", false},
		{"v{version}-x", "v4..2-x", false, "", false},
		{"v{version}", "v.", false, "", false},
		{"v{version}", "v4.", false, "", false},
		{"{version}", "123456789012345678901234567890123", false, "", false},
		{"aba{version}aba", "aba", false, "", false},
		{"{folder}", "anything at all", false, "", true},
		{"login_session.dat", "login_session.dat.bak", true, "", false},
		{"login_session.dat", "LOGIN_SESSION.DAT", true, "", true},
		{"login_session.dat", "LOGIN_SESSION.DAT", false, "", false},
	}
	for _, c := range cases {
		s, reason := parseSegment(c.segment, Linux)
		if reason != "" {
			t.Fatalf("%s: %s", c.segment, reason)
		}
		version, fits := s.match(c.name, c.fold)
		if fits != c.fits || fits && version != c.version {
			t.Errorf("%s on %s: got %q, %t", c.segment, c.name, version, fits)
		}
	}
}

func TestALicenceCoversWhatLiesBelowIt(t *testing.T) {
	p, reason := parsePattern(Windows, `%APPDATA%\McNeel\{version}\Licenses`, forLicence)
	if reason != "" {
		t.Fatal(reason)
	}
	cases := map[string]bool{
		`C:\Users\mila\AppData\Roaming\McNeel\6.0\Licenses`:           true,
		`C:\Users\mila\AppData\Roaming\McNeel\6.0\Licenses\x.lic`:     true,
		`c:\users\MILA\appdata\roaming\mcneel\6.0\LICENSES\a\b.json`:  true,
		`C:\Users\mila\AppData\Roaming\McNeel\6.0\Licenses2\x.lic`:    false,
		`C:\Users\mila\AppData\Roaming\McNeel\six\Licenses\x.lic`:     false,
		`C:\Users\mila\AppData\Roaming\McNeel\6.0`:                    false,
		`C:\Users\mila\AppData\Roaming2\McNeel\6.0\Licenses\x.lic`:    false,
		`C:\Users\mila\AppData\Roaming\x\McNeel\6.0\Licenses\x.lic`:   false,
		`C:/Users/mila/AppData/Roaming/McNeel/6.0/Licenses/token.lic`: false,
	}
	for path, want := range cases {
		if got := p.covers(path, onWindows, p.start(onWindows)); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
}
