//go:build unix

package cli_test

import (
	"os"
	"os/signal"
	"slices"
	"syscall"
	"testing"

	"latchkey/app/cli"
)

func TestAClosedTerminalEndsACommandUnlessThatIsIgnored(t *testing.T) {
	if !slices.Contains(cli.EndSignals(), os.Signal(syscall.SIGHUP)) {
		t.Skip("these tests were started with SIGHUP ignored")
	}
	signal.Ignore(syscall.SIGHUP)
	t.Cleanup(func() { signal.Reset(syscall.SIGHUP) })
	if slices.Contains(cli.EndSignals(), os.Signal(syscall.SIGHUP)) {
		t.Error("what nohup ignores ends the command")
	}
}
