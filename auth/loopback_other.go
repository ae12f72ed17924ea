//go:build !windows

package auth

import "syscall"

// exclusiveAddress does nothing: elsewhere a second listener on the same
// address and port is refused by the system.
func exclusiveAddress(_, _ string, _ syscall.RawConn) error { return nil }
