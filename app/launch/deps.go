//go:build !nogui

package launch

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"latchkey/app"
	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// deps joins the pages to this computer.
func (o Options) deps(application fyne.App, onUI func(func())) app.Deps {
	deps := app.Deps{
		Jobs: o.Jobs, Version: o.Version, Now: time.Now, OnUI: onUI,
		Words: func(language string) assets.Words {
			return assets.In(assets.MatchLanguage(language, lang.SystemLocale().String()))
		},
		Background: func(work func()) { go work() },
		After:      func(d time.Duration, work func()) { time.AfterFunc(d, func() { onUI(work) }) },
		OpenURL:    core.OpenInBrowser,
		OpenFolder: core.ShowFolder,
		Copy:       func(text string) { application.Clipboard().SetContent(text) },
		TryDemo:    tryDemo,
	}
	if o.Demo != nil {
		deps.Demo = &app.Demo{People: o.Demo.people(), SignInAs: o.Demo.SignInAs}
	}
	return deps
}

func (d *Demo) people() []app.DemoPerson {
	people := make([]app.DemoPerson, 0, len(d.People))
	for _, person := range d.People {
		people = append(people, app.DemoPerson{ID: person.ID, Name: person.Name, About: person.About, Initials: present.Initials(person.Name, person.Email)})
	}
	return people
}

// tryDemo starts this program once more, with a window of its own.
func tryDemo(context.Context) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start the demo: %w", err)
	}
	// Not bound to the context: the demo's window outlives the click.
	command := exec.Command(program, "demo") //nolint:gosec,noctx // this very program
	if err := command.Start(); err != nil {
		return fmt.Errorf("start the demo: %w", err)
	}
	go func() { _ = command.Wait() }()
	return nil
}
