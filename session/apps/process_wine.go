package apps

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// isWine tells a program of Windows that Wine runs from one of this system: by Wine's loader, or by how it was called.
func isWine(exe, called string) bool {
	if drive, _ := cutDrive(called); drive != "" {
		return true
	}
	base := path.Base(exe)
	return strings.HasPrefix(base, "wine") && !strings.HasPrefix(base, "wineserver") && plainName(called) != plainName(exe) &&
		path.Base(called) != base
}

// windowsBase is the last part of a path of Windows, or of this system where Wine was handed one.
func windowsBase(called string) string { return called[strings.LastIndexAny(called, `\/`)+1:] }

// cutDrive cuts `C:\Windows\notepad.exe` into "c" and `Windows\notepad.exe`. Without a drive, nothing comes back.
func cutDrive(called string) (drive, rest string) {
	for _, long := range []string{`\\?\`, `\??\`} {
		called = strings.TrimPrefix(called, long)
	}
	if len(called) < 3 || called[1] != ':' || called[2] != '\\' && called[2] != '/' {
		return "", ""
	}
	letter := called[0] | 0x20
	if letter < 'a' || letter > 'z' {
		return "", ""
	}
	return string(letter), called[3:]
}

// unixPath translates a path of Windows into one of this system, by the links that Wine keeps for its drives. Wine compares
// names without case, so the parts may be spelled otherwise on the disk. It is empty where no drive or prefix is known.
func unixPath(called, folder string) string {
	if filepath.IsAbs(called) {
		return filepath.Clean(called) // Wine takes these as well
	}
	drive, rest := cutDrive(called)
	if drive == "" || !filepath.IsAbs(folder) {
		return ""
	}
	target, err := os.Readlink(filepath.Join(folder, "dosdevices", drive+":"))
	switch {
	case err != nil && drive == "c":
		target = "../drive_c" // what Wine makes; CrossOver calls it the same
	case err != nil:
		return ""
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(folder, "dosdevices", target)
	}
	return filepath.Join(target, filepath.FromSlash(strings.ReplaceAll(rest, `\`, "/")))
}

// winePrefix finds where a process of Wine lives in the settings that it was started with, which are handed in one by one.
func winePrefix(environ []string) string {
	var home string
	for _, setting := range environ {
		switch name, value, _ := strings.Cut(setting, "="); name {
		case "WINEPREFIX":
			if value != "" {
				return value
			}
		case "HOME":
			home = value
		}
	}
	if home == "" {
		return ""
	}
	return filepath.Join(home, ".wine")
}
