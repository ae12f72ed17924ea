package harden

import "golang.org/x/sys/windows"

// forbid keeps the system from collecting a report, which would hold memory,
// also where the environment asks Go for one (GOTRACEBACK=wer).
func forbid(bool) {
	windows.SetErrorMode(windows.SEM_NOGPFAULTERRORBOX | windows.SEM_FAILCRITICALERRORS)
}
