package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// EndSignals are the signals that end a command in good order: Ctrl-C, a polite
// kill, and a terminal that is closed, unless whoever started us wants that one
// ignored (nohup).
func EndSignals() []os.Signal {
	list := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return list
}
