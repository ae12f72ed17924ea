package apps

import (
	"fmt"

	"latchkey/session/paths"
)

// Places is where one person's folders are, on one system: natively, or inside a Wine prefix. All are absolute, and paths of
// the machine that runs; empty: there is no such folder.
type Places struct {
	System       System
	Home         string // ~ and %USERPROFILE%
	AppData      string // %APPDATA%
	LocalAppData string // %LOCALAPPDATA%
	ProgramData  string // %ProgramData%, for licences and traces only
	Config       string // $XDG_CONFIG_HOME
	Data         string // $XDG_DATA_HOME
	Cache        string // $XDG_CACHE_HOME
	Prefix       string // the Wine prefix; empty: natively
}

// Native returns the places of the person who runs this program. goos is runtime.GOOS; home is used when the environment does not
// say otherwise, and so is every folder of the environment that is not absolute or cannot be printed. A folder on a share (a
// roaming profile) is as good as any. It looks at no disk. Errors: paths.ErrNoHome.
func Native(env func(string) string, home, goos string) (Places, error) {
	if goos == "windows" {
		if profile, ok := paths.Folder(env("USERPROFILE"), goos); ok {
			home = profile
		}
	}
	home, ok := paths.Folder(home, goos)
	if !ok {
		return Places{}, fmt.Errorf("locate the apps: %w", paths.ErrNoHome)
	}
	named := func(name string, usual ...string) string {
		if folder, ok := paths.Folder(env(name), goos); ok {
			return folder
		}
		folder := home
		for _, part := range usual {
			folder = join(folder, part)
		}
		return folder
	}
	switch goos {
	case "windows":
		machine, ok := paths.Folder(env("ProgramData"), goos)
		if !ok {
			machine = `C:\ProgramData`
		}
		return Places{
			System: Windows, Home: home, ProgramData: machine,
			AppData: named("APPDATA", "AppData", "Roaming"), LocalAppData: named("LOCALAPPDATA", "AppData", "Local"),
		}, nil
	case "darwin":
		return Places{System: MacOS, Home: home}, nil
	}
	return Places{
		System: Linux, Home: home, Config: named("XDG_CONFIG_HOME", ".config"),
		Data: named("XDG_DATA_HOME", ".local", "share"), Cache: named("XDG_CACHE_HOME", ".cache"),
	}, nil
}
