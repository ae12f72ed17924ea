package core

import (
	"context"

	"latchkey/session/vault"
)

// moveBySetting is MoveStorage for one key of storage.*.
func (c *Core) moveBySetting(ctx context.Context, row setting, value any) error {
	to, err := c.StorageAfter(row.key, value)
	if err == nil {
		_, err = c.MoveStorage(ctx, to)
	}
	return err
}

// StorageAfter is where secrets would lie if a key of storage.* had another
// value; nil: its default. Errors: *InputError, *tomlfile.Error.
func (c *Core) StorageAfter(key string, value any) (StorageSettings, error) {
	settings, err := c.Settings()
	if err != nil {
		return StorageSettings{}, err
	}
	row, err := settingRow(key)
	if err != nil {
		return StorageSettings{}, err
	}
	if row.key == keyKeyFile && settings.Storage.Kind != string(vault.SealedFile) {
		return StorageSettings{}, &InputError{Key: keyKeyFile, Reason: "is of use with sealed_file only"}
	}
	to := settings.Storage
	if row.key == keyStorage {
		to = StorageSettings{}
		if value == settings.Storage.Kind {
			to = settings.Storage
		}
	}
	settings.Storage = to
	settingEdit{row: row, value: value}.apply(&settings)
	return settings.Storage, nil
}
