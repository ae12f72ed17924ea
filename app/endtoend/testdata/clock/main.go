//go:build linux && amd64

// Command clock runs a program that finds another time on the computer's clock.
// It is for the tests of app/endtoend alone.
//
// A program without a C library asks the kernel's shared page for the time, which
// no preloaded library comes between. So the page is hidden from the program when
// it starts, which makes it ask by a system call, and ptrace answers that call.
// Only the time of day is another one, not the clock that measures how long things
// take, and not the time of what the program starts.
//
// Usage: clock OFFSET PROGRAM [ARGUMENT…], with OFFSET as Go writes durations.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// become is the first argument of the copy of this program that becomes the other.
const become = "-become"

func main() {
	if len(os.Args) < 3 {
		fail("usage: clock OFFSET PROGRAM [ARGUMENT…]")
	}
	runtime.LockOSThread() // the filter is this thread's, and only the tracing thread may speak to the program
	if os.Args[1] == become {
		if err := install(); err != nil {
			fail("install the filter: ", err)
		}
		fail("run the program: ", syscall.Exec(os.Args[2], os.Args[2:], os.Environ()))
	}
	offset, err := time.ParseDuration(os.Args[1])
	if err != nil {
		fail(err)
	}
	self, err := os.Executable()
	if err != nil {
		fail(err)
	}
	command := exec.Command(self, append([]string{become}, os.Args[2:]...)...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := command.Start(); err != nil {
		fail(err)
	}
	status, err := follow(command.Process.Pid, offset)
	if err != nil {
		fail(err)
	}
	if status.Signaled() {
		os.Exit(128 + int(status.Signal()))
	}
	os.Exit(status.ExitStatus())
}

func fail(what ...any) {
	fmt.Fprintln(os.Stderr, what...)
	os.Exit(125)
}

const options = unix.PTRACE_O_TRACESECCOMP | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEEXEC | unix.PTRACE_O_EXITKILL

// follow handles every stop of every thread until the program has ended.
func follow(program int, offset time.Duration) (unix.WaitStatus, error) {
	known := map[int]bool{}
	for {
		var status unix.WaitStatus
		thread, err := unix.Wait4(-1, &status, unix.WALL, nil)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return 0, fmt.Errorf("wait for the program: %w", err)
		case status.Exited() || status.Signaled():
			if thread == program {
				return status, nil
			}
			continue
		}
		deliver, err := stopped(thread, program, status, !known[thread], offset)
		known[thread] = true
		if err == nil {
			err = unix.PtraceCont(thread, deliver)
		}
		if err != nil && !errors.Is(err, unix.ESRCH) { // ESRCH: it has just ended
			return 0, fmt.Errorf("trace the program: %w", err)
		}
	}
}

// stopped answers one stop and says which signal the thread is to get.
func stopped(thread, program int, status unix.WaitStatus, first bool, offset time.Duration) (deliver int, err error) {
	signal := status.StopSignal()
	switch {
	case thread == program && first:
		return 0, unix.PtraceSetOptions(thread, options)
	case signal == unix.SIGTRAP && status.TrapCause() == unix.PTRACE_EVENT_SECCOMP:
		return 0, answer(thread, offset)
	case signal == unix.SIGTRAP && status.TrapCause() == unix.PTRACE_EVENT_EXEC:
		return 0, hidePage(thread)
	case signal == unix.SIGTRAP, signal == unix.SIGSTOP && first:
		return 0, nil
	}
	return int(signal), nil
}

// answer makes the call itself: the time goes into the program's memory.
func answer(thread int, offset time.Duration) error {
	var registers unix.PtraceRegs
	if err := unix.PtraceGetRegs(thread, &registers); err != nil {
		return err
	}
	now := time.Now().Add(offset)
	spec := make([]byte, 16)
	put(spec, uint64(now.Unix()))
	put(spec[8:], uint64(now.Nanosecond()))
	if _, err := unix.PtracePokeData(thread, uintptr(registers.Rsi), spec); err != nil {
		return err
	}
	registers.Orig_rax, registers.Rax = ^uint64(0), 0 // no call has this number: nothing happens, and the result is 0
	return unix.PtraceSetRegs(thread, &registers)
}
