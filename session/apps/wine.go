package apps

import (
	"context"
	"os"
	"path/filepath"

	"latchkey/session/paths"
)

// maxPlaces bounds what Prefixes returns.
const maxPlaces = 64

// Prefixes returns the Windows places inside the Wine and CrossOver prefixes of this person's home, at most 64: one for each
// folder of drive_c/users that is this person's. A prefix is looked at once, whatever links lead to it, and only when it is this
// person's own; a link inside one is not followed, because it leads out of it (drive_c/users/x/Documents is the home itself).
func Prefixes(ctx context.Context, env func(string) string, home, goos string) []Places {
	if goos == "windows" {
		return nil
	}
	native, err := Native(env, home, goos)
	if err != nil {
		return nil
	}
	var all []Places
	seen := map[string]bool{}
	for _, candidate := range prefixFolders(ctx, env, native, goos) {
		real, err := filepath.EvalSymlinks(candidate)
		if err != nil || seen[real] || ctx.Err() != nil {
			continue
		}
		seen[real] = true
		all = append(all, prefixPlaces(ctx, candidate)...)
		if len(all) >= maxPlaces {
			return all[:maxPlaces]
		}
	}
	return all
}

// prefixFolders are the folders that could be a prefix: where Wine and the programs around it put them.
func prefixFolders(ctx context.Context, env func(string) string, native Places, goos string) []string {
	var found []string
	below := func(folder string, rest ...string) { // every folder in it
		for _, name := range namesIn(ctx, folder) {
			found = append(found, filepath.Join(append([]string{folder, name}, rest...)...))
		}
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{native.Home}, parts...)...) }
	if own, ok := paths.Folder(env("WINEPREFIX"), goos); ok {
		found = append(found, own)
	}
	found = append(found, at(".wine"))
	if goos == "darwin" {
		below(at("Library", "Application Support", "CrossOver", "Bottles"))
		below(at("Library", "Containers", "com.isaacmarovitz.Whisky", "Bottles"))
		return found
	}
	below(filepath.Join(native.Data, "wineprefixes"))
	below(filepath.Join(native.Data, "bottles", "bottles"))
	below(at(".var", "app", "com.usebottles.bottles", "data", "bottles", "bottles"))
	below(at(".cxoffice"))
	below(at("Games"))
	below(at(".PlayOnLinux", "wineprefix"))
	for _, steam := range []string{
		at(".steam", "steam"), filepath.Join(native.Data, "Steam"), at(".var", "app", "com.valvesoftware.Steam", "data", "Steam"),
	} {
		below(filepath.Join(steam, "steamapps", "compatdata"), "pfx")
	}
	return found
}

// prefixPlaces returns the places of one prefix.
func prefixPlaces(ctx context.Context, prefix string) []Places {
	if info, err := os.Stat(prefix); err != nil || !info.IsDir() || !isOwn(info) {
		return nil
	}
	drive, ok := realFolder(prefix, "drive_c")
	if !ok {
		return nil
	}
	users, ok := realFolder(drive, "users")
	if !ok {
		return nil
	}
	machine, _ := realFolder(drive, "ProgramData")
	var all []Places
	for _, name := range namesIn(ctx, users) {
		home, ok := realFolder(users, name)
		if !ok || isPublic(name) {
			continue
		}
		if info, err := os.Lstat(home); err != nil || !isOwn(info) {
			continue
		}
		all = append(all, Places{
			System: Windows, Home: home, ProgramData: machine, Prefix: prefix,
			AppData:      firstFolder(home, []string{"AppData", "Roaming"}, []string{"Application Data"}),
			LocalAppData: firstFolder(home, []string{"AppData", "Local"}, []string{"Local Settings", "Application Data"}),
		})
	}
	return all
}
