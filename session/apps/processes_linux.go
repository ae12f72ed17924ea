package apps

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
	// commSize is where the kernel cuts the name of a process off (TASK_COMM_LEN without its end).
	commSize = 15
	// What is read of one process at most. Arguments and settings can be megabytes; the name comes first.
	statusLimit, argsLimit, environLimit, mapsLimit = 8 << 10, 16 << 10, 256 << 10, 4 << 20
)

func processes(ctx context.Context) ([]Process, error) {
	return processesIn(ctx, procFolder, os.Getuid(), os.Getpid())
}

// processesIn looks at what lies in proc, where proc(5) is mounted.
func processesIn(ctx context.Context, proc string, person, own int) ([]Process, error) {
	folder, err := os.Open(proc) //nolint:gosec // G304: proc(5)
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Close() }()
	var found []Process
	for seen := 0; seen < maxProcesses; {
		names, err := folder.Readdirnames(128)
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		seen += len(names)
		for _, name := range names {
			if pid, err := strconv.Atoi(name); err != nil || pid <= 0 || pid == own {
				continue
			}
			if one, ok := processIn(filepath.Join(proc, name), person); ok {
				found = append(found, one)
			}
		}
	}
	return found, nil
}

// processIn looks at one process; false when it is not to be shown or ended meanwhile. Whose it is, is read and not taken from
// the owner of its folder, which is root for programs that the kernel keeps others from looking into.
func processIn(folder string, person int) (Process, bool) {
	text, err := head(filepath.Join(folder, "status"), statusLimit)
	if err != nil {
		return Process{}, false
	}
	status, ok := parseStatus(text)
	if !ok || status.uid != person || status.dead() {
		return Process{}, false
	}
	pid, _ := strconv.Atoi(filepath.Base(folder))
	text, _ = head(filepath.Join(folder, "cmdline"), argsLimit)
	args := splitArgs(text)
	exe, err := os.Readlink(filepath.Join(folder, "exe"))
	if len(args) == 0 && errors.Is(err, fs.ErrNotExist) && !status.leaderless() {
		return Process{}, false // a thread of the kernel
	}
	seen := sight{
		pid: pid, comm: status.comm, whole: commSize, exe: strings.TrimSuffix(exe, " (deleted)"), args: args,
		locate: func(called string) string { return locate(folder, called) },
	}
	return seen.process(), true
}

// locate finds the file of a program that Wine runs: Wine maps it into memory. Where it could not, the drive letters tell.
func locate(folder, called string) string {
	maps, _ := head(filepath.Join(folder, "maps"), mapsLimit)
	if path := mappedFile(maps, windowsBase(called)); path != "" {
		return path
	}
	environ, _ := head(filepath.Join(folder, "environ"), environLimit)
	return unixPath(called, winePrefix(strings.Split(string(environ), "\x00")))
}

// head reads the beginning of a file of proc(5), none of which makes a reader wait.
func head(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // G304: proc(5)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, limit))
}
