//go:build linux && amd64

// Command watched runs a program so that only some of its system calls stop it
// under ptrace, which makes tracing cheap: it installs a seccomp filter and then
// becomes the program. It is for the tests of app/endtoend alone.
//
// Usage: watched CALLS PROGRAM [ARGUMENT…], where CALLS are numbers of system
// calls with commas between them. NUMBER:ARGUMENT means only calls whose argument
// of that number has O_CREAT or O_TRUNC.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func main() {
	if len(os.Args) < 3 {
		fail("usage: watched CALLS PROGRAM [ARGUMENT…]")
	}
	filter, err := filterFor(strings.Split(os.Args[1], ","))
	if err != nil {
		fail(err)
	}
	runtime.LockOSThread() // the filter is this thread's, and so is the program that it becomes
	if err := install(filter); err != nil {
		fail("install the filter: ", err)
	}
	fail("run the program: ", syscall.Exec(os.Args[2], os.Args[2:], os.Environ()))
}

func fail(what ...any) {
	fmt.Fprintln(os.Stderr, what...)
	os.Exit(125)
}

// Offsets into struct seccomp_data: nr, arch, instruction pointer, arguments.
const (
	offsetNumber    = 0
	offsetArguments = 16
)

// filterFor gives one block for each call: compare, then trace or go on.
func filterFor(calls []string) ([]unix.SockFilter, error) {
	var filter []unix.SockFilter
	for _, call := range calls {
		number, argument, conditional := strings.Cut(call, ":")
		n, err := strconv.ParseUint(number, 10, 32)
		if err != nil {
			return nil, err
		}
		block := []unix.SockFilter{{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_TRACE}}
		if conditional {
			at, err := strconv.ParseUint(argument, 10, 32)
			if err != nil {
				return nil, err
			}
			block = []unix.SockFilter{
				{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: uint32(offsetArguments + 8*at)},
				{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: unix.O_CREAT | unix.O_TRUNC, Jf: 1},
				{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_TRACE},
				{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
			}
		}
		filter = append(filter,
			unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offsetNumber},
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: uint32(n), Jf: uint8(len(block))})
		filter = append(filter, block...)
	}
	return append(filter, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW}), nil
}

func install(filter []unix.SockFilter) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
}
