package browsers

import (
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// program is one that runs on this computer, as far as the system tells.
type program struct {
	pid int
	// inner is its number inside a sandbox with numbers of its own, as Flatpak has them; 0: it has none.
	inner int
	names []string // of its executable, and as it was called
	path  string   // of its executable; empty: the system does not tell
	// args is how it was called; nil: the system does not tell.
	args []string
	cwd  func() string
	env  func(string) (value string, told bool)
}

// is: one of its names is one of those, compared without case and ".exe".
func (p program) is(names []string) bool {
	return slices.ContainsFunc(p.names, func(own string) bool {
		return slices.Contains(names, strings.TrimSuffix(strings.ToLower(own), ".exe"))
	})
}

// looksLike: one of its names holds one of those words. It is for a program that a lock already points at.
func (p program) looksLike(words []string) bool {
	return slices.ContainsFunc(p.names, func(own string) bool {
		own = strings.ToLower(own)
		return !strings.Contains(own, "crash") && slices.ContainsFunc(words, func(word string) bool { return strings.Contains(own, word) })
	})
}

// packaged is how the program was installed.
func (p program) packaged() string {
	switch {
	case strings.HasPrefix(p.path, "/snap/"):
		return PackageSnap
	case p.inner != 0, strings.HasPrefix(p.path, "/app/"):
		return PackageFlatpak
	}
	return ""
}

// isPart: one of the programs that a browser starts for pages and the like. They end with it.
func (p program) isPart() bool {
	return slices.ContainsFunc(p.args, func(arg string) bool {
		return strings.HasPrefix(arg, "--type=") || arg == "-contentproc"
	})
}

// folder is what an option of the program says, as "--name=folder" or "-name folder", absolute; empty: the option is not there.
func (p program) folder(name string) string {
	for i, arg := range p.args {
		option := strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-")
		value, found := strings.CutPrefix(option, name+"=")
		if !found && option == name && option != arg && i+1 < len(p.args) {
			value, found = p.args[i+1], true
		}
		if !found || value == "" {
			continue
		}
		if !filepath.IsAbs(value) {
			value = filepath.Join(p.cwd(), value)
		}
		return filepath.Clean(value)
	}
	return ""
}

// isOf tells whether the program is the browser of a place, by its name, path and installation.
func (p program) isOf(place Place) bool {
	if place.ID == customID {
		return slices.ContainsFunc(builds, func(b build) bool { return b.family == place.Family && p.is(b.programs) })
	}
	b, ok := buildOf(place)
	if !ok || !p.is(b.programs) || p.packaged() != place.Package {
		return false
	}
	at := strings.ToLower(strings.ReplaceAll(p.path, `\`, "/"))
	return len(b.within) == 0 || at == "" || slices.ContainsFunc(b.within, func(part string) bool { return strings.Contains(at, part) })
}

// livesIn tells whether the program, which was told no folder, uses that of the place: the one that its own environment leads to. When
// the system does not show that, it may.
func (p program) livesIn(place Place) bool {
	home, told := p.env("HOME")
	if !told || place.Package != "" { // in a sandbox, HOME is another one
		return true
	}
	if custom, _ := p.env("CHROME_USER_DATA_DIR"); custom != "" && place.Family == FamilyChromium {
		return sameFolder(custom, place.Root)
	}
	value := func(name string) string { v, _ := p.env(name); return v }
	return slices.ContainsFunc(Places(System{OS: runtime.GOOS, Home: home, Env: value}), func(own Place) bool {
		return own.ID == place.ID && sameFolder(own.Root, place.Root)
	})
}

// sameFolder compares two folders, also where a link leads to one of them.
func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	realA, errA := filepath.EvalSymlinks(a)
	realB, errB := filepath.EvalSymlinks(b)
	return errA == nil && errB == nil && realA == realB
}

func baseName(p string) string { return path.Base(strings.ReplaceAll(p, `\`, "/")) }

// splitArgs cuts a command line into arguments. Browsers can write all of theirs into the first, with spaces between.
func splitArgs(line string) []string {
	args := strings.Split(strings.TrimRight(line, "\x00"), "\x00")
	if len(args) == 1 && strings.Contains(args[0], " --") {
		before, after, _ := strings.Cut(args[0], " --")
		args = append([]string{before}, strings.Split("--"+after, " ")...)
	}
	return args
}
