package rights

import (
	"time"

	"golang.org/x/sys/windows"
)

// systemUptime counts time asleep (GetTickCount64), in steps of about 15 milliseconds.
func systemUptime() (time.Duration, error) { return windows.DurationSinceBoot(), nil }
