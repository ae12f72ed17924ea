package app

import (
	"context"
	"time"

	"latchkey/app/core"
	"latchkey/app/present"
)

// snapshot is everything that the pages draw from, read at one moment. Reading
// it asks no server.
type snapshot struct {
	status    core.StatusAnswer
	providers []core.ProviderAnswer
	rights    *core.RightsAnswer // nil: none are cached
	backups   []core.BackupAnswer
	damaged   []string // backups whose list cannot be read
	settings  core.Settings
	paths     core.PathsAnswer
	taken     time.Time
	err       error // the first thing that could not be read and is nobody's normal state
}

// read takes a snapshot. What cannot be read leaves its part empty and its
// error in err: a page that says what is wrong is better than none.
func read(ctx context.Context, jobs Jobs, now func() time.Time) snapshot {
	s := snapshot{taken: now()}
	keep := func(err error) {
		if s.err == nil {
			s.err = err
		}
	}
	var err error
	s.settings, err = jobs.Settings()
	keep(err)
	s.status, err = jobs.Status(ctx, false)
	keep(err)
	providers, err := jobs.Providers(ctx)
	keep(err)
	s.providers = providers.Providers
	backups, err := jobs.Backups(ctx)
	keep(err)
	s.backups, s.damaged = backups.Backups, backups.Damaged
	s.paths = jobs.Paths()
	if account := present.MainAccount(s.status.Accounts); account != nil {
		// Having no cached rights is a normal state, which the summary tells.
		if rights, err := jobs.Rights(ctx, account.ID); err == nil {
			s.rights = &rights
		}
	}
	return s
}

// outdated says whether something ended between the snapshot and now.
func (s snapshot) outdated(now time.Time) bool {
	ends := []core.Moment{s.status.Rights.ValidUntil, s.status.Rights.OfflineUntil}
	for _, account := range s.status.Accounts {
		ends = append(ends, account.AccessExpiresAt)
	}
	for _, end := range ends {
		if end.After(s.taken) && !end.After(now) {
			return true
		}
	}
	return false
}

// account is the account that the pages talk about, or nil.
func (s snapshot) account() *core.AccountAnswer { return present.MainAccount(s.status.Accounts) }

// signedIn says whether there is a session to ask the provider with.
func (s snapshot) signedIn() bool { return s.account() != nil && s.status.State == core.StateSignedIn }

// provider is the one that a sign-in would use, or nil.
func (s snapshot) provider() *core.ProviderAnswer {
	for i := range s.providers {
		if s.providers[i].Selected {
			return &s.providers[i]
		}
	}
	return nil
}

// accountProvider is the provider of the account, else the selected one.
func (s snapshot) accountProvider() *core.ProviderAnswer {
	if account := s.account(); account != nil {
		for i := range s.providers {
			if s.providers[i].ID == account.Provider {
				return &s.providers[i]
			}
		}
	}
	return s.provider()
}

// providerName is how sentences call the provider, or "".
func (s snapshot) providerName() string {
	if account := s.account(); account != nil {
		return present.ProviderName(*account)
	}
	if provider := s.provider(); provider != nil {
		return present.Provider(*provider).Name
	}
	return ""
}
