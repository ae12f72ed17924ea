package browser

import (
	"fmt"
	"runtime"

	"golang.org/x/sys/windows"
)

// systemTries gives the one opener of Windows: the shell's own, in this process.
// There is no program to be found, replaced or handed an environment.
func systemTries() ([]try, error) { return []try{shellOpen}, nil }

// shellOpen may load the shell's extensions, which need COM on their thread.
func shellOpen(address string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return fmt.Errorf("name the verb: %w", err)
	}
	target, err := windows.UTF16PtrFromString(address)
	if err != nil {
		return fmt.Errorf("hand the address over: %w", err)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE); err == nil {
		defer windows.CoUninitialize()
	}
	return windows.ShellExecute(0, verb, target, nil, nil, windows.SW_SHOWNORMAL)
}
