package core

import (
	"crypto/rand"
	"log/slog"
	"os"
	"sync"
	"time"

	"latchkey/auth"
	"latchkey/session"
	"latchkey/session/vault"
)

// Core does the jobs. It is safe for use by several goroutines; jobs of other
// processes are kept apart by the locks of package session.
type Core struct {
	Deps
	vaultOnce  sync.Once
	vault      Vault
	vaultError error
	wire       wire
	flights    flights
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
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Version == "" {
		d.Version = "dev"
	}
	if d.Env == nil {
		d.Env = os.Getenv
	}
	return &Core{Deps: d, wire: wire{isMachines: isMachines}}
}

// secrets opens the vault once. Which kind it is, the settings decide.
func (c *Core) secrets() (Vault, error) {
	c.vaultOnce.Do(func() {
		settings, err := c.Settings()
		if err != nil {
			c.vaultError = err
			return
		}
		opened, err := c.OpenVault(settings)
		place := StorageError{
			Kind: vault.Kind(settings.Storage.Kind), Folder: sealedFolder(c.Deps.Paths), KeyFile: settings.Storage.KeyFile,
		}
		if err != nil {
			place.Err = err
			c.vaultError = &place
			return
		}
		place.Kind = opened.Kind()
		c.vault = placedVault{Vault: opened, place: place}
	})
	return c.vault, c.vaultError
}

// client speaks to one provider.
func (c *Core) client(profile Profile) (*auth.Client, error) {
	carrier, err := c.httpTransport()
	if err != nil {
		return nil, err
	}
	return auth.NewClient(profile.relyingParty(), auth.Config{
		HTTP: carrier, Now: c.Now, After: c.After, Random: c.Random, Log: c.Log, Documents: c.documents(),
	})
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
