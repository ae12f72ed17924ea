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
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(heard) })
	if !slices.Contains(cli.EndSignals(), os.Signal(syscall.SIGHUP)) {
		t.Error("a closed terminal does not end the command in good order")
	}
	signal.Ignore(syscall.SIGHUP)
	if slices.Contains(cli.EndSignals(), os.Signal(syscall.SIGHUP)) {
		t.Error("what nohup ignores ends the command")
	}
}
