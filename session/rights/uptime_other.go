//go:build !linux && !darwin && !windows

package rights

import (
	"errors"
	"time"
)

// systemUptime is not known here: no clock is known to count time asleep. The clock does with this process's own.
func systemUptime() (time.Duration, error) {
	return 0, errors.New("how long the computer has been running is not known here")
}
