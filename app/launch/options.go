package launch

import (
	"context"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// Options are what the caller decides about the window. They name nothing of
// Fyne, so that a build without a window links none of it.
type Options struct {
	Jobs    *core.Core          // required
	Env     func(string) string // required: reads the environment
	GOOS    string              // required: runtime.GOOS
	Version string
	Demo    *Demo // set in the demo's own window
}

// Demo is the make-believe provider that a demo window belongs to.
type Demo struct {
	People []demoidp.Person
	// SignInAs signs in with the person of that id played by the program, or, for
	// "", through the browser.
	SignInAs func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error)
}
