package cli

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// IsTerminal says whether a person can be asked at this file.
func IsTerminal(file *os.File) bool {
	var mode uint32
	return windows.GetConsoleMode(windows.Handle(file.Fd()), &mode) == nil
}

// canRedraw switches control sequences on, which older consoles do not have.
func canRedraw(out io.Writer, _ string) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	console, mode := windows.Handle(file.Fd()), uint32(0)
	if windows.GetConsoleMode(console, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
