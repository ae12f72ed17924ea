//go:build !linux && !darwin && !windows

package process

import (
	"errors"
	"syscall"
)

func look(pid int) (runs bool, started string) {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH), ""
}

func space() string { return "" }
