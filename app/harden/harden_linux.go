package harden

import "golang.org/x/sys/unix"

// coreLimit is one byte and not none: where a program collects the dumps
// (core_pattern is a pipe), the kernel disregards every limit but one of 1, which
// stops it. For files, any limit below a page does (core(5), fs/coredump.c).
const coreLimit = 1

func forbid(exclusive bool) {
	limitCore(unix.Rlimit{Cur: coreLimit, Max: coreLimit})
	dumpable := uintptr(1)
	if exclusive {
		dumpable = 0
	}
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, dumpable, 0, 0, 0) // fails where a sandbox forbids it
}
