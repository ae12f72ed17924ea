//go:build !linux && !darwin && !windows

package apps

import (
	"context"
	"errors"
)

func processes(context.Context) ([]Process, error) { return nil, errors.ErrUnsupported }
