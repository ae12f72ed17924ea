package apps

import (
	"time"

	"golang.org/x/sys/unix"
)

func bootTime() (time.Time, error) {
	at, err := unix.SysctlTimeval("kern.boottime")
	if err != nil {
		return time.Time{}, err
	}
	return time.Unix(at.Unix()), nil
}
