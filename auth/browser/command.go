package browser

import (
	"path"
	"slices"
	"strings"
)

// entryLimit is how many entries of BROWSER are looked at.
const entryLimit = 8

// rundll32 reaches the Windows side of WSL without a helper being installed.
const rundll32 = "/mnt/c/Windows/System32/rundll32.exe"

// A command is an opener: a program and its arguments. "%s" in an argument is
// replaced by the address; without one the address comes last.
type command struct {
	program string // a name, or an absolute path once it is found
	args    []string
}

// arguments puts the address in. The percent signs of the address itself are
// not looked at again.
func (c command) arguments(address string) []string {
	filled := slices.Clone(c.args)
	placed := false
	for i, arg := range filled {
		placed = placed || strings.Contains(arg, "%s")
		filled[i] = strings.NewReplacer("%s", address, "%%", "%").Replace(arg)
	}
	if !placed {
		filled = append(filled, address)
	}
	return filled
}

// surroundings are what decides which openers there are.
type surroundings struct {
	goos string
	env  func(string) string
	wsl  bool
	// find gives the absolute path of a program and the name of the file that
	// really runs (/usr/bin/www-browser may be w3m); false when there is none.
	find func(program string) (file, runs string, found bool)
}

// commands lists the openers to try, in order. The person's own choice comes
// first, then the desktop's. Errors: ErrTextBrowser, ErrNoBrowser.
func (s surroundings) commands() ([]command, error) { return s.present(s.wanted()) }

// present keeps those commands that are there and may be run.
func (s surroundings) present(list []command) ([]command, error) {
	var found []command
	text := false
	for _, c := range list {
		file, runs, ok := s.find(c.program)
		switch {
		case !ok || isShell(path.Base(file)) || isShell(runs) || startsShell(c.args):
		case isTextBrowser(path.Base(file)) || isTextBrowser(runs):
			text = true
		default:
			found = append(found, command{program: file, args: c.args})
		}
	}
	switch {
	case len(found) > 0:
		return found, nil
	case text:
		return nil, ErrTextBrowser
	}
	return nil, ErrNoBrowser
}

func (s surroundings) wanted() []command {
	if s.goos == "darwin" {
		return []command{{program: "/usr/bin/open"}}
	}
	list := append(parseBrowser(s.env("BROWSER")), command{program: "xdg-open"})
	if s.hasDisplay() {
		list = append(list,
			command{program: "gio", args: []string{"open", "%s"}},
			command{program: "x-www-browser"}, command{program: "sensible-browser"})
	}
	if s.wsl { // last, because a person who set up a browser on this side wants that one
		list = append(list, command{program: "wslview"},
			command{program: rundll32, args: []string{"url.dll,FileProtocolHandler", "%s"}})
	}
	// Named so that a system that has nothing else can be told apart.
	return append(list, command{program: "www-browser"}, command{program: "w3m"}, command{program: "lynx"})
}

// folderCommands are the openers that lead to a file manager.
func (s surroundings) folderCommands() []command {
	if s.goos == "darwin" {
		return []command{{program: "/usr/bin/open"}}
	}
	return []command{{program: "xdg-open"}, {program: "gio", args: []string{"open", "%s"}}}
}

func (s surroundings) hasDisplay() bool {
	return s.env("DISPLAY") != "" || s.env("WAYLAND_DISPLAY") != ""
}

// parseBrowser reads the variable BROWSER as the desktops' openers do: entries
// parted by colons, each a program with arguments, "%s" for the address. Quotes
// have no meaning, since no shell reads it.
func parseBrowser(value string) []command {
	var list []command
	for entry := range strings.SplitSeq(value, ":") {
		words := strings.Fields(strings.TrimSuffix(strings.TrimSpace(entry), "&"))
		if len(words) == 0 || strings.Contains(words[0], "%") {
			continue
		}
		if list = append(list, command{program: words[0], args: words[1:]}); len(list) == entryLimit {
			break
		}
	}
	return list
}

// isTextBrowser knows the browsers that take over the terminal.
func isTextBrowser(name string) bool {
	return slices.Contains([]string{
		"w3m", "lynx", "lynx-cur", "links", "links2", "elinks", "www-browser", "retawq", "netrik", "browsh", "edbrowse",
	}, name)
}

// isShell knows the programs that would read an address as more than one word.
func isShell(name string) bool {
	return slices.Contains([]string{"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "busybox", "eval"}, name)
}

// startsShell knows a program that only starts another one, which is a shell:
// "env bash -c %s".
func startsShell(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool { return isShell(path.Base(arg)) })
}
