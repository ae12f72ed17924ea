package rights

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// systemUptime counts time asleep (clock_gettime(2), CLOCK_BOOTTIME).
func systemUptime() (time.Duration, error) {
	var since unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &since); err != nil {
		return 0, fmt.Errorf("ask how long the computer has been running: %w", err)
	}
	return time.Duration(since.Nano()), nil
}
