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
	findings func() []FindingAnswer // of the account, as far as what is known of its rights tells

	asked  *rightsAsked    // the question about access rights, sent once
	sealed error           // why a sealed file could not be opened with a passphrase
	late   *sync.WaitGroup // renewals whose answer must not be lost
	net    *networkLook    // what the provider's server answered, asked once
}

func newDiagnosis(c *Core, o DoctorOptions) *diagnosis {
	d := &diagnosis{core: c, options: o, asked: new(rightsAsked), late: new(sync.WaitGroup), net: new(networkLook)}
	d.settings = sync.OnceValues(c.Settings)
	d.record = sync.OnceValues(c.readRecord)
	d.account = sync.OnceValues(func() (session.Account, error) { return c.account(o.Account) })
	d.profile = sync.OnceValues(d.lookUpProfile)
	d.apps = sync.OnceValues(func() (AppsAnswer, error) { return c.Apps(context.Background(), AppsOptions{}) })
	d.findings = sync.OnceValue(d.recognize)
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
