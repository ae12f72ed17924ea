package cli

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// How long a command may take when --timeout does not say: usually, and where a
// person is waited for.
const (
	usualTimeout  = 30 * time.Second
	personTimeout = 5 * time.Minute
)

// globals are the flags that every command takes.
type globals struct {
	json    bool
	yes     bool
	verbose bool
	quiet   bool
	lang    string
	timeout time.Duration
}

// call is one run of the program: its flags, its words and its core, each made
// when first needed.
type call struct {
	Program
	globals globals
	opened  *core.Core
	spoken  *assets.Words
	lines   *bufio.Reader
	// unwritten is why help could not be written: cobra's help cannot fail.
	unwritten error
	asking    asking
}

func newCall(p Program) *call {
	c := &call{Program: p}
	// A flag error is found before the flags are parsed to their end, and must
	// come as JSON all the same.
	c.globals.json = slices.Contains(beforeDashes(p.Args), "--json")
	return c
}

// beforeDashes are the arguments that can be flags.
func beforeDashes(args []string) []string {
	if i := slices.Index(args, "--"); i >= 0 {
		return args[:i]
	}
	return args
}

// core opens the jobs, once.
func (c *call) core() (*core.Core, error) {
	if c.opened != nil {
		return c.opened, nil
	}
	opened, err := c.Open(Options{Env: c.Env, Log: c.log(), Waiting: c.tellWaiting, Passphrase: c.passphrase()})
	if err != nil {
		// Opening touches nothing, so what failed is finding the places.
		return nil, fmt.Errorf("%w: %w", core.ErrHomeUnknown, err)
	}
	c.opened = opened
	return opened, nil
}

// log tells with -v what happens, on standard error and without secrets.
func (c *call) log() *slog.Logger {
	if !c.globals.verbose {
		return nil
	}
	return slog.New(slog.NewTextHandler(c.Err, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: withoutTime}))
}

// withoutTime keeps -v readable: one command's few lines need no clock.
func withoutTime(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) == 0 && attr.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return attr
}

// within bounds a job's time by --timeout, or by usual when that was not given;
// who may have to type a passphrase has the time that people need.
func (c *call) within(ctx context.Context, usual time.Duration) (context.Context, context.CancelFunc) {
	switch {
	case c.globals.timeout > 0:
		usual = c.globals.timeout
	case c.opened != nil && c.passphrase() != nil && c.opened.AsksPassphrase():
		usual = max(usual, personTimeout)
	}
	return context.WithTimeout(ctx, usual)
}

// job opens the jobs and bounds the time: what nearly every command begins with.
func (c *call) job(ctx context.Context, usual time.Duration) (*core.Core, context.Context, context.CancelFunc, error) {
	opened, err := c.core()
	if err != nil {
		return nil, nil, nil, err
	}
	limited, cancel := c.within(ctx, usual)
	return opened, limited, cancel, nil
}
