//go:build !linux && !darwin && !windows

package apps

import "errors"

func locked(string) (bool, error) { return false, errors.ErrUnsupported }
