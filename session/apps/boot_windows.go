package apps

import (
	"time"

	"golang.org/x/sys/windows"
)

// bootTime counts back from now; the system counts from the last start that was no Fast Startup, with the time asleep.
func bootTime() (time.Time, error) {
	return time.Now().Add(-windows.DurationSinceBoot()).Truncate(time.Second), nil
}
