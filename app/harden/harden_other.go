//go:build !linux && !windows

package harden

import "golang.org/x/sys/unix"

func forbid(bool) { limitCore(unix.Rlimit{}) }
