//go:build unix

package session

import (
	"io/fs"
	"syscall"
)

// troubles lists what Unix systems say. That a lock is not supported has many numbers; for any other operation these mean
// something else.
func troubles() []troubleRow {
	return []troubleRow{
		{Full, "", syscall.ENOSPC},
		{Full, "", syscall.EDQUOT},
		{ReadOnly, "", syscall.EROFS},
		{NoLocks, "", syscall.ENOLCK},
		{NoLocks, lockOp, syscall.ENOTSUP},
		{NoLocks, lockOp, syscall.EOPNOTSUPP},
		{NoLocks, lockOp, syscall.ENOSYS},
		{NoLocks, lockOp, syscall.EINVAL},
		{Stale, "", syscall.ESTALE},
		{Stale, "", syscall.ENOTCONN}, // what FUSE says when its program has ended
		{Stale, "", syscall.EHOSTDOWN},
		{Stale, "", syscall.EHOSTUNREACH},
		{Stale, "", syscall.ETIMEDOUT},
		{Denied, "", fs.ErrPermission},
	}
}
