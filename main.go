// Latchkey signs people in to modeling apps through the browser, keeps the
// tokens in the keyring of the system, and can reset a stuck session and undo
// the reset. This file picks the face, hands it the real world, and turns its
// answer into an exit code.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"

	"latchkey/app/cli"
	"latchkey/app/core"
	"latchkey/app/harden"
	"latchkey/app/launch"
)

// version is set by the linker: -X main.version=…
var version = "dev"

func main() { os.Exit(run()) }

func run() int {
	harden.ForbidCoreDumps(true)
	ctx, stop := signal.NotifyContext(context.Background(), cli.EndSignals()...)
	defer stop()
	return cli.Run(ctx, cli.Program{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal: cli.IsTerminal(os.Stdin), TalkTerminal: cli.IsTerminal(os.Stderr), Env: os.Getenv,
		Version: version, Open: open, Window: window(),
	})
}

// window opens the window; nil in a build without one.
func window() func(context.Context, cli.Window) error {
	if !launch.HasWindow {
		return nil
	}
	return func(ctx context.Context, w cli.Window) error {
		harden.ForbidCoreDumps(false) // the desktop's portals must be able to look at us
		options := launch.Options{Jobs: w.Jobs, Env: os.Getenv, GOOS: runtime.GOOS, Version: version}
		if w.Demo != nil {
			options.Demo = &launch.Demo{People: w.Demo.People, SignInAs: w.Demo.SignInAs}
		}
		return launch.Window(ctx, options)
	}
}

// open builds the jobs on this computer.
func open(o cli.Options) (*core.Core, error) {
	home := o.Home
	if home == "" {
		home, _ = os.UserHomeDir() // core tells when it was needed
	}
	return core.Open(core.World{
		Env: o.Env, Home: home, GOOS: runtime.GOOS, PretendedApps: o.PretendedApps, Version: version, Storage: o.Storage, Browser: o.Browser, Log: o.Log,
		Now: o.Now, Passphrase: o.Passphrase, Waiting: o.Waiting,
	})
}
