package core

import (
	"crypto/rand"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/activity"
	"latchkey/session/apps"
	"latchkey/session/rights"
)

// Core does the jobs. It is safe for use by several goroutines; jobs of other
// processes are kept apart by the locks of package session.
type Core struct {
	Deps
	main     place // where the tokens lie
	network  place // where the passwords of the network lie
	phrases  *phrases
	wire     wire
	flights  flights
	skews    skews
	activity *activity.Log     // nil: there is no place for it
	atStep   func(step string) // set by tests only
}

// New builds the jobs from their parts.
func New(d Deps) *Core {
	for name, missing := range map[string]bool{
		"Paths": d.Paths.State == "", "SessionFile": d.SessionFile == nil, "BackupStore": d.BackupStore == nil,
		"RightsCache": d.RightsCache == nil, "OpenVault": d.OpenVault == nil, "Browser": d.Browser == nil,
	} {
		if missing {
			panic("core.New: Deps." + name + " is missing")
		}
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.After == nil {
		d.After = time.After
	}
	if d.Random == nil {
		d.Random = rand.Reader
	}
	if d.BootTime == nil {
		d.BootTime = apps.BootTime
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Version == "" {
		d.Version = "dev"
	}
	if d.Env == nil {
		d.Env = os.Getenv
	}
	if d.RightsClock == nil {
		d.RightsClock = rights.NewClock(filepath.Join(d.Paths.Cache, "rights", "clock.json"), rights.ClockOptions{Now: d.Now})
	}
	if d.RightsHistory == nil {
		d.RightsHistory = rights.NewHistory(filepath.Join(d.Paths.State, "rights_history.json"))
	}
	c := &Core{Deps: d, wire: wire{isMachines: isMachines}, phrases: newPhrases(nil)}
	if d.Paths.Activity != "" {
		c.activity = activity.New(d.Paths.Activity)
	}
	return c
}

// secrets gives the vault that holds the tokens; which one it is, the settings
// decide, at each call anew. A move that was cut off is settled first.
func (c *Core) secrets() (Vault, error) {
	c.settleInPassing()
	if _, err := c.main.current(c, c.OpenVault); err != nil {
		return nil, err
	}
	return followed{core: c, place: &c.main, open: c.OpenVault}, nil
}

// client speaks to one provider.
func (c *Core) client(profile Profile) (*auth.Client, error) {
	return c.clientWith(profile, c.documents())
}

// clientFor speaks to the provider that an account belongs to. A provider whose
// file names another issuer or client by now is not that provider any more: the
// account's tokens must not be shown to it.
func (c *Core) clientFor(account session.Account) (Profile, *auth.Client, error) {
	profile, err := c.profile(account.Provider)
	if err != nil {
		return Profile{}, nil, err
	}
	if profile.Issuer != account.Issuer || profile.ClientID != account.ClientID {
		return Profile{}, nil, &ProviderChangedError{Provider: account.Provider}
	}
	client, err := c.client(profile)
	return profile, client, err
}
