package core

import (
	"context"
	"sync"

	"latchkey/session"
)

// diagnosis is one run of the doctor: what several checks need is looked up once.
type diagnosis struct {
	core    *Core
	options DoctorOptions

	settings func() (Settings, error)
	record   func() (session.Record, error)
	account  func() (session.Account, error) // ErrNotSignedIn where there is none
	profile  func() (Profile, error)         // the account's provider, else the selected one; help-only ones too; ErrNoProvider
	apps     func() (AppsAnswer, error)
	places   func() (BrowsersAnswer, error)
}

func newDiagnosis(c *Core, o DoctorOptions) *diagnosis {
	d := &diagnosis{core: c, options: o}
	d.settings = sync.OnceValues(c.Settings)
	d.record = sync.OnceValues(c.readRecord)
	d.account = sync.OnceValues(func() (session.Account, error) { return c.account(o.Account) })
	d.profile = sync.OnceValues(d.lookUpProfile)
	d.apps = sync.OnceValues(func() (AppsAnswer, error) { return c.Apps(context.Background(), AppsOptions{}) })
	d.places = sync.OnceValues(func() (BrowsersAnswer, error) { return c.Browsers(context.Background(), BrowsersOptions{}) })
	return d
}

// lookUpProfile is whose servers are looked at.
func (d *diagnosis) lookUpProfile() (Profile, error) {
	if account, err := d.account(); err == nil {
		return d.core.profile(account.Provider)
	}
	profiles, err := d.core.profiles()
	if err != nil {
		return Profile{}, err
	}
	selected, err := d.core.selectedProvider(profiles)
	if err != nil {
		return Profile{}, err
	}
	for _, profile := range profiles {
		if profile.ID == selected {
			return profile, nil
		}
	}
	return Profile{}, ErrNoProvider
}

// canSignIn says whether there is a provider to sign in at; a help-only one, and
// none, leave the checks of its servers with nothing to look at.
func (d *diagnosis) canSignIn() (Profile, bool) {
	profile, err := d.profile()
	return profile, err == nil && len(profile.Missing()) == 0
}
