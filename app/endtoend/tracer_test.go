//go:build linux && amd64

package endtoend

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// point is one call by which a program changes something outside itself: a file
// below the folder that is watched, or what it sends over a connection.
type point struct {
	number int    // from 1
	call   string // as the table of watchedCalls names it
	path   string // relative to the watched folder; of a rename "from -> to"; of what is sent empty
	makes  bool   // needs room on the disk
	names  bool   // changes what a folder lists
}

func (p point) String() string { return fmt.Sprintf("%d: %s %s", p.number, p.call, p.path) }

// verdict is what becomes of a point. The zero value lets the call happen.
type verdict struct {
	kill bool       // SIGKILL to the whole program, and the call is not made
	fail unix.Errno // the call is not made, and this is what the program is told
}

// tracer runs a program and stops it at every point. It uses ptrace, so the
// program is the real one, without any hook.
type tracer struct {
	root  string // the watched folder, absolute, without links
	judge func(point) verdict
	seen  []point

	main  int
	known map[int]bool // threads that had their first stop
}

// ptraceSyscallInfo is struct ptrace_syscall_info of linux/ptrace.h.
type ptraceSyscallInfo struct {
	op   uint8
	_    [3]uint8
	arch uint32
	ip   uint64
	sp   uint64
	nr   uint64
	args [6]uint64
	_    [2]uint64
}

const (
	ptraceGetSyscallInfo = 0x420e
	infoOfFilter         = 3 // PTRACE_SYSCALL_INFO_SECCOMP
	ptraceOptions        = unix.PTRACE_O_TRACESECCOMP | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_EXITKILL
)

// traced is a command whose system calls of the table stop it, see testdata/watched.
func traced(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	return exec.Command(watcher(t), append([]string{watchedNumbers(), program(t)}, args...)...)
}

// run starts a traced command and traces it to its end; it returns the exit code, -1
// after a signal. The command's output must go to writers, not to pipes that the
// caller reads. It holds the thread, since only the tracing one may speak to the
// program.
func (tr *tracer) run(command *exec.Cmd) (int, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	command.SysProcAttr = &unix.SysProcAttr{Ptrace: true, Setpgid: true}
	if err := command.Start(); err != nil {
		return 0, fmt.Errorf("start under ptrace: %w", err)
	}
	limit := time.AfterFunc(commandLimit, func() { _ = command.Process.Kill() })
	defer limit.Stop()
	tr.main, tr.known = command.Process.Pid, map[int]bool{}
	status, err := tr.follow()
	_ = command.Wait() // the trace has had the exit status; this ends the copying of the output
	if err != nil {
		return 0, err
	}
	if status.Signaled() {
		return -1, nil
	}
	return status.ExitStatus(), nil
}

// follow handles every stop of every thread until the program has ended.
func (tr *tracer) follow() (unix.WaitStatus, error) {
	for {
		var status unix.WaitStatus
		// The program's own group: this thread may have started another test's program too.
		thread, err := unix.Wait4(-tr.main, &status, unix.WALL|unix.WNOTHREAD, nil)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return 0, fmt.Errorf("wait for the traced program: %w", err)
		case status.Exited() || status.Signaled():
			if thread == tr.main {
				return status, nil
			}
			continue
		}
		deliver, err := tr.stopped(thread, status)
		if err == nil {
			err = unix.PtraceCont(thread, deliver)
		}
		if err != nil && !errors.Is(err, unix.ESRCH) { // ESRCH: killed meanwhile
			return 0, fmt.Errorf("trace the program: %w", err)
		}
	}
}

// stopped answers one stop and says which signal the thread is to get.
func (tr *tracer) stopped(thread int, status unix.WaitStatus) (deliver int, err error) {
	signal := status.StopSignal()
	first := !tr.known[thread]
	tr.known[thread] = true
	switch {
	case thread == tr.main && first:
		return 0, unix.PtraceSetOptions(thread, ptraceOptions)
	case signal == unix.SIGTRAP && status.TrapCause() == unix.PTRACE_EVENT_SECCOMP:
		return 0, tr.called(thread)
	case signal == unix.SIGTRAP: // a new thread was made, or the watcher has become the program
		return 0, nil
	case signal == unix.SIGSTOP && first:
		return 0, nil
	}
	return int(signal), nil // Go's own, such as SIGURG
}

// called looks at a call that begins.
func (tr *tracer) called(thread int) error {
	var info ptraceSyscallInfo
	_, _, errno := unix.Syscall6(unix.SYS_PTRACE, ptraceGetSyscallInfo, uintptr(thread), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 {
		return errno
	}
	p, watched := tr.pointOf(info)
	if info.op != infoOfFilter || !watched {
		return nil
	}
	p.number = len(tr.seen) + 1
	tr.seen = append(tr.seen, p)
	does := tr.judge(p)
	if !does.kill && does.fail == 0 {
		return nil
	}
	// No call has this number: nothing happens, and the program finds this result.
	err := changeRegisters(thread, func(r *unix.PtraceRegs) { r.Orig_rax, r.Rax = ^uint64(0), -uint64(does.fail) })
	if err == nil && does.kill {
		err = unix.Kill(tr.main, unix.SIGKILL)
	}
	return err
}

func changeRegisters(thread int, change func(*unix.PtraceRegs)) error {
	var registers unix.PtraceRegs
	if err := unix.PtraceGetRegs(thread, &registers); err != nil {
		return err
	}
	change(&registers)
	return unix.PtraceSetRegs(thread, &registers)
}

var watcherBuilt struct {
	once sync.Once
	path string
	err  error
}

// watcher builds the program of testdata/watched.
func watcher(t testing.TB) string {
	t.Helper()
	watcherBuilt.once.Do(func() {
		folder, err := os.MkdirTemp("", "latchkey-watched-*")
		if err != nil {
			watcherBuilt.err = err
			return
		}
		watcherBuilt.path = filepath.Join(folder, "watched")
		build := exec.Command("go", "build", "-buildvcs=false", "-o", watcherBuilt.path, "./testdata/watched")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if output, err := build.CombinedOutput(); err != nil {
			watcherBuilt.err = fmt.Errorf("%w: %s", err, output)
		}
	})
	if watcherBuilt.err != nil {
		t.Fatal(watcherBuilt.err)
	}
	return watcherBuilt.path
}

// canTrace skips, or fails where every part is required, when the system does not
// let one process trace another.
func canTrace(t testing.TB) {
	t.Helper()
	watcher(t)
	t.Cleanup(func() { _ = os.RemoveAll(filepath.Dir(watcherBuilt.path)) })
	root := t.TempDir()
	tr := tracer{root: root, judge: func(point) verdict { return verdict{} }}
	command := traced(t, "rights", "clear")
	command.Env = []string{"HOME=" + root, "LATCHKEY_HOME=" + filepath.Join(root, "latchkey")}
	if code, err := tr.run(command); err != nil || code != 0 || len(tr.seen) == 0 {
		missing(t, "a program cannot be traced here (ptrace, seccomp): exit %d, %d points, %v", code, len(tr.seen), err)
	}
}
