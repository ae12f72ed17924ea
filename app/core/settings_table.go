package core

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"latchkey/assets"
)

// What a setting takes.
const (
	SettingText   = "text"   // string
	SettingChoice = "choice" // string, one of Allowed
	SettingNumber = "number" // int, from Least to Most
	SettingFlag   = "flag"   // bool
	SettingFile   = "file"   // string, an absolute path
	SettingList   = "list"   // []string
)

// What a change of a setting brings about, beside itself.
const (
	EffectNone    = ""
	EffectMove    = "move"    // secrets are carried: MoveStorage does it
	EffectNetwork = "network" // it is checked and changed by the jobs of the network
	EffectOwn     = "own"     // Latchkey writes it for itself, and lists it nowhere
)

// The keys that have a job of their own.
const (
	keyProvider    = "provider"
	keyStorage     = "storage.kind"
	keyKeyFile     = "storage.key_file"
	keyStorageName = "storage" // short for keyStorage
	keyClearing    = "browser_clearing"
)

// setting is one row of the table of settings: one key of settings.toml. What is
// listed, checked, read and written follows from it.
type setting struct {
	key      string
	kind     string
	effect   string
	at       func(*Settings) any // a pointer to the field
	fallback any                 // what holds when nobody says otherwise; nil = nothing, false
	allowed  func() []string     // of a choice
	least    int                 // of a number
	most     int
	reason   string // what a value must be, for experts; ReasonText translates it
}

// settingRows is the table of settings, in the order in which they are shown.
func settingRows() []setting {
	return []setting{
		{key: keyProvider, kind: SettingText, at: func(s *Settings) any { return &s.Provider }},
		{
			key: "language", kind: SettingChoice, at: func(s *Settings) any { return &s.Language },
			allowed: assets.Languages, reason: "must be one of the languages that Latchkey speaks",
		},
		{
			key: "appearance", kind: SettingChoice, at: func(s *Settings) any { return &s.Appearance }, fallback: "system",
			allowed: among("system", "light", "dark", "contrast"), reason: "must be system, light, dark or contrast",
		},
		{
			key: keyStorage, kind: SettingChoice, effect: EffectMove, at: func(s *Settings) any { return &s.Storage.Kind }, fallback: "keyring",
			allowed: among("keyring", "sealed_file", "memory"), reason: "must be keyring, sealed_file or memory",
		},
		{key: keyKeyFile, kind: SettingFile, effect: EffectMove, at: func(s *Settings) any { return &s.Storage.KeyFile }},
		{
			key: "storage.folder", kind: SettingChoice, effect: EffectOwn, at: func(s *Settings) any { return &s.Storage.Folder },
			allowed: among(sealedFolders...), reason: "must be sealed or sealed-2",
		},
		{
			key: "backups.days", kind: SettingNumber, at: func(s *Settings) any { return &s.Backups.Days }, fallback: 30,
			least: 1, most: 3650, reason: "must be a number from 1 to 3650",
		},
		{
			key: "backups.sets", kind: SettingNumber, at: func(s *Settings) any { return &s.Backups.Sets }, fallback: 20,
			least: 1, most: 1000, reason: "must be a number from 1 to 1000",
		},
		{
			key: "apps.community", kind: SettingFlag, at: func(s *Settings) any { return &s.Apps.Community },
			reason: "must be true or false",
		},
		{
			key: keyClearing, kind: SettingChoice, at: func(s *Settings) any { return &s.BrowserClearing }, fallback: ClearingGuided,
			allowed: among(ClearingGuided, ClearingDirect, ClearingOff), reason: "must be guided, direct or off",
		},
		{
			key: "rights.grace_days", kind: SettingNumber, at: func(s *Settings) any { return &s.Rights.GraceDays },
			most: 90, reason: "must be a number from 0 to 90",
		},
		{key: "expected.account", kind: SettingText, at: func(s *Settings) any { return &s.Expected.Account }},
		{key: "expected.organization", kind: SettingText, at: func(s *Settings) any { return &s.Expected.Organization }},
		{key: "network.proxy", kind: SettingText, effect: EffectNetwork, at: func(s *Settings) any { return &s.Network.Proxy }},
		{key: "network.no_proxy", kind: SettingList, effect: EffectNetwork, at: func(s *Settings) any { return &s.Network.NoProxy }},
		{key: "network.ca_files", kind: SettingList, effect: EffectNetwork, at: func(s *Settings) any { return &s.Network.CAFiles }},
		{
			key: "network.client_certificate", kind: SettingFile, effect: EffectNetwork,
			at: func(s *Settings) any { return &s.Network.ClientCertificate },
		},
		{key: "network.client_key", kind: SettingFile, effect: EffectNetwork, at: func(s *Settings) any { return &s.Network.ClientKey }},
	}
}

func among(values ...string) func() []string { return func() []string { return values } }

// settingRow finds a key's row; `storage` is short for storage.kind. Errors:
// *UnknownSettingError.
func settingRow(key string) (setting, error) {
	if key == keyStorageName {
		key = keyStorage
	}
	for _, row := range settingRows() {
		if row.key == key && row.effect != EffectOwn {
			return row, nil
		}
	}
	return setting{}, &UnknownSettingError{Key: key}
}

// UnknownSettingError names a key that is no setting.
type UnknownSettingError struct{ Key string }

func (e *UnknownSettingError) Error() string { return fmt.Sprintf("no setting %q", e.Key) }

// SettingKeys are the keys of all settings, in the order in which they are shown.
func SettingKeys() []string {
	var keys []string
	for _, row := range settingRows() {
		if row.effect != EffectOwn {
			keys = append(keys, row.key)
		}
	}
	return keys
}

// value is what stands in some settings.
func (r setting) value(s Settings) any { return reflect.ValueOf(r.at(&s)).Elem().Interface() }

// put sets the value; nil sets nothing, "" or false.
func (r setting) put(s *Settings, value any) {
	field := reflect.ValueOf(r.at(s)).Elem()
	if value == nil {
		field.SetZero()
		return
	}
	field.Set(reflect.ValueOf(value))
}

// wrong says why a value cannot be used; "" when it can. Where nothing is set
// only a number is wrong: 0 is one, and none that may be used.
func (r setting) wrong(value any) string {
	switch value := value.(type) {
	case int:
		if value < r.least || value > r.most {
			return r.reason
		}
	case string:
		switch {
		case value == "":
		case r.allowed != nil && !slices.Contains(r.allowed(), value):
			return r.reason
		case r.kind == SettingFile && r.effect != EffectNetwork && !filepath.IsAbs(value):
			return "must be an absolute path"
		}
	}
	return ""
}

// limits are the allowed values of a choice or flag.
func (r setting) limits() []string {
	switch r.kind {
	case SettingFlag:
		return []string{"true", "false"}
	case SettingChoice:
		return r.allowed()
	}
	return []string{}
}

// sameValue compares two values of one row; a list without elements is none.
func sameValue(a, b any) bool {
	return isZeroValue(a) && isZeroValue(b) || reflect.DeepEqual(a, b)
}

func isZeroValue(value any) bool {
	if list, ok := value.([]string); ok {
		return len(list) == 0
	}
	return value == nil || reflect.ValueOf(value).IsZero()
}

// SettingValueText writes a value as `latchkey settings get` prints it: bare, a
// list's elements one a line.
func SettingValueText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(value, "\n")
	}
	return fmt.Sprint(value)
}
