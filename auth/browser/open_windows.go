package browser

import (
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// systemTries gives the one opener of Windows: the shell's own, in this process.
// There is no program to be found, replaced or handed an environment.
func systemTries() ([]try, error) {
	return []try{func(address string) error { return shell("open", address) }}, nil
}

// look asks the registry who opens https: the person's choice, else what was
// installed for everybody. The shell looks there too.
func look() error {
	for _, place := range []struct {
		root registry.Key
		path string
	}{
		{registry.CURRENT_USER, `Software\Microsoft\Windows\Shell\Associations\UrlAssociations\https\UserChoice`},
		{registry.CLASSES_ROOT, `https\shell\open\command`},
	} {
		if key, err := registry.OpenKey(place.root, place.path, registry.QUERY_VALUE); err == nil {
			_ = key.Close()
			return nil
		}
	}
	return ErrNoBrowser
}

// folderTries has a verb that only folders have, and a path that only a folder can
// have: "open" would run C:\name.exe where C:\name is asked for and not there.
func folderTries() []try {
	return []try{func(folder string) error { return shell("explore", strings.TrimSuffix(folder, `\`)+`\`) }}
}

// shell may load the shell's extensions, which need COM on their thread.
func shell(action, address string) error {
	verb, err := windows.UTF16PtrFromString(action)
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
