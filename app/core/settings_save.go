package core

import (
	"context"
	"fmt"
	"time"

	"latchkey/session"
)

// settingsPatience is how long a change of the settings waits for another one;
// each takes milliseconds.
const settingsPatience = 5 * time.Second

// SaveSettings writes what the caller changed since Settings gave it the value,
// and leaves what others have changed meanwhile; of a value that did not come
// from Settings it writes all. Comments and order of the file stay where they can.
// Errors: *InputError; *tomlfile.Error when the file cannot be read; session.ErrBusy.
func (c *Core) SaveSettings(settings Settings) error {
	wanted := settings.withDefaults()
	if err := wanted.check(c.Deps.Paths.Settings, nil); err != nil {
		return fmt.Errorf("save settings: %w", asInput(err))
	}
	var edits []settingEdit
	err := c.changeSettings(context.Background(), func(Settings) ([]settingEdit, error) {
		for _, row := range settingRows() {
			value := row.value(wanted)
			if settings.read != nil && sameValue(value, row.value(*settings.read)) {
				continue
			}
			if sameValue(value, row.fallback) {
				value = nil
			}
			edits = append(edits, settingEdit{row: row, value: value})
		}
		return edits, nil
	})
	for _, edit := range edits {
		if err == nil {
			c.noteSetting(edit.row)
		}
	}
	return err
}

// changeSettings reads, changes and writes the settings while nobody else does.
// It may be called under the record lock, which is always the outer one.
func (c *Core) changeSettings(ctx context.Context, change func(now Settings) ([]settingEdit, error)) error {
	ctx, cancel := context.WithTimeout(ctx, settingsPatience)
	defer cancel()
	lock, err := c.SessionFile.LockSettings(ctx)
	if err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	defer func() { _ = lock.Unlock() }()
	now, content, err := readSettings(c.Deps.Paths.Settings)
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	edits, err := change(now)
	if err != nil || len(edits) == 0 {
		return err
	}
	for _, edit := range edits {
		edit.apply(&now)
	}
	if err := now.check(c.Deps.Paths.Settings, nil); err != nil {
		return fmt.Errorf("save settings: %w", asInput(err))
	}
	text, err := editSettings(content, edits, now)
	if err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	if err := session.WriteFile(c.Deps.Paths.Settings, text); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	return nil
}
