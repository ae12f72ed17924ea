//go:build unix && !linux && !darwin

package atomicfile

import (
	"errors"
	"syscall"
)

const otherDevice = syscall.EXDEV

func moveNew(string, string) error { return errors.ErrUnsupported }
