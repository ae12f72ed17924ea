package cli

import (
	"context"
	"io"
	"log/slog"
	"time"

	"latchkey/app/core"
	"latchkey/app/harden"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// Program is everything that a command line touches. Out carries answers only;
// talk, questions and errors go to Err.
type Program struct {
	Args       []string // without the program's name
	In         io.Reader
	Out, Err   io.Writer
	InTerminal bool // a person can be asked: In is a terminal
	// TalkTerminal: Err is a terminal, which can show a QR code and take an
	// address for the clipboard.
	TalkTerminal bool
	Env          func(string) string
	Version      string

	// Open builds the jobs. It is called once, and only by a command that needs
	// them: version, completion and help never touch the world.
	Open func(Options) (*core.Core, error)
	// Window opens the window and returns when it is closed; nil in a build
	// without one.
	Window func(ctx context.Context, w Window) error
	// Now is the clock, in the zone that times are shown in; default time.Now.
	Now func() time.Time
}

// Window is what a window is opened with.
type Window struct {
	Jobs *core.Core
	Demo *DemoWindow // nil but in the demo's own window
}

// DemoWindow is what the demo adds: people to sign in as, without a browser.
type DemoWindow struct {
	People   []demoidp.Person
	SignInAs func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error)
}

// Options are what a command wants different from the real world.
type Options struct {
	Env           func(string) string                         // required
	Home          string                                      // "": the person's home folder
	PretendedApps bool                                        // the modeling apps in Home are the demo's: no program that runs belongs to them
	Log           *slog.Logger                                // nil: nothing is told
	Waiting       func(core.LockWait)                         // nil: nothing is told; see core.World
	Browser       func(ctx context.Context, url string) error // nil: the person's browser
	Storage       vault.Kind                                  // "": as the settings say
	Now           func() time.Time                            // nil: this computer's clock
	// Passphrase asks for the passphrase of the sealed file; nil: nobody can be asked.
	Passphrase func(ctx context.Context, ask core.PassphraseAsk) ([]byte, error)
}

// Run does what the arguments say and returns the exit code. Cancelling ctx
// (Ctrl-C) ends any command with code 4 and leaves nothing half-written. A panic
// is code 1, and is told without its value.
func Run(ctx context.Context, p Program) (code int) {
	defer harden.Recover(p.Err, &code)
	if p.Now == nil {
		p.Now = time.Now
	}
	c := newCall(p)
	defer c.asking.end()
	root := newRoot(c)
	root.SetArgs(p.Args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := root.ExecuteContext(ctx)
	c.asking.end() // a question that nobody answered goes before the problem that it made
	if err == nil {
		err = c.unwritten
	}
	if err == nil {
		return exitDone
	}
	return c.fail(err)
}
