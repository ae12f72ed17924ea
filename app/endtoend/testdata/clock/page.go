//go:build linux && amd64

package main

import (
	"encoding/binary"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Of the auxiliary vector (linux/auxvec.h).
const (
	auxIgnore = 1
	auxPage   = 33 // AT_SYSINFO_EHDR
)

// hidePage takes the address of the kernel's shared page out of what a program
// that starts finds above its environment.
func hidePage(thread int) error {
	var registers unix.PtraceRegs
	if err := unix.PtraceGetRegs(thread, &registers); err != nil {
		return err
	}
	at := uintptr(registers.Rsp)
	count, err := word(thread, at)
	if err != nil {
		return err
	}
	at += 8 * uintptr(count+2) // the count, the arguments and their end
	for {
		value, err := word(thread, at)
		if err != nil {
			return err
		}
		if at += 8; value == 0 {
			break // the end of the environment
		}
	}
	for {
		kind, err := word(thread, at)
		if err != nil || kind == 0 {
			return err
		}
		if kind == auxPage {
			ignored := make([]byte, 8)
			put(ignored, auxIgnore)
			_, err := unix.PtracePokeData(thread, at, ignored)
			return err
		}
		at += 16
	}
}

func word(thread int, at uintptr) (uint64, error) {
	content := make([]byte, 8)
	_, err := unix.PtracePeekData(thread, at, content)
	return binary.LittleEndian.Uint64(content), err
}

func put(into []byte, value uint64) { binary.LittleEndian.PutUint64(into, value) }

// Offsets into struct seccomp_data.
const (
	offsetNumber   = 0
	offsetArgument = 16 // the first one, its lower half
)

// install stops the program whenever it asks for the time of day.
func install() error {
	load := uint16(unix.BPF_LD | unix.BPF_W | unix.BPF_ABS)
	equal := uint16(unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K)
	ends := uint16(unix.BPF_RET | unix.BPF_K)
	filter := []unix.SockFilter{
		{Code: load, K: offsetNumber},
		{Code: equal, K: unix.SYS_CLOCK_GETTIME, Jf: 3},
		{Code: load, K: offsetArgument},
		{Code: equal, K: unix.CLOCK_REALTIME, Jf: 1},
		{Code: ends, K: unix.SECCOMP_RET_TRACE},
		{Code: ends, K: unix.SECCOMP_RET_ALLOW},
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
}
