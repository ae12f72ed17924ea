//go:build !windows

package harden

import "golang.org/x/sys/unix"

// limitCore lowers the limit of a core file for good; it never raises one.
func limitCore(lower unix.Rlimit) {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) == nil && limit.Max < lower.Max {
		return // lower already, and whoever did it meant none
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &lower) // fails where a sandbox forbids it
}
