// Package browser opens an address in the person's browser, after checking it,
// and a folder in their file manager.
//
// Several of the addresses come from a server, and the system's openers take
// anything: files, programs, options. Only an https address, or http on a
// loopback IP address, gets through, and only in its re-serialized form. No
// shell ever reads it, an opener is run by its absolute path, and it has neither
// our terminal nor the variables that would make it run foreign code.
//
// It is not for telling whether a page was really shown: openers report at most
// that they could not start one.
package browser

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Errors of [Open], beside [ErrAddress].
var (
	// ErrNoBrowser means that no opener was found, or that all failed at once.
	ErrNoBrowser = errors.New("no browser could be opened")
	// ErrTextBrowser means that the only browsers found run in a terminal. They
	// would take this program's, so they are not started. It matches [ErrNoBrowser].
	ErrTextBrowser = fmt.Errorf("%w: only one for the terminal was found", ErrNoBrowser)
)

// grace is how long an opener may take to fail. Some openers return when the
// browser has taken over, others only when it is closed, so silence is success.
const grace = time.Second

// try is one way to open an address or a folder. It returns when the opener ends.
type try func(target string) error

// Open opens address in the person's browser, with the first opener that has not
// failed within a second. It returns [ErrAddress] for an address that is not
// safe to open, [ErrNoBrowser] or [ErrTextBrowser] when no opener could, and the
// context's error when ctx ends first; an opener is then left to itself. No
// error text holds the address, which may carry one-time values.
func Open(ctx context.Context, address string) error {
	return open(ctx, address, systemTries, time.After)
}

func open(ctx context.Context, address string, find func() ([]try, error), after func(time.Duration) <-chan time.Time) error {
	safe, err := Check(address)
	if err != nil {
		return err
	}
	tries, err := find()
	if err != nil {
		return err
	}
	started, err := first(ctx, safe, tries, after)
	switch {
	case err != nil:
		return fmt.Errorf("open browser: %w", err)
	case !started:
		return ErrNoBrowser
	}
	return nil
}

// first starts the openers one after the other until one has not failed.
func first(ctx context.Context, target string, tries []try, after func(time.Duration) <-chan time.Time) (started bool, err error) {
	for _, attempt := range tries {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		done := make(chan error, 1)
		go func() { done <- attempt(target) }()
		select {
		case err := <-done:
			if err == nil {
				return true, nil
			}
		case <-ctx.Done():
			return false, ctx.Err()
		case <-after(grace):
			return true, nil
		}
	}
	return false, nil
}
