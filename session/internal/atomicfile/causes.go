package atomicfile

import (
	"errors"
	"io/fs"
	"syscall"
)

// Causes that the system names differently from one platform to the next.
const (
	Full     Reason = "the disk is full"
	ReadOnly Reason = "it lies on a read-only disk"
	InUse    Reason = "another program has it open"
	Denied   Reason = "the system does not allow it"
	Taken    Reason = "something else lies there"
	Failed   Reason = "the system could not do it"
)

// Cause puts what the system said into one of a few fixed phrases, for a person; the error itself is for experts.
func Cause(err error) Reason {
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		return refused.Reason
	case isAny(err, fullErrors):
		return Full
	case isAny(err, readOnlyErrors):
		return ReadOnly
	case isAny(err, inUseErrors):
		return InUse
	case errors.Is(err, syscall.ENOTDIR):
		return NotFolder
	case errors.Is(err, fs.ErrPermission):
		return Denied
	case errors.Is(err, fs.ErrExist):
		return Taken
	default:
		return Failed
	}
}

func isAny(err error, known []error) bool {
	for _, one := range known {
		if errors.Is(err, one) {
			return true
		}
	}
	return false
}
