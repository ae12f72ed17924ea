package apps

import (
	"context"
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

func processes(ctx context.Context) ([]Process, error) {
	viewer, err := newViewer()
	if err != nil {
		return nil, err
	}
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = windows.CloseHandle(snapshot) }()
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	var found []Process
	err = windows.Process32First(snapshot, &entry)
	for range maxProcesses {
		if errors.Is(err, windows.ERROR_NO_MORE_FILES) {
			return found, nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if one, ok := viewer.process(&entry); ok {
			found = append(found, one)
		}
		err = windows.Process32Next(snapshot, &entry)
	}
	return found, nil
}

// viewer tells this person's programs from those of others.
type viewer struct {
	person  *windows.SID
	session uint32 // of the desktop
}

func newViewer() (viewer, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return viewer{}, err
	}
	v := viewer{person: user.User.Sid}
	// Without an answer it stays 0, the session of services, which owns no window of anybody.
	_ = windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &v.session)
	return v, nil
}

// process looks at one process; false when it is not to be shown or ended meanwhile. One without threads has ended.
func (v viewer) process(entry *windows.ProcessEntry32) (Process, bool) {
	if entry.ProcessID == 0 || int(entry.ProcessID) == os.Getpid() || entry.Threads == 0 {
		return Process{}, false
	}
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, entry.ProcessID)
	if err != nil {
		return Process{}, false // it belongs to the system or to somebody else
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	if !v.owns(handle, entry.ProcessID) {
		return Process{}, false
	}
	name := printable(windows.UTF16ToString(entry.ExeFile[:]))
	return Process{PID: int(entry.ProcessID), Name: name, Path: imagePath(handle)}, true
}

// owns compares who a process runs as. A program that this person started as administrator does not show that to one without
// those rights; it counts as theirs when it runs on their desktop.
func (v viewer) owns(process windows.Handle, pid uint32) bool {
	var token windows.Token
	err := windows.OpenProcessToken(process, windows.TOKEN_QUERY, &token)
	if errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		var session uint32
		return windows.ProcessIdToSessionId(pid, &session) == nil && session == v.session && session != 0
	}
	if err != nil {
		return false
	}
	defer func() { _ = token.Close() }()
	user, err := token.GetTokenUser()
	return err == nil && user.User.Sid.Equals(v.person)
}

// imagePath is empty where the system does not tell.
func imagePath(process windows.Handle) string {
	buffer := make([]uint16, windows.MAX_LONG_PATH)
	size := uint32(len(buffer)) //nolint:gosec // G115: a constant
	if windows.QueryFullProcessImageName(process, 0, &buffer[0], &size) != nil {
		return ""
	}
	return windows.UTF16ToString(buffer[:size])
}
