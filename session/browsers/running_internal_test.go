package browsers

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// at is a program as the system would show it.
func at(pid int, exe string, args ...string) program {
	return program{
		pid: pid, path: exe, names: []string{baseName(exe)}, args: append([]string{exe}, args...),
		cwd: func() string { return "/" }, env: func(string) (string, bool) { return "", true },
	}
}

func inside(p program, inner int) program { p.inner = inner; return p }

func withHome(p program, home string) program {
	p.env = func(name string) (string, bool) { return map[string]string{"HOME": home}[name], true }
	return p
}

func TestTheLockOfChromiumIsJudged(t *testing.T) {
	const chromium = "/usr/lib/chromium/chromium"
	for _, c := range []struct {
		what     string
		lock     string // empty: there is none
		pkg      string
		programs []program
		confined bool
		want     string
	}{
		{what: "no lock"},
		{what: "it runs", lock: "here-77", programs: []program{at(77, chromium)}, want: whyRunning},
		{what: "stale: nothing has the number", lock: "here-77"},
		{what: "stale: the number is another program's", lock: "here-77", programs: []program{at(77, "/usr/bin/bash")}},
		{what: "stale: the number is a crash handler's", lock: "here-77", programs: []program{at(77, "/usr/lib/chromium/chrome_crashpad_handler")}},
		{
			what: "stale: the number is a browser's with another folder", lock: "here-77",
			programs: []program{at(77, chromium, "--user-data-dir=/elsewhere")},
		},
		{what: "another computer", lock: "there-77", want: whyElsewhere + ": there"},
		{what: "another computer with dashes", lock: "there-is-one-77", want: whyElsewhere + ": there-is-one"},
		{what: "a name that begins the same", lock: "here-too-77", programs: []program{at(77, chromium)}, want: whyElsewhere + ": here-too"},
		{what: "a name that paints", lock: "\x1b[31mred-77", want: whyElsewhere + ": [31mred"},
		{what: "no number", lock: "here-", want: whyUnseen},
		{what: "no dash", lock: "here", want: whyUnseen},
		{what: "not a number", lock: "here-7x", want: whyUnseen},
		{what: "seen from a sandbox", lock: "here-77", confined: true, want: whyConfined},
		{what: "in a sandbox", lock: "here-2", pkg: PackageFlatpak, programs: []program{inside(at(7000, "/app/chromium/chrome"), 2)}, want: whyRunning},
		{what: "in a sandbox, stale", lock: "here-2", pkg: PackageFlatpak, programs: []program{at(2, "kthreadd")}},
	} {
		root := t.TempDir()
		if c.lock != "" {
			if err := os.Symlink(c.lock, filepath.Join(root, "SingletonLock")); err != nil {
				t.Skipf("no links here: %v", err)
			}
		}
		d := quiet()
		d.confined = c.confined
		id := "chromium"
		if c.pkg != "" {
			id += "-" + c.pkg
		}
		p := Profile{Place: Place{ID: id, Family: FamilyChromium, Root: root, Package: c.pkg}, Path: filepath.Join(root, "Default")}
		d.programs = func(context.Context) ([]program, error) { return c.programs, nil }
		if why, err := d.whyRuns(t.Context(), p); err != nil || why != c.want {
			t.Errorf("%s: %q, %v", c.what, why, err)
		}
	}
}

