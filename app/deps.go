package app

import (
	"context"
	"fmt"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// Deps is what the window needs. The first half is required: New panics with
// the name of what is missing. Fields of the second half may be nil; what they
// would do is then left out of the pages or does nothing.
type Deps struct {
	Jobs Jobs
	// Words gives the words of a language tag; "" means the system's language.
	Words func(language string) assets.Words
	// Now reads the clock; its location is the zone that times are shown in.
	Now func() time.Time
	// Background runs work off the window's thread, OnUI brings it back.
	Background func(work func())
	OnUI       func(work func())
	// After calls work once, on the window's thread, when d has passed.
	After func(d time.Duration, work func())

	OpenURL    func(ctx context.Context, address string) error
	OpenFolder func(ctx context.Context, path string) error // shows a file or folder in the system's file manager
	Copy       func(text string)                            // puts text on the clipboard
	TryDemo    func(ctx context.Context) error              // opens another window with the demo; nil: not offered
	SaveFolder func() string                                // where a person keeps files; default: documents, downloads or home
	Demo       *Demo                                        // set in the demo's own window
	Version    string                                       // default "dev"
}

// Demo makes Home offer the people of the make-believe provider.
type Demo struct {
	People []DemoPerson
	// SignInAs runs core's sign-in; where no browser can be opened, the person
	// of that id is played. "" leaves the choice to the browser.
	SignInAs func(ctx context.Context, person string, o core.SignInOptions, notify func(core.Progress)) (core.SignInAnswer, error)
}

// DemoPerson is somebody to sign in as. None of them exists.
type DemoPerson struct {
	ID, Name, About string
	Initials        string
}

// check panics with the name of a required part that is missing.
func (d Deps) check() {
	for _, part := range []struct {
		name    string
		missing bool
	}{
		{"Jobs", d.Jobs == nil},
		{"Words", d.Words == nil},
		{"Now", d.Now == nil},
		{"Background", d.Background == nil},
		{"OnUI", d.OnUI == nil},
		{"After", d.After == nil},
	} {
		if part.missing {
			panic(fmt.Sprintf("app.New: Deps.%s is missing", part.name))
		}
	}
}

func (d Deps) withDefaults() Deps {
	nothing := func(context.Context, string) error { return nil }
	if d.OpenURL == nil {
		d.OpenURL = nothing
	}
	if d.OpenFolder == nil {
		d.OpenFolder = nothing
	}
	if d.Copy == nil {
		d.Copy = func(string) {}
	}
	if d.SaveFolder == nil {
		d.SaveFolder = saveFolder
	}
	if d.Version == "" {
		d.Version = "dev"
	}
	return d
}
