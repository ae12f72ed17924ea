//go:build !windows

package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// systemTries gives the openers of this computer, found anew each time: a person
// may install one while this program runs.
func systemTries() ([]try, error) {
	s := here()
	commands, err := s.commands()
	if err != nil {
		return nil, err
	}
	return s.tries(commands), nil
}

func look() error {
	_, err := here().commands()
	return err
}

// folderTries gives the ways to a file manager.
func folderTries() []try {
	s := here()
	commands, err := s.present(s.folderCommands())
	if err != nil {
		return nil // there is none
	}
	return s.tries(commands)
}

func here() surroundings {
	return surroundings{goos: runtime.GOOS, env: os.Getenv, wsl: isWSL(os.Getenv, "/proc/sys/fs/binfmt_misc"), find: find}
}

func (s surroundings) tries(commands []command) []try {
	environment := childEnvironment(os.Environ(), s.goos == "darwin" || s.wsl || s.hasDisplay())
	var tries []try
	for _, c := range commands {
		tries = append(tries, func(target string) error { return run(c, target, environment) })
	}
	return tries
}

// run runs an opener in a session of its own: it has no terminal to read, to
// write or to change, and Ctrl-C in ours does not end the browser.
func run(c command, address string, environment []string) error {
	child := &exec.Cmd{ // not bound to a context: the browser outlives us
		Path: c.program, Args: append([]string{c.program}, c.arguments(address)...), Env: environment,
		SysProcAttr: &syscall.SysProcAttr{Setsid: true},
	}
	return child.Run() // nil streams are the null device
}

// find looks a program up in the absolute folders of PATH only; an entry that
// depends on the current folder is passed over.
func find(program string) (file, runs string, found bool) {
	if !strings.Contains(program, "/") {
		for _, folder := range filepath.SplitList(os.Getenv("PATH")) {
			if file, runs, found = executable(filepath.Join(folder, program)); found {
				return file, runs, true
			}
		}
		return "", "", false
	}
	return executable(program)
}

func executable(file string) (path, runs string, found bool) {
	if !filepath.IsAbs(file) {
		return "", "", false
	}
	path, err := exec.LookPath(file)
	if err != nil {
		return "", "", false
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		runs = filepath.Base(target)
	}
	return path, runs, true
}

// isWSL tells whether this Linux runs inside Windows, which starts Windows
// programs by their file name.
func isWSL(env func(string) string, formats string) bool {
	_, err := os.Stat(filepath.Join(formats, "WSLInterop"))
	return err == nil || env("WSL_DISTRO_NAME") != ""
}
