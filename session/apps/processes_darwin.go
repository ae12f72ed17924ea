package apps

import (
	"context"
	"os"

	"golang.org/x/sys/unix"
)

const (
	zombie   = 5  // SZOMB of sys/proc.h
	commSize = 16 // MAXCOMLEN of sys/param.h
)

func processes(ctx context.Context) ([]Process, error) {
	list, err := unix.SysctlKinfoProcSlice("kern.proc.ruid", os.Getuid())
	if err != nil {
		return nil, err
	}
	var found []Process
	for _, one := range list[:min(len(list), maxProcesses)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pid := int(one.Proc.P_pid)
		if pid <= 0 || pid == os.Getpid() || one.Proc.P_stat == zombie {
			continue
		}
		found = append(found, processOf(pid, unix.ByteSliceToString(one.Proc.P_comm[:])))
	}
	return found, nil
}

// processOf asks how a process was called. The system does not tell for some of its own; then the short name is all.
func processOf(pid int, comm string) Process {
	seen := sight{pid: pid, comm: comm, whole: commSize, locate: func(string) string { return "" }}
	if raw, err := unix.SysctlRaw("kern.procargs2", pid); err == nil {
		if exe, args, environ, ok := parseProcArgs(raw); ok {
			seen.exe, seen.args = exe, args
			seen.locate = func(called string) string { return unixPath(called, winePrefix(environ)) }
		}
	}
	return seen.process()
}
