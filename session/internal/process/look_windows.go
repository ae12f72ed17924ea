package process

import (
	"errors"
	"strconv"

	"golang.org/x/sys/windows"
)

const stillActive = 259

func look(pid int) (runs bool, started string) {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid)) //nolint:gosec // G115: an id
	if err != nil {
		return !errors.Is(err, windows.ERROR_INVALID_PARAMETER), ""
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	var code uint32
	runs = windows.GetExitCodeProcess(handle, &code) != nil || code == stillActive
	var created, exited, kernel, user windows.Filetime
	if windows.GetProcessTimes(handle, &created, &exited, &kernel, &user) == nil {
		started = strconv.FormatInt(created.Nanoseconds(), 10)
	}
	return runs, started
}

func space() string { return "" }
