package apps

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// Is tells whether a name of the catalogue is one of the process: compared without case and without ".exe".
func (p Process) Is(name string) bool {
	name = plainName(name)
	if name == "" {
		return false
	}
	own := plainName(p.Name)
	if own == name || p.cut && own != "" && strings.HasPrefix(name, own) {
		return true
	}
	return slices.ContainsFunc(p.Aliases, func(alias string) bool { return plainName(alias) == name })
}

// plainName is the form in which names are compared.
func plainName(name string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(name)), ".exe")
}

// sight is what Linux and macOS tell of one process.
type sight struct {
	pid   int
	comm  string   // cut off by the system
	whole int      // comm is whole when it is shorter than this many bytes
	exe   string   // path; empty: not told
	args  []string // how it was called, as far as it was read
	// locate finds where a program of Windows lies on this machine, from how it was called; empty: not known.
	locate func(called string) string
}

// scriptArgs is how far behind the interpreter the name of a script is looked for.
const scriptArgs = 4

// process gives the names of a process their places. Under Wine the executable is Wine's loader, and the program is what the
// process was called by; it is no alias there, or every Windows program would have the same.
func (s sight) process() Process {
	found := Process{PID: s.pid, Path: s.exe}
	var names []string
	switch called := first(s.args); {
	case isWine(s.exe, called):
		names = append(names, windowsBase(called))
		found.Path = s.locate(called)
	default:
		names = append(names, path.Base(s.exe), path.Base(calledName(called, s.exe)))
	}
	names = distinct(append(names, s.fullComm()))
	if len(names) > 0 {
		found.Name, found.Aliases = names[0], names[1:]
	}
	found.cut = len(names) == 1 && names[0] == printable(s.comm) && len(s.comm) >= s.whole
	return found
}

// fullComm completes the name that the system has cut off, where the program was called by a longer one: a script runs as its
// interpreter, and only this name and an argument are its own.
func (s sight) fullComm() string {
	if len(s.comm) < s.whole {
		return s.comm
	}
	for _, arg := range s.args[:min(len(s.args), scriptArgs)] {
		if base := path.Base(arg); strings.HasPrefix(base, s.comm) {
			return base
		}
	}
	return s.comm
}

// calledName is how a program was called. Browsers and their like write all their arguments into the first.
func calledName(called, exe string) string {
	if exe != "" && strings.HasPrefix(called, exe+" ") {
		return exe
	}
	return strings.TrimPrefix(called, "-") // a login shell
}

// distinct leaves out what is no name, and what differs only in case and ".exe" from one before it.
func distinct(names []string) []string {
	var kept, seen []string
	for _, name := range names {
		name = printable(name)
		plain := plainName(name)
		if plain == "" || name == "." || name == "/" || slices.Contains(seen, plain) {
			continue
		}
		kept, seen = append(kept, name), append(seen, plain)
	}
	return kept
}

// printable keeps a program that names itself from painting on a terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
