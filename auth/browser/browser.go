// Package browser opens an address in the person's browser, after checking it.
//
// Several of the addresses come from a server, and the system's openers take
// anything: files, programs, options. Only an https address, or http on a
// loopback IP address, gets through, and only in its re-serialized form.
//
// It is not for telling whether a page was really shown: openers report at most
// that they could not start one.
package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	pkgbrowser "github.com/pkg/browser"
)

// ErrNoBrowser means that no opener was found, or that it failed at once.
var ErrNoBrowser = errors.New("no browser could be opened")

// grace is how long an opener may take to fail. Some openers return when the
// browser has taken over, others only when it is closed, so silence is success.
const grace = time.Second

// discardOutput guards two variables of pkg/browser, which default to this
// program's standard output, where scripts read an answer.
var discardOutput sync.Once

// Open opens address in the person's browser. It returns nil when the opener
// succeeded or has not failed within a second, [ErrAddress] for an address that
// is not safe to open, [ErrNoBrowser] when the opener failed, and the context's
// error when ctx ends first; the opener is then left to itself. No error text
// holds the address, which may carry one-time values.
func Open(ctx context.Context, address string) error {
	return open(ctx, address, systemOpener, time.After)
}

func systemOpener(address string) error {
	discardOutput.Do(func() {
		pkgbrowser.Stdout, pkgbrowser.Stderr = io.Discard, io.Discard
	})
	return pkgbrowser.OpenURL(address)
}

func open(ctx context.Context, address string, opener func(string) error, after func(time.Duration) <-chan time.Time) error {
	safe, err := Check(address)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("open browser: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- opener(safe) }()
	select {
	case err := <-done:
		if err != nil {
			return ErrNoBrowser
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("open browser: %w", ctx.Err())
	case <-after(grace):
		return nil
	}
}
