package process

import (
	"errors"
	"strconv"

	"golang.org/x/sys/unix"
)

const zombie = 5 // SZOMB of sys/proc.h

func look(pid int) (runs bool, started string) {
	found, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil || int(found.Proc.P_pid) != pid {
		return !errors.Is(unix.Kill(pid, 0), unix.ESRCH), ""
	}
	at := found.Proc.P_starttime
	return found.Proc.P_stat != zombie, strconv.FormatInt(at.Sec, 10) + "." + strconv.Itoa(int(at.Usec))
}

func space() string { return "" }
