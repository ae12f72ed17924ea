package core

import (
	"fmt"
	"time"

	"latchkey/session/tomlfile"
)

// Settings is what a person chose: config/settings.toml. The zero value of a
// field is its default.
type Settings struct {
	Provider   string          `toml:"provider,omitempty"`   // id of the provider to sign in with
	Language   string          `toml:"language,omitempty"`   // primary tag; "" = as the system
	Appearance string          `toml:"appearance,omitempty"` // system light dark contrast; "" = system
	Storage    StorageSettings `toml:"storage,omitempty"`
	Backups    BackupSettings  `toml:"backups,omitempty"`
	Apps       AppSettings     `toml:"apps,omitempty"`
	// BrowserClearing is how the browsers' cookies of the identity hosts go:
	// guided (or ""), direct or off.
	BrowserClearing string           `toml:"browser_clearing,omitempty"`
	Rights          RightsSettings   `toml:"rights,omitempty"`
	Expected        ExpectedSettings `toml:"expected,omitempty"`
	Network         NetworkSettings  `toml:"network,omitempty"`

	// read is what Settings found, so that SaveSettings writes what its caller
	// changed and no more; nil in a value that somebody made.
	read *Settings
}

// StorageSettings choose where secrets lie.
type StorageSettings struct {
	Kind    string `toml:"kind,omitempty"`     // keyring sealed_file memory; "" = keyring
	KeyFile string `toml:"key_file,omitempty"` // of sealed_file, absolute; "" = a passphrase
	// Folder is where the sealed files lie, below the state folder: sealed (or "")
	// and sealed-2 take turns when a move changes the key. Latchkey writes it.
	Folder string `toml:"folder,omitempty"`
}

// BackupSettings say how long backups are kept; what exceeds either goes.
type BackupSettings struct {
	Days int `toml:"days,omitempty"` // 0 = 30
	Sets int `toml:"sets,omitempty"` // 0 = 20
}

// AppSettings are about the modeling apps.
type AppSettings struct {
	Community bool `toml:"community,omitempty"` // a reset of `apps` takes the community's entries too
}

// How a browser's cookies of the identity hosts go.
const (
	ClearingGuided = "guided" // Latchkey shows the way, the person removes them
	ClearingDirect = "direct" // Latchkey removes them while the browser is closed
	ClearingOff    = "off"    // neither
)

// RightsSettings are about the cached access rights.
type RightsSettings struct {
	// GraceDays is how long rights count offline after their time where the
	// provider names no offline_until; it never lengthens what the provider named.
	GraceDays int `toml:"grace_days,omitempty"`
}

// ExpectedSettings say who this computer is meant for; another one is told, and
// not kept from signing in.
type ExpectedSettings struct {
	Account      string `toml:"account,omitempty"`      // e-mail address
	Organization string `toml:"organization,omitempty"` // name or id
}

// Settings reads the settings; a missing file gives the defaults.
// Errors: *tomlfile.Error with file, line and key.
func (c *Core) Settings() (Settings, error) {
	settings, _, err := readSettings(c.Deps.Paths.Settings)
	if err != nil {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	return settings, nil
}

// readSettings reads a settings file with its text.
func readSettings(file string) (Settings, []byte, error) {
	settings := Settings{}.withDefaults() // so that a 0 that somebody wrote is not taken for the default
	content, err := tomlfile.Read(file, &settings)
	if err != nil && !isMissing(err) {
		return Settings{}, nil, err
	}
	if err := settings.check(file, content); err != nil {
		return Settings{}, nil, err
	}
	found := settings
	settings.read = &found
	return settings, content, nil
}

// withDefaults puts the default where nothing stands.
func (s Settings) withDefaults() Settings {
	for _, row := range settingRows() {
		if isZeroValue(row.value(s)) {
			row.put(&s, row.fallback)
		}
	}
	return s
}

// check finds the first value that cannot be used.
func (s Settings) check(file string, content []byte) error {
	wrong := func(key, reason string) error {
		return &tomlfile.Error{File: file, Line: tomlfile.LineOf(content, key), Key: key, Reason: reason}
	}
	for _, row := range settingRows() {
		if reason := row.wrong(row.value(s)); reason != "" {
			return wrong(row.key, reason)
		}
	}
	if key, reason := s.Network.wrong(); key != "" {
		return wrong("network."+key, reason)
	}
	return nil
}

// backupLimits are how long and how many backups are kept; settings that cannot
// be read count as the defaults.
func (c *Core) backupLimits() (age time.Duration, count int) {
	settings, err := c.Settings()
	if err != nil {
		settings = Settings{}.withDefaults()
	}
	return time.Duration(settings.Backups.Days) * 24 * time.Hour, settings.Backups.Sets
}
