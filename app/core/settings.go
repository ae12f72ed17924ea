package core

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/BurntSushi/toml"

	"latchkey/assets"
	"latchkey/session"
	"latchkey/session/tomlfile"
)

// Settings is what a person chose: config/settings.toml. The zero value is the
// default.
type Settings struct {
	Provider   string          `toml:"provider,omitempty"`   // id of the provider to sign in with
	Language   string          `toml:"language,omitempty"`   // primary tag; "" = as the system
	Appearance string          `toml:"appearance,omitempty"` // system light dark contrast; "" = system
	Storage    StorageSettings `toml:"storage,omitempty"`
	Network    NetworkSettings `toml:"network,omitempty"`
}

// StorageSettings choose where secrets lie.
type StorageSettings struct {
	Kind    string `toml:"kind,omitempty"`     // keyring sealed_file memory; "" = keyring
	KeyFile string `toml:"key_file,omitempty"` // of sealed_file
}

// Settings reads the settings; a missing file gives the defaults.
// Errors: *tomlfile.Error with file, line and key.
func (c *Core) Settings() (Settings, error) {
	file := c.Deps.Paths.Settings
	var settings Settings
	content, err := tomlfile.Read(file, &settings)
	if err != nil && !isMissing(err) {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	if settings.Storage.Kind == "" {
		settings.Storage.Kind = "keyring"
	}
	if settings.Appearance == "" {
		settings.Appearance = "system"
	}
	if err := settings.check(file, content); err != nil {
		return Settings{}, fmt.Errorf("read settings: %w", err)
	}
	return settings, nil
}

func (s Settings) check(file string, content []byte) error {
	wrong := func(key, reason string) error {
		return &tomlfile.Error{File: file, Line: tomlfile.LineOf(content, key), Key: key, Reason: reason}
	}
	switch {
	case !slices.Contains([]string{"keyring", "sealed_file", "memory"}, s.Storage.Kind):
		return wrong("storage.kind", "must be keyring, sealed_file or memory")
	case s.Storage.Kind == "sealed_file" && s.Storage.KeyFile == "":
		return wrong("storage.kind", "sealed_file needs storage.key_file")
	case s.Storage.KeyFile != "" && !filepath.IsAbs(s.Storage.KeyFile):
		return wrong("storage.key_file", "must be an absolute path")
	case !slices.Contains([]string{"system", "light", "dark", "contrast"}, s.Appearance):
		return wrong("appearance", "must be system, light, dark or contrast")
	case s.Language != "" && !slices.Contains(assets.Languages(), s.Language):
		return wrong("language", "must be one of the languages that Latchkey speaks")
	}
	if key, reason := s.Network.wrong(); key != "" {
		return wrong("network."+key, reason)
	}
	return nil
}

// SaveSettings writes the settings file as a whole. Errors: *InputError.
func (c *Core) SaveSettings(settings Settings) error {
	if err := settings.withDefaults().check(c.Deps.Paths.Settings, nil); err != nil {
		return fmt.Errorf("save settings: %w", asInput(err))
	}
	var text bytes.Buffer
	if err := toml.NewEncoder(&text).Encode(settings); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	if err := session.WriteFile(c.Deps.Paths.Settings, text.Bytes()); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	return nil
}

func (s Settings) withDefaults() Settings {
	if s.Storage.Kind == "" {
		s.Storage.Kind = "keyring"
	}
	if s.Appearance == "" {
		s.Appearance = "system"
	}
	return s
}
