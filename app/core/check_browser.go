package core

import (
	"context"
	"errors"

	"latchkey/app/doctor"
	"latchkey/auth/browser"
)

// browserCheck says whether a browser would open for the next sign-in.
func (d *diagnosis) browserCheck() doctor.Check {
	return doctor.Check{ID: "browser", Link: doctor.LinkSession, Look: d.lookAtBrowser}
}

// lookAtBrowser opens none. It matters to those who have to sign in now: who is
// signed in can work, and where there is no provider nobody can sign in anyway.
func (d *diagnosis) lookAtBrowser(context.Context) doctor.Finding {
	if d.core.BrowserLook == nil {
		return doctor.Skipped("browser_is_given")
	}
	err := d.core.BrowserLook()
	if err == nil {
		return doctor.Passed("browser_there")
	}
	saw := doctor.Saw("browser_none")
	if errors.Is(err, browser.ErrTextBrowser) {
		saw = doctor.Saw("browser_in_terminal")
	}
	_, able := d.canSignIn()
	if _, missing := d.account(); missing == nil || !able {
		return doctor.Warned(Code(err), doctor.Fix{ID: MendBrowser}, saw).Because(err)
	}
	return doctor.Failed(Code(err), doctor.Fix{ID: MendBrowser}, saw).Because(err)
}
