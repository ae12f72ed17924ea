package browsers_test

import (
	"slices"
	"strings"
	"testing"

	"latchkey/session/browsers"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func roots(s browsers.System, id string) []string {
	var all []string
	for _, p := range browsers.Places(s) {
		if p.ID == id {
			all = append(all, p.Root)
		}
	}
	return all
}

func TestPlacesOfEverySystem(t *testing.T) {
	linux := browsers.System{OS: "linux", Home: "/home/mia"}
	mac := browsers.System{OS: "darwin", Home: "/Users/mia"}
	win := browsers.System{OS: "windows", Home: `C:\Users\Mia`}
	moved := browsers.System{OS: "linux", Home: "/home/mia", Env: env("XDG_CONFIG_HOME", "/cfg", "CHROME_CONFIG_HOME", "/chrome", "CHROME_USER_DATA_DIR", "/data")}
	roaming := browsers.System{OS: "windows", Home: `C:\Users\Mia`, Env: env("APPDATA", `\\server\home\mia\AppData`, "LOCALAPPDATA", `D:\Local`)}
	const local = `C:\Users\Mia\AppData\Local`
	for _, c := range []struct {
		system browsers.System
		id     string
		want   string // joined by |
	}{
		{linux, "chrome", "/home/mia/.config/google-chrome"},
		{linux, "chrome-beta", "/home/mia/.config/google-chrome-beta"},
		{linux, "chrome-dev", "/home/mia/.config/google-chrome-unstable"},
		{linux, "chrome-flatpak", "/home/mia/.var/app/com.google.Chrome/config/google-chrome"},
		{linux, "chromium", "/home/mia/.config/chromium"},
		{linux, "chromium-snap", "/home/mia/snap/chromium/common/chromium|/home/mia/snap/chromium/current/.config/chromium"},
		{linux, "chromium-flatpak", "/home/mia/.var/app/org.chromium.Chromium/config/chromium"},
		{linux, "edge", "/home/mia/.config/microsoft-edge"},
		{linux, "brave", "/home/mia/.config/BraveSoftware/Brave-Browser"},
		{linux, "brave-snap", "/home/mia/snap/brave/current/.config/BraveSoftware/Brave-Browser"},
		{linux, "brave-flatpak", "/home/mia/.var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser"},
		{linux, "vivaldi", "/home/mia/.config/vivaldi"},
		{linux, "firefox", "/home/mia/.mozilla/firefox|/home/mia/.config/mozilla/firefox"},
		{linux, "firefox-snap", "/home/mia/snap/firefox/common/.mozilla/firefox"},
		{linux, "firefox-flatpak", "/home/mia/.var/app/org.mozilla.firefox/.mozilla/firefox|/home/mia/.var/app/org.mozilla.firefox/config/mozilla/firefox"},
		{linux, "safari", ""},
		{moved, "chrome", "/chrome/google-chrome|/cfg/google-chrome|/home/mia/.config/google-chrome"},
		{moved, "edge", "/cfg/microsoft-edge|/home/mia/.config/microsoft-edge"},
		{moved, "firefox", "/home/mia/.mozilla/firefox|/cfg/mozilla/firefox|/home/mia/.config/mozilla/firefox"},
		{moved, "chromium-own", "/data"},
		{mac, "chrome", "/Users/mia/Library/Application Support/Google/Chrome"},
		{mac, "chrome-canary", "/Users/mia/Library/Application Support/Google/Chrome Canary"},
		{mac, "edge-dev", "/Users/mia/Library/Application Support/Microsoft Edge Dev"},
		{mac, "firefox", "/Users/mia/Library/Application Support/Firefox"},
		{mac, "safari", "/Users/mia/Library/Containers/com.apple.Safari"},
		{win, "chrome", local + `\Google\Chrome\User Data`},
		{win, "chrome-canary", local + `\Google\Chrome SxS\User Data`},
		{win, "edge", local + `\Microsoft\Edge\User Data`},
		{win, "brave", local + `\BraveSoftware\Brave-Browser\User Data`},
		{win, "firefox", `C:\Users\Mia\AppData\Roaming\Mozilla\Firefox`},
		{roaming, "firefox", `\\server\home\mia\AppData\Mozilla\Firefox`},
		{roaming, "vivaldi", `D:\Local\Vivaldi\User Data`},
	} {
		if got := strings.Join(roots(c.system, c.id), "|"); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.system.OS, c.id, got, c.want)
		}
	}
}

func TestPlacesAreAbsoluteAndDifferent(t *testing.T) {
	for _, s := range []browsers.System{
		{OS: "linux", Home: "/home/mia", Env: env("XDG_CONFIG_HOME", "/home/mia/.config", "CHROME_USER_DATA_DIR", "relative")},
		{OS: "darwin", Home: "/Users/mia"},
		{OS: "windows", Home: `C:\Users\Mia`, Env: env("APPDATA", "relative")},
	} {
		var seen []string
		for _, p := range browsers.Places(s) {
			if slices.Contains(seen, p.Root) || p.Name == "" || p.Family == "" || !strings.HasPrefix(p.Root, s.Home) {
				t.Errorf("%s: %+v", s.OS, p)
			}
			seen = append(seen, p.Root)
		}
		if len(seen) < 10 {
			t.Errorf("%s: only %d", s.OS, len(seen))
		}
	}
	for _, home := range []string{"", "relative", "/home/\x1b[2J"} {
		if all := browsers.Places(browsers.System{OS: "linux", Home: home}); len(all) != 0 {
			t.Errorf("%q: %+v", home, all)
		}
	}
}

func TestGuides(t *testing.T) {
	place := func(id, family string) browsers.Place { return browsers.Place{ID: id, Family: family} }
	for _, c := range []struct {
		place browsers.Place
		host  string
		want  string
	}{
		{place("chrome", "chromium"), "id.example.com", "chrome://settings/content/siteDetails?site=https%3A%2F%2Fid.example.com"},
		{place("chromium-snap", "chromium"), "id.example.com:8443", "chrome://settings/content/siteDetails?site=https%3A%2F%2Fid.example.com%3A8443"},
		{place("edge-beta", "chromium"), "id.example.com", "edge://settings/content/siteDetails?site=https%3A%2F%2Fid.example.com"},
		{place("brave", "chromium"), "::1", "brave://settings/content/siteDetails?site=https%3A%2F%2F%5B%3A%3A1%5D"},
		{place("vivaldi", "chromium"), "a&b#c", "vivaldi://settings/content/siteDetails?site=https%3A%2F%2Fa%26b%23c"},
		{place("firefox", "firefox"), "id.example.com", "about:preferences#privacy"},
		{place("safari", "safari"), "id.example.com", ""},
	} {
		if got := browsers.Address(c.place, c.host); got != c.want {
			t.Errorf("%s: %s", c.place.ID, got)
		}
	}
	for family, want := range map[string]string{
		"chromium": "open_address remove_site_data open_address remove_site_data close_browser do_not_restore_session",
		"firefox":  "open_address manage_data remove_site_data remove_site_data close_browser do_not_restore_session",
		"safari":   "open_settings manage_data remove_site_data remove_site_data close_browser do_not_restore_session",
	} {
		var kinds []string
		for _, step := range browsers.Steps(place(family, family), []string{"a.test", "b.test"}) {
			kinds = append(kinds, string(step.Kind))
			if (step.Kind == browsers.StepOpenAddress) != (step.Address != "") || (step.Kind == browsers.StepRemoveSiteData) != (step.Host != "") {
				t.Errorf("%s: %+v", family, step)
			}
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("%s: %s", family, got)
		}
	}
}
