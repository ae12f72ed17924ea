package core

import (
	"context"
	"time"
)

// ActivityOptions say what to list.
type ActivityOptions struct {
	Since time.Time // the zero time: everything
}

// Activity lists what happened.
func (c *Core) Activity(context.Context, ActivityOptions) (ActivityAnswer, error) {
	return ActivityAnswer{}, nil
}