func TestABrowserWithoutLockIsFoundByItsFolder(t *testing.T) {
	home := t.TempDir()
	root := filepath.Join(home, ".config", "chromium")
	p := Profile{Place: Place{ID: "chromium", Family: FamilyChromium, Root: root}}
	for _, c := range []struct {
		what    string
		program program
		want    string
	}{
		{"told the folder", at(5, "/usr/lib/chromium/chromium", "--user-data-dir="+root), whyRunning},
		{"told another one", at(5, "/usr/lib/chromium/chromium", "--user-data-dir="+home), ""},
		{"its own folder", withHome(at(5, "/usr/lib/chromium/chromium"), home), whyRunning},
		{"its own folder, another person's home", withHome(at(5, "/usr/lib/chromium/chromium"), "/nowhere"), ""},
		{"only a part of it", withHome(at(5, "/usr/lib/chromium/chromium", "--type=renderer"), home), ""},
		{"another browser", withHome(at(5, "/opt/google/chrome/chrome"), home), ""},
		{"a snap", withHome(at(5, "/snap/chromium/12/usr/lib/chromium-browser/chrome"), home), ""},
		{"all arguments in one", withHome(program{
			pid: 5, names: []string{"chromium"}, path: "/usr/lib/chromium/chromium", cwd: func() string { return "" },
			args: splitArgs("/usr/lib/chromium/chromium --headless --user-data-dir=" + root),
		}, home), whyRunning},
	} {
		d := quiet()
		d.programs = func(context.Context) ([]program, error) { return []program{c.program}, nil }
		if why, err := d.whyRuns(t.Context(), p); err != nil || why != c.want {
			t.Errorf("%s: %q, %v", c.what, why, err)
		}
	}
}

func TestBuildsOfOneNameAreToldApart(t *testing.T) {
	for exe, id := range map[string]string{
		"/opt/google/chrome/chrome":                                                  "chrome",
		"/opt/google/chrome-beta/chrome":                                             "chrome-beta",
		"/opt/google/chrome-unstable/chrome":                                         "chrome-dev",
		`C:\Program Files\Google\Chrome\Application\chrome.exe`:                      "chrome",
		`C:\Users\Mia\AppData\Local\Google\Chrome SxS\Application\chrome.exe`:        "chrome-canary",
		`C:\Users\Mia\AppData\Local\Chromium\Application\chrome.exe`:                 "chromium",
		`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`:               "edge",
		"/opt/microsoft/msedge-dev/msedge":                                           "edge-dev",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome":               "chrome",
		"/Applications/Google Chrome Beta.app/Contents/MacOS/Google Chrome Beta":     "chrome-beta",
		"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge":             "edge",
		"/opt/brave.com/brave/brave":                                                 "brave",
		"/opt/vivaldi/vivaldi-bin":                                                   "vivaldi",
		"/usr/lib/chromium/chromium":                                                 "chromium",
		"/Applications/Brave Browser.app/Contents/MacOS/Brave Browser":               "brave",
		`C:\Program Files\BraveSoftware\Brave-Browser\Application\brave.exe`:         "brave",
		"/Applications/Chromium.app/Contents/MacOS/Chromium":                         "chromium",
		"/Applications/Microsoft Edge Beta.app/Contents/MacOS/Microsoft Edge Beta":   "edge-beta",
		"/Applications/Google Chrome Canary.app/Contents/MacOS/Google Chrome Canary": "chrome-canary",
		`C:\Users\Mia\AppData\Local\Vivaldi\Application\vivaldi.exe`:                 "vivaldi",
		`C:\Program Files\Google\Chrome Beta\Application\chrome.exe`:                 "chrome-beta",
		"/opt/google/chrome-canary/chrome":                                           "chrome-canary",
		"/opt/microsoft/msedge/msedge":                                               "edge",
		"/usr/lib/firefox-esr/firefox-esr":                                           "firefox",
		`C:\Program Files\Mozilla Firefox\firefox.exe`:                               "firefox",
		"/Applications/Firefox.app/Contents/MacOS/firefox":                           "firefox",
		"/Applications/Safari.app/Contents/MacOS/Safari":                             "safari",
		"/usr/lib/chromium-browser/chromium-browser":                                 "chromium",
		`C:\Users\Mia\AppData\Local\Google\Chrome Dev\Application\chrome.exe`:        "chrome-dev",
	} {
		for _, b := range builds {
			is := at(1, exe).isOf(Place{ID: b.id, Family: b.family})
			if is != (b.id == id) {
				t.Errorf("%s as %s: %v", exe, b.id, is)
			}
		}
	}
}

