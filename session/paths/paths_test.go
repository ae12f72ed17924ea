package paths_test

import (
	"errors"
	"strings"
	"testing"

	"latchkey/session/paths"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func locate(t *testing.T, env func(string) string, home, goos string) paths.Paths {
	t.Helper()
	p, err := paths.Locate(env, home, goos)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestUsualPlaces(t *testing.T) {
	cases := map[string]struct {
		home string
		want paths.Paths
	}{
		"linux": {"/home/mila", paths.Paths{
			Config: "/home/mila/.config/latchkey", Settings: "/home/mila/.config/latchkey/settings.toml",
			Providers: "/home/mila/.config/latchkey/providers", Apps: "/home/mila/.config/latchkey/apps",
			State: "/home/mila/.local/state/latchkey", Session: "/home/mila/.local/state/latchkey/login_session.json",
			Backups: "/home/mila/.local/state/latchkey/backups", Activity: "/home/mila/.local/state/latchkey/activity.jsonl",
			LockFolder: "/home/mila/.local/state/latchkey", Cache: "/home/mila/.cache/latchkey",
			MachinePolicy: "/etc/latchkey", MachineProviders: "/etc/latchkey/providers", MachineApps: "/etc/latchkey/apps",
			Namespace: "latchkey",
		}},
		"darwin": {"/Users/mila", paths.Paths{
			Config:    "/Users/mila/Library/Application Support/Latchkey",
			Settings:  "/Users/mila/Library/Application Support/Latchkey/settings.toml",
			Providers: "/Users/mila/Library/Application Support/Latchkey/providers",
			Apps:      "/Users/mila/Library/Application Support/Latchkey/apps",
			State:     "/Users/mila/Library/Application Support/Latchkey/State",
			Session:   "/Users/mila/Library/Application Support/Latchkey/State/login_session.json",
			Backups:   "/Users/mila/Library/Application Support/Latchkey/State/backups",
			Activity:  "/Users/mila/Library/Application Support/Latchkey/State/activity.jsonl", LockFolder: "/Users/mila/Library/Application Support/Latchkey/State",
			Cache: "/Users/mila/Library/Caches/Latchkey", MachinePolicy: "/Library/Managed Preferences",
			MachineProviders: "/Library/Application Support/Latchkey/providers",
			MachineApps:      "/Library/Application Support/Latchkey/apps", Namespace: "latchkey",
		}},
		"windows": {`C:\Users\mila`, paths.Paths{
			Config: `C:\Users\mila\AppData\Roaming\Latchkey`, Settings: `C:\Users\mila\AppData\Roaming\Latchkey\settings.toml`,
			Providers: `C:\Users\mila\AppData\Roaming\Latchkey\providers`, Apps: `C:\Users\mila\AppData\Roaming\Latchkey\apps`,
			State: `C:\Users\mila\AppData\Local\Latchkey`, Session: `C:\Users\mila\AppData\Local\Latchkey\login_session.json`,
			Backups: `C:\Users\mila\AppData\Local\Latchkey\backups`, Activity: `C:\Users\mila\AppData\Local\Latchkey\activity.jsonl`,
			LockFolder: `C:\Users\mila\AppData\Local\Latchkey`, Cache: `C:\Users\mila\AppData\Local\Latchkey\Cache`,
			MachinePolicy: `HKLM\Software\Policies\Latchkey`, MachineProviders: `C:\ProgramData\Latchkey\providers`,
			MachineApps: `C:\ProgramData\Latchkey\apps`, Namespace: "latchkey",
		}},
	}
	for goos, c := range cases {
		t.Run(goos, func(t *testing.T) {
			if got := locate(t, env(), c.home, goos); got != c.want {
				t.Fatalf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestFoldersFromTheEnvironment(t *testing.T) {
	cases := []struct {
		name, goos, home string
		env              func(string) string
		config, state    string
		cache            string
	}{
		{"xdg", "linux", "/h", env("XDG_CONFIG_HOME", "/c/", "XDG_STATE_HOME", "/s//x/../y", "XDG_CACHE_HOME", "/k"), "/c/latchkey", "/s/y/latchkey", "/k/latchkey"},
		{"relative xdg is ignored", "linux", "/h", env("XDG_CONFIG_HOME", "c", "XDG_STATE_HOME", "./s", "XDG_CACHE_HOME", "~/k"), "/h/.config/latchkey", "/h/.local/state/latchkey", "/h/.cache/latchkey"},
		{"weird xdg is ignored", "linux", "/h", env("XDG_CONFIG_HOME", "/c\n", "XDG_STATE_HOME", "/s\x00", "XDG_CACHE_HOME", "/\x1b[2J"), "/h/.config/latchkey", "/h/.local/state/latchkey", "/h/.cache/latchkey"},
		{"xdg means nothing on darwin", "darwin", "/h", env("XDG_CONFIG_HOME", "/c"), "/h/Library/Application Support/Latchkey", "/h/Library/Application Support/Latchkey/State", "/h/Library/Caches/Latchkey"},
		{"appdata", "windows", `C:\h`, env("APPDATA", `D:/r/`, "LOCALAPPDATA", `\\srv\share\l`), `D:\r\Latchkey`, `\\srv\share\l\Latchkey`, `\\srv\share\l\Latchkey\Cache`},
		{"relative appdata is ignored", "windows", `C:\h`, env("APPDATA", `r`, "LOCALAPPDATA", `C:l`), `C:\h\AppData\Roaming\Latchkey`, `C:\h\AppData\Local\Latchkey`, `C:\h\AppData\Local\Latchkey\Cache`},
		{"other systems are like linux", "freebsd", "/h", env(), "/h/.config/latchkey", "/h/.local/state/latchkey", "/h/.cache/latchkey"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := locate(t, c.env, c.home, c.goos)
			if got.Config != c.config || got.State != c.state || got.Cache != c.cache {
				t.Fatalf("got config %s, state %s, cache %s", got.Config, got.State, got.Cache)
			}
		})
	}
}

func TestAHomeOfItsOwn(t *testing.T) {
	cases := map[string]struct {
		env  func(string) string
		goos string
		home string
		want string
	}{
		"absolute":           {env("LATCHKEY_HOME", "/lk/"), "linux", "", "/lk"},
		"from the folder":    {env("LATCHKEY_HOME", "lk/../demo", "PWD", "/here"), "linux", "/h", "/here/demo"},
		"xdg does not count": {env("LATCHKEY_HOME", "/lk", "XDG_STATE_HOME", "/s"), "linux", "/h", "/lk"},
		"windows":            {env("LATCHKEY_HOME", "C:/lk/.", "APPDATA", `D:\r`), "windows", "", `C:\lk`},
		"windows relative":   {env("LATCHKEY_HOME", "lk", "PWD", `C:\work`), "windows", "", `C:\work\lk`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := locate(t, c.env, c.home, c.goos)
			separator := "/"
			if c.goos == "windows" {
				separator = `\`
			}
			if got.Home != c.want || got.State != c.want+separator+"state" || got.LockFolder != got.State {
				t.Fatalf("got home %s, state %s, locks %s", got.Home, got.State, got.LockFolder)
			}
			if got.Config != c.want+separator+"config" || got.Cache != c.want+separator+"cache" {
				t.Fatalf("got config %s, cache %s", got.Config, got.Cache)
			}
			digits, found := strings.CutPrefix(got.Namespace, "latchkey:")
			if !found || len(digits) != 8 || strings.Trim(digits, "0123456789abcdef") != "" {
				t.Fatalf("namespace %q", got.Namespace)
			}
		})
	}
}

func TestEachHomeHasItsOwnNamespace(t *testing.T) {
	a := locate(t, env("LATCHKEY_HOME", "/a"), "", "linux")
	same := locate(t, env("LATCHKEY_HOME", "/x/../a/"), "", "linux")
	b := locate(t, env("LATCHKEY_HOME", "/b"), "", "linux")
	if a.Namespace != same.Namespace || a.Namespace == b.Namespace {
		t.Fatalf("%s %s %s", a.Namespace, same.Namespace, b.Namespace)
	}
}

func TestLocksHaveTheScopeOfTheKeyring(t *testing.T) {
	a := locate(t, env("XDG_STATE_HOME", "/one"), "/h", "linux")
	b := locate(t, env("XDG_STATE_HOME", "/two"), "/h", "linux")
	if a.State == b.State || a.Namespace != b.Namespace || a.LockFolder != b.LockFolder {
		t.Fatalf("locks %s and %s", a.LockFolder, b.LockFolder)
	}
}

func TestWhatCannotBeLocated(t *testing.T) {
	cases := map[string]struct {
		env  func(string) string
		home string
		goos string
		want error
	}{
		"no home":                    {env(), "", "linux", paths.ErrNoHome},
		"relative home":              {env(), "home", "linux", paths.ErrNoHome},
		"unix home on windows":       {env(), "/home/x", "windows", paths.ErrNoHome},
		"control character":          {env("LATCHKEY_HOME", "/a\nb"), "/h", "linux", paths.ErrBadHome},
		"relative without a folder":  {env("LATCHKEY_HOME", "a"), "/h", "linux", paths.ErrRelativeHome},
		"relative with a wrong PWD":  {env("LATCHKEY_HOME", "a", "PWD", "b"), "/h", "linux", paths.ErrRelativeHome},
		"drive without folder":       {env("LATCHKEY_HOME", "C:lk", "PWD", `C:\w`), `C:\h`, "windows", paths.ErrBadHome},
		"folder without drive":       {env("LATCHKEY_HOME", `\lk`, "PWD", `C:\w`), `C:\h`, "windows", paths.ErrBadHome},
		"device path on windows":     {env("LATCHKEY_HOME", `\\?\C:\lk`, "PWD", `C:\w`), `C:\h`, "windows", paths.ErrBadHome},
		"share that leads elsewhere": {env("LATCHKEY_HOME", `\\srv\..\x`, "PWD", `C:\w`), `C:\h`, "windows", paths.ErrBadHome},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got, err := paths.Locate(c.env, c.home, c.goos); !errors.Is(err, c.want) {
				t.Fatalf("got %+v, %v", got, err)
			}
		})
	}
}

func TestTheMachinesPlacesDoNotFollowThePerson(t *testing.T) {
	for _, goos := range []string{"linux", "darwin", "windows"} {
		home := "/h"
		if goos == "windows" {
			home = `C:\h`
		}
		usual := locate(t, env(), home, goos)
		own := locate(t, env("LATCHKEY_HOME", home+"2"), home, goos)
		if usual.MachinePolicy != own.MachinePolicy || usual.MachineProviders != own.MachineProviders {
			t.Errorf("%s: %+v", goos, own)
		}
	}
}

func TestHereUsesThisProcess(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("LATCHKEY_HOME", "lk")
	t.Setenv("PWD", "/somewhere/else")
	got, err := paths.Here()
	if err != nil || !strings.HasSuffix(got.Home, "lk") || strings.Contains(got.Home, "else") {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("", "", "", "", "linux")
	f.Add("/lk", "/c", "/s", "/h", "darwin")
	f.Add("lk/../..", `\\a\b`, `C:`, `C:\h`, "windows")
	f.Add(`\\srv\share`, `C:/x/../..`, "", `c:\..`, "windows")
	f.Fuzz(func(t *testing.T, latchkeyHome, config, state, home, goos string) {
		values := env("LATCHKEY_HOME", latchkeyHome, "XDG_CONFIG_HOME", config, "XDG_STATE_HOME", state,
			"APPDATA", config, "LOCALAPPDATA", state, "PWD", home)
		p, err := paths.Locate(values, home, goos)
		if err != nil {
			return
		}
		for _, got := range []string{p.Config, p.Settings, p.State, p.Session, p.Backups, p.Cache, p.LockFolder} {
			isAbs := strings.HasPrefix(got, "/")
			separator := "/"
			if goos == "windows" {
				separator = `\`
				isAbs = strings.HasPrefix(got, `\\`) || (len(got) > 3 && got[1:3] == `:\`)
			}
			if !isAbs || strings.ContainsAny(got, "\x00\n\r\t") {
				t.Fatalf("%q is not a plain absolute path", got)
			}
			for part := range strings.SplitSeq(got, separator) {
				if part == ".." || part == "." {
					t.Fatalf("%q climbs", got)
				}
			}
		}
	})
}
