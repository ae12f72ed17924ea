package browsers

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	procFolder = "/proc"
	// Of a program, the names come first; arguments and settings can be megabytes.
	procLimit = 256 << 10
	// insideFlatpak is there when this program itself was started in a Flatpak sandbox, which shows it no programs but its own.
	insideFlatpak = "/.flatpak-info"
)

// programs lists what runs, of every user: a browser that an administrator started for this person's folder counts too.
func programs(ctx context.Context) ([]program, error) {
	entries, err := os.ReadDir(procFolder)
	if err != nil {
		return nil, err
	}
	var all []program
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil || pid == os.Getpid() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if one, ok := programAt(filepath.Join(procFolder, entry.Name()), pid); ok {
			all = append(all, one)
		}
	}
	return all, nil
}

// programAt looks at one program; false when it has ended, or is a part of the kernel.
func programAt(folder string, pid int) (program, bool) {
	status, err := head(filepath.Join(folder, "status"))
	if err != nil {
		return program{}, false
	}
	comm, inner, dead := parseStatus(status)
	line, _ := head(filepath.Join(folder, "cmdline"))
	exe, err := os.Readlink(filepath.Join(folder, "exe"))
	if dead || line == "" && errors.Is(err, fs.ErrNotExist) {
		return program{}, false
	}
	p := program{pid: pid, inner: inner, path: strings.TrimSuffix(exe, " (deleted)"), names: []string{comm}}
	if line != "" {
		p.args = splitArgs(line)
		p.names = append(p.names, baseName(p.args[0]))
	}
	if exe != "" {
		p.names = append(p.names, baseName(p.path))
	}
	p.cwd = func() string { cwd, _ := os.Readlink(filepath.Join(folder, "cwd")); return cwd }
	p.env = func(name string) (string, bool) {
		text, err := head(filepath.Join(folder, "environ"))
		for one := range strings.SplitSeq(text, "\x00") {
			if value, found := strings.CutPrefix(one, name+"="); found {
				return value, true
			}
		}
		return "", err == nil && text != "" && name != "HOME"
	}
	return p, true
}

// parseStatus reads the name, the number inside a sandbox, and whether it has ended, of /proc/PID/status.
func parseStatus(text string) (comm string, inner int, dead bool) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		fields := strings.Fields(value)
		switch {
		case key == "Name":
			comm = strings.TrimSpace(value)
		case len(fields) == 0:
		case key == "State":
			dead = strings.ContainsAny(fields[0], "ZX")
		case key == "NSpid" && len(fields) > 1:
			inner, _ = strconv.Atoi(fields[len(fields)-1])
		}
	}
	return comm, inner, dead
}

func head(path string) (string, error) {
	file, err := os.Open(path) //nolint:gosec // G304: proc(5)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, procLimit))
	return string(text), err
}

// holders tells whether another program has one of the files open, whatever name and folder it knows it by.
func holders(ctx context.Context, files []string) (bool, error) {
	var wanted []fs.FileInfo
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			wanted = append(wanted, info)
		}
	}
	entries, err := os.ReadDir(procFolder)
	if err != nil {
		return false, err
	}
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err != nil || pid == os.Getpid() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if holdsOne(filepath.Join(procFolder, entry.Name(), "fd"), wanted) {
			return true, nil
		}
	}
	return false, nil
}

// holdsOne goes through the open files of one program; those of other users are not shown.
func holdsOne(folder string, wanted []fs.FileInfo) bool {
	open, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, one := range open {
		path := filepath.Join(folder, one.Name())
		target, err := os.Readlink(path)
		if err != nil || !strings.HasPrefix(target, "/") || strings.HasPrefix(target, "/dev/") {
			continue // a pipe, a socket, a device
		}
		info, err := os.Stat(path)
		for _, known := range wanted {
			if err == nil && os.SameFile(info, known) {
				return true
			}
		}
	}
	return false
}

// isConfined tells whether this program cannot see what runs outside its own sandbox.
func isConfined() bool {
	_, err := os.Stat(insideFlatpak)
	return err == nil
}
