package rights

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// systemUptime counts time asleep, and is not moved when the clock is set, as CLOCK_MONOTONIC is there (clock_gettime_nsec_np(3),
// CLOCK_MONOTONIC_RAW: mach_continuous_time).
func systemUptime() (time.Duration, error) {
	var since unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC_RAW, &since); err != nil {
		return 0, fmt.Errorf("ask how long the computer has been running: %w", err)
	}
	return time.Duration(since.Nano()), nil
}
