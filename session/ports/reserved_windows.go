package ports

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"

	"golang.org/x/sys/windows"
)

// reserved asks netsh, by its absolute path, for both kinds of addresses: no
// function of Windows lists these ranges.
func reserved(ctx context.Context) []Range {
	folder, err := windows.GetSystemDirectory()
	if err != nil {
		return nil
	}
	var all []Range
	for _, family := range []string{"ipv4", "ipv6"} {
		command := exec.CommandContext(ctx, filepath.Join(folder, "netsh.exe"), // #nosec G204 -- constant words
			"interface", family, "show", "excludedportrange", "protocol=tcp")
		command.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
		if output, err := command.Output(); err == nil {
			all = slices.Concat(all, excludedRanges(string(output)))
		}
	}
	return all
}
