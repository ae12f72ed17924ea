package auth

import "syscall"

// soExclusiveAddrUse is SO_EXCLUSIVEADDRUSE of winsock2.h: the complement of
// SO_REUSEADDR.
const soExclusiveAddrUse = ^syscall.SO_REUSEADDR

// exclusiveAddress keeps other programs from binding the same port with
// SO_REUSEADDR and receiving the redirect in our place.
func exclusiveAddress(_, _ string, conn syscall.RawConn) error {
	var failed error
	err := conn.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(syscall.Handle(fd), syscall.SOL_SOCKET, soExclusiveAddrUse, 1)
	})
	if err != nil {
		return err
	}
	return failed
}
