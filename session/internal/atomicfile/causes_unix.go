//go:build unix

package atomicfile

import "syscall"

var (
	fullErrors     = []error{syscall.ENOSPC, syscall.EDQUOT}
	readOnlyErrors = []error{syscall.EROFS}
	inUseErrors    = []error{syscall.ETXTBSY, syscall.EBUSY}
)
