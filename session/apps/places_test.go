package apps_test

import (
	"testing"

	"latchkey/session/apps"
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

func TestNativePlaces(t *testing.T) {
	cases := []struct {
		name, goos, home string
		env              func(string) string
		want             apps.Places
	}{
		{"linux", "linux", "/home/m", env(), apps.Places{
			System: apps.Linux, Home: "/home/m", Config: "/home/m/.config", Data: "/home/m/.local/share", Cache: "/home/m/.cache",
		}},
		{"linux, moved", "linux", "/home/m/", env("XDG_CONFIG_HOME", "/c/", "XDG_DATA_HOME", "/d/x/..", "XDG_CACHE_HOME", "/k"), apps.Places{
			System: apps.Linux, Home: "/home/m", Config: "/c", Data: "/d", Cache: "/k",
		}},
		{"linux, unusable", "linux", "/home/m", env("XDG_CONFIG_HOME", "c", "XDG_DATA_HOME", "/\x1b[2J", "XDG_CACHE_HOME", "~/k"), apps.Places{
			System: apps.Linux, Home: "/home/m", Config: "/home/m/.config", Data: "/home/m/.local/share", Cache: "/home/m/.cache",
		}},
		{"mac", "darwin", "/Users/m", env("XDG_CONFIG_HOME", "/c", "APPDATA", "/x"), apps.Places{System: apps.MacOS, Home: "/Users/m"}},
		{"windows", "windows", `C:\Users\m`, env(), apps.Places{
			System: apps.Windows, Home: `C:\Users\m`, AppData: `C:\Users\m\AppData\Roaming`, LocalAppData: `C:\Users\m\AppData\Local`,
			ProgramData: `C:\ProgramData`,
		}},
		{"windows, redirected", "windows", `C:\Users\m`, env("APPDATA", `\\srv\profiles\m\Roaming`, "LOCALAPPDATA", `D:/Local/`, "USERPROFILE", `E:\m`, "ProgramData", `F:\All`), apps.Places{
			System: apps.Windows, Home: `E:\m`, AppData: `\\srv\profiles\m\Roaming`, LocalAppData: `D:\Local`, ProgramData: `F:\All`,
		}},
		{"windows, unusable", "windows", `C:\Users\m`, env("APPDATA", `Roaming`, "LOCALAPPDATA", `C:x`, "USERPROFILE", `\\?\C:\m`, "ProgramData", `\x`), apps.Places{
			System: apps.Windows, Home: `C:\Users\m`, AppData: `C:\Users\m\AppData\Roaming`, LocalAppData: `C:\Users\m\AppData\Local`,
			ProgramData: `C:\ProgramData`,
		}},
		{"others are like linux", "freebsd", "/h", env(), apps.Places{
			System: apps.Linux, Home: "/h", Config: "/h/.config", Data: "/h/.local/share", Cache: "/h/.cache",
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := apps.Native(c.env, c.home, c.goos)
			if err != nil || got != c.want {
				t.Errorf("%v\ngot  %+v\nwant %+v", err, got, c.want)
			}
		})
	}
	for _, home := range []string{"", "home", "/a\nb"} {
		if got, err := apps.Native(env(), home, "linux"); err == nil {
			t.Errorf("home %q gives %+v", home, got)
		}
	}
}