func TestTheLinkOfFirefoxIsJudged(t *testing.T) {
	const firefox = "/usr/lib/firefox-esr/firefox-esr"
	for _, c := range []struct {
		what, lock string
		programs   []program
		confined   bool
		want       string
	}{
		{what: "none"},
		{what: "with a plus, and the lock is free: left behind", lock: "127.0.0.1:+77", programs: []program{at(77, "/usr/bin/bash")}},
		{what: "with a plus, from an address that is gone", lock: "192.0.2.7:+77"},
		{what: "without: it runs", lock: "127.0.1.1:77", programs: []program{at(77, firefox)}, want: whyRunning},
		{what: "without: ended", lock: "127.0.1.1:77"},
		{what: "without: another computer", lock: "192.0.2.7:77", want: whyElsewhere + ": 192.0.2.7"},
		{what: "without, from a sandbox", lock: "127.0.1.1:77", confined: true, want: whyConfined},
		{what: "nonsense", lock: "x", want: whyUnseen},
	} {
		p := Profile{Place: Place{ID: "firefox", Family: FamilyFirefox}, Path: t.TempDir()}
		if c.lock != "" {
			if err := os.Symlink(c.lock, filepath.Join(p.Path, "lock")); err != nil {
				t.Skipf("no links here: %v", err)
			}
		}
		d := quiet()
		d.confined = c.confined
		d.programs = func(context.Context) ([]program, error) { return c.programs, nil }
		if why, err := d.whyRuns(t.Context(), p); err != nil || why != c.want {
			t.Errorf("%s: %q, %v", c.what, why, err)
		}
	}
	p := Profile{Place: Place{ID: "firefox", Family: FamilyFirefox}, Path: t.TempDir()}
	for _, args := range [][]string{{"--profile", p.Path}, {"-profile", p.Path}, {"--profile=" + p.Path + "/"}} {
		d := quiet()
		d.programs = func(context.Context) ([]program, error) { return []program{at(3, firefox, args...)}, nil }
		if why, _ := d.whyRuns(t.Context(), p); why != whyRunning {
			t.Errorf("%q: %q", args, why)
		}
	}
}

func TestWithoutKnowledgeABrowserCountsAsRunning(t *testing.T) {
	k := kindOf(t, "chromium 24")
	for _, c := range []struct {
		what string
		desk func(*desk)
		want string
	}{
		{"programs", func(d *desk) { d.programs = func(context.Context) ([]program, error) { return nil, os.ErrPermission } }, whyUnseen},
		{"files", func(d *desk) {
			d.holders = func(context.Context, []string) (bool, error) { return false, os.ErrPermission }
		}, whyUnseen},
		{"somebody has it", func(d *desk) { d.holders = func(context.Context, []string) (bool, error) { return true, nil } }, whyOpen},
	} {
		p := k.profile(t, mixed(k.family)...)
		d := quiet()
		c.desk(&d)
		h := d.count(t.Context(), p, []string{host})
		if h.State != StateRunning || !h.Running || h.Reason != c.want || h.Hosts != nil {
			t.Errorf("%s: %+v", c.what, h)
		}
		if _, err := d.remove(t.Context(), p, Wanted{Hosts: []string{host}}); !errors.Is(err, ErrRunning) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

func FuzzLocks(f *testing.F) {
	f.Add("vm-26329")
	f.Add("127.0.0.1:+26331")
	f.Add("a-b-c--1")
	f.Fuzz(func(t *testing.T, link string) {
		if name, pid, ok := parseSingleton(link); ok && (name == "" || pid <= 0) {
			t.Errorf("%q: %q %d", link, name, pid)
		}
		if name, pid, _, ok := parseFirefoxLock(link); ok && (name == "" || pid <= 0) {
			t.Errorf("%q: %q %d", link, name, pid)
		}
	})
}
