//go:build !linux && !darwin && !windows

package apps

import (
	"errors"
	"time"
)

func bootTime() (time.Time, error) { return time.Time{}, errors.ErrUnsupported }
