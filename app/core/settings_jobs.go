package core

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Who decided what a setting is.
const (
	OriginDefault = "default"
	OriginPerson  = "person"
)

// SettingAnswer is one setting: what it is, and what it could be.
type SettingAnswer struct {
	Key     string   `json:"key"`
	Value   any      `json:"value"`           // string, int, bool or a list of strings, as Type says
	Default any      `json:"default"`         // what holds when nobody says otherwise
	Origin  string   `json:"origin"`          // default person
	Type    string   `json:"type"`            // text choice number flag file list
	Allowed []string `json:"allowed"`         // of a choice or flag; empty: anything of that type
	Least   int      `json:"least,omitempty"` // of a number
	Most    int      `json:"most,omitempty"`
	Effect  string   `json:"-"` // what a change brings about: EffectNone EffectMove EffectNetwork
}

// SettingsAnswer is latchkey.settings/1.
type SettingsAnswer struct {
	Schema   string          `json:"schema"`
	File     string          `json:"file"`
	Settings []SettingAnswer `json:"settings"`
}

// SettingsList gives all settings with their origin. It reads no password.
// Errors: *tomlfile.Error.
func (c *Core) SettingsList(context.Context) (SettingsAnswer, error) {
	settings, content, err := readSettings(c.Deps.Paths.Settings)
	if err != nil {
		return SettingsAnswer{}, err
	}
	chosen, err := chosenKeys(content)
	if err != nil {
		return SettingsAnswer{}, err
	}
	answer := SettingsAnswer{Schema: "latchkey.settings/1", File: c.Deps.Paths.Settings}
	for _, row := range settingRows() {
		if row.effect != EffectOwn {
			answer.Settings = append(answer.Settings, row.answer(settings, chosen(row.key)))
		}
	}
	return answer, nil
}

func (r setting) answer(settings Settings, chosen bool) SettingAnswer {
	answer := SettingAnswer{
		Key: r.key, Value: r.value(settings), Origin: OriginDefault, Type: r.kind, Allowed: r.limits(), Effect: r.effect,
		Least: r.least, Most: r.most,
		Default: r.value(Settings{}.withDefaults()),
	}
	if chosen {
		answer.Origin = OriginPerson
	}
	if r.kind == SettingList { // never null
		answer.Value, answer.Default = append([]string{}, r.value(settings).([]string)...), []string{}
	}
	return answer
}

// Setting gives one setting; `storage` is short for storage.kind. Errors:
// *UnknownSettingError, *tomlfile.Error.
func (c *Core) Setting(ctx context.Context, key string) (SettingAnswer, error) {
	row, err := settingRow(key)
	if err != nil {
		return SettingAnswer{}, err
	}
	all, err := c.SettingsList(ctx)
	if err != nil {
		return SettingAnswer{}, err
	}
	i := slices.IndexFunc(all.Settings, func(s SettingAnswer) bool { return s.Key == row.key })
	return all.Settings[i], nil
}

// SetSetting gives a setting the value that the words say; several are a list. A
// change of storage.* carries the secrets, as MoveStorage does. Errors:
// *UnknownSettingError; *InputError with what is allowed; *UnknownProviderError;
// those of MoveStorage.
func (c *Core) SetSetting(ctx context.Context, key string, words ...string) (SettingAnswer, error) {
	row, err := settingRow(key)
	if err != nil {
		return SettingAnswer{}, err
	}
	value, err := row.parse(words)
	if err != nil {
		return SettingAnswer{}, err
	}
	switch {
	case row.effect == EffectMove:
		err = c.moveBySetting(ctx, row, value)
	case row.effect == EffectNetwork:
		err = &InputError{Key: row.key, Reason: "is changed with latchkey network"}
	case row.key == keyProvider:
		if err = c.knowsProvider(value.(string)); err == nil {
			err = c.edit(ctx, settingEdit{row: row, value: value})
		}
	default:
		err = c.edit(ctx, settingEdit{row: row, value: value})
	}
	if err != nil {
		return SettingAnswer{}, err
	}
	c.noteSetting(row)
	return c.Setting(ctx, key)
}

// UnsetSetting lets the default hold again. Errors: those of SetSetting.
func (c *Core) UnsetSetting(ctx context.Context, key string) (SettingAnswer, error) {
	row, err := settingRow(key)
	switch {
	case err != nil:
	case row.effect == EffectMove:
		err = c.moveBySetting(ctx, row, row.fallback)
	case row.effect == EffectNetwork:
		err = &InputError{Key: row.key, Reason: "is changed with latchkey network"}
	default:
		err = c.edit(ctx, settingEdit{row: row})
	}
	if err != nil {
		return SettingAnswer{}, err
	}
	c.noteSetting(row)
	return c.Setting(ctx, key)
}

func (c *Core) edit(ctx context.Context, edits ...settingEdit) error {
	return c.changeSettings(ctx, func(Settings) ([]settingEdit, error) { return edits, nil })
}

// parse reads a value as a person types it. Errors: *InputError.
func (r setting) parse(words []string) (any, error) {
	if r.kind == SettingList {
		return words, nil
	}
	typed := strings.TrimSpace(strings.Join(words, " "))
	var value any = typed
	var err error
	switch {
	case typed == "":
		return nil, &InputError{Key: r.key, Reason: "must not be empty"}
	case r.kind == SettingNumber:
		value, err = strconv.Atoi(typed)
	case r.kind == SettingFlag:
		value, err = parseFlag(typed)
	case r.kind == SettingChoice:
		value = strings.ToLower(typed)
	}
	if err != nil {
		return nil, &InputError{Key: r.key, Reason: r.reason}
	}
	if reason := r.wrong(value); reason != "" {
		return nil, &InputError{Key: r.key, Reason: reason}
	}
	return value, nil
}

// parseFlag takes the words that people write into configuration files.
func parseFlag(typed string) (bool, error) {
	switch strings.ToLower(typed) {
	case "on", "yes":
		return true, nil
	case "off", "no":
		return false, nil
	}
	return strconv.ParseBool(typed)
}

// knowsProvider refuses a provider that nobody has described.
func (c *Core) knowsProvider(id string) error {
	profiles, err := c.profiles()
	if err == nil && !slices.ContainsFunc(profiles, func(p Profile) bool { return p.ID == id }) {
		err = &UnknownProviderError{ID: id}
	}
	return err
}

// SettingChoices are the values that a choice or a flag takes; none for every
// other setting.
func SettingChoices(key string) []string {
	row, err := settingRow(key)
	if err != nil || row.kind != SettingChoice && row.kind != SettingFlag {
		return nil
	}
	return row.limits()
}
