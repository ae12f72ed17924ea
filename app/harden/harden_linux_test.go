package harden_test

import (
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"

	"latchkey/app/harden"
)

// It looks at a process of its own: a limit that was lowered stays, and would
// hide what other tests look for.
func TestTheMemoryIsClosedToOthersOnlyWhenExclusive(t *testing.T) {
	t.Parallel()
	if os.Getenv(role) == "" {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
		child.Env = append(os.Environ(), role+"=looks at itself")
		if output, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		return
	}
	for _, exclusive := range []bool{true, false} {
		harden.ForbidCoreDumps(exclusive)
		dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
		if err != nil || (dumpable == 0) != exclusive {
			t.Errorf("exclusive %v: dumpable %d, %v", exclusive, dumpable, err)
		}
		var core unix.Rlimit
		if err := unix.Getrlimit(unix.RLIMIT_CORE, &core); err != nil || core.Cur > 1 || core.Max > 1 {
			t.Errorf("exclusive %v: core files up to %d, %d: %v", exclusive, core.Cur, core.Max, err)
		}
	}
}
