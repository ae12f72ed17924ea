package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// IsTerminal says whether a person can be asked at this file.
func IsTerminal(file *os.File) bool {
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(file.Fd()), &mode) == nil
}
