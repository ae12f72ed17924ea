package browser

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestBrowserVariableIsReadWithoutAShell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value string
		want        []command
	}{
		{"nothing", "", nil},
		{"only colons", ":: :", nil},
		{"a name", "firefox", []command{{"firefox", []string{}}}},
		{"several", "firefox:chromium --new-window", []command{{"firefox", []string{}}, {"chromium", []string{"--new-window"}}}},
		{"a place for the address", "chromium --app=%s -x", []command{{"chromium", []string{"--app=%s", "-x"}}}},
		{"in the background", "firefox %s &", []command{{"firefox", []string{"%s"}}}},
		{"quotes mean nothing", `firefox "a b"`, []command{{"firefox", []string{`"a`, `b"`}}}},
		{"the address as the program", "%s:firefox", []command{{"firefox", []string{}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := parseBrowser(c.value); !reflect.DeepEqual(got, c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
		})
	}
	if got := parseBrowser(strings.Repeat("x:", 100)); len(got) != entryLimit {
		t.Fatalf("%d entries of a hundred are tried", len(got))
	}
}

func TestTheAddressIsOneArgument(t *testing.T) {
	t.Parallel()
	const address = "https://a.example/?q=%73&r=$(id);%s"
	for _, c := range []struct{ args, want []string }{
		{nil, []string{address}},
		{[]string{"--new"}, []string{"--new", address}},
		{[]string{"--app=%s", "50%%"}, []string{"--app=" + address, "50%"}},
	} {
		if got := (command{args: c.args}).arguments(address); !slices.Equal(got, c.want) {
			t.Errorf("%q gave %q, want %q", c.args, got, c.want)
		}
	}
}

// place is a computer on which programs lie in /usr/bin; "alias=w3m" is a link.
func place(goos string, wsl bool, env map[string]string, programs ...string) surroundings {
	return surroundings{
		goos: goos, wsl: wsl, env: func(name string) string { return env[name] },
		find: func(program string) (string, string, bool) {
			for _, p := range programs {
				name, runs, linked := strings.Cut(p, "=")
				if !linked {
					runs = name
				}
				if program == name || program == "/usr/bin/"+name {
					if strings.HasPrefix(name, "/") {
						return name, runs[strings.LastIndex(runs, "/")+1:], true
					}
					return "/usr/bin/" + name, runs, true
				}
			}
			return "", "", false
		},
	}
}

func TestCandidatesFitTheComputer(t *testing.T) {
	t.Parallel()
	screen := map[string]string{"DISPLAY": ":0"}
	own := func(browser string) map[string]string { return map[string]string{"BROWSER": browser} }
	everything := []string{"firefox", "xdg-open", "gio", "x-www-browser", "sensible-browser", "wslview", rundll32, "w3m"}
	for _, c := range []struct {
		name string
		s    surroundings
		want string // programs, or an error's word
	}{
		{"a desktop", place("linux", false, screen, everything...), "xdg-open gio x-www-browser sensible-browser"},
		{"Wayland", place("freebsd", false, map[string]string{"WAYLAND_DISPLAY": "w"}, "gio"), "gio"},
		{"no display", place("linux", false, nil, everything...), "xdg-open"},
		{"the person's own first", place("linux", false, own("firefox:missing"), "xdg-open", "firefox"), "firefox xdg-open"},
		{"WSL without a display", place("linux", true, nil, everything...), "xdg-open wslview rundll32.exe"},
		{"WSL with nothing installed", place("linux", true, screen, rundll32), "rundll32.exe"},
		{"macOS", place("darwin", false, own("firefox"), "firefox", "/usr/bin/open"), "open"},
		{"nothing", place("linux", false, screen), "none"},
		{"only a text browser", place("linux", false, nil, "lynx"), "text"},
		{"a text browser by choice", place("linux", false, own("w3m"), "w3m"), "text"},
		{"a text browser behind a link", place("linux", false, screen, "x-www-browser=elinks"), "text"},
		{"a text browser and another", place("linux", false, own("w3m:firefox"), "w3m", "firefox"), "firefox"},
		{"a shell by choice", place("linux", false, own("sh -c %s"), "sh"), "none"},
		{"a shell behind another program", place("linux", false, own("env -i bash -c %s:env /bin/sh"), "env"), "none"},
		{"a shell behind a link", place("linux", false, own("opener -c %s"), "opener=bash"), "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			commands, err := c.s.commands()
			var got []string
			for _, found := range commands {
				got = append(got, found.program[strings.LastIndex(found.program, "/")+1:])
			}
			switch {
			case errors.Is(err, ErrTextBrowser) && errors.Is(err, ErrNoBrowser):
				got = []string{"text"}
			case errors.Is(err, ErrNoBrowser):
				got = []string{"none"}
			}
			if strings.Join(got, " ") != c.want {
				t.Fatalf("got %v (%v), want %s", got, err, c.want)
			}
		})
	}
}

func TestOpenersGetACleanEnvironment(t *testing.T) {
	t.Parallel()
	environ := []string{
		"PATH=/usr/bin", "DISPLAY=:0", "LD_PRELOAD=x.so", "LD_LIBRARY_PATH=/app", "LD_AUDIT=x", "DYLD_INSERT_LIBRARIES=x",
		"LATCHKEY_HOME=/h", "GODEBUG=x", "GOTRACEBACK=crash", "BROWSER=firefox", "LANG=nl_NL.UTF-8",
	}
	if got, want := childEnvironment(environ, true), []string{"PATH=/usr/bin", "DISPLAY=:0", "LANG=nl_NL.UTF-8"}; !slices.Equal(got, want) {
		t.Errorf("with a display: %q", got)
	}
	if got := childEnvironment([]string{"BROWSER=w3m"}, false); !slices.Equal(got, []string{"BROWSER=:"}) {
		t.Errorf("without a display: %q", got)
	}
}
