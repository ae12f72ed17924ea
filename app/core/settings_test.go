package core_test

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
)

func TestASettingIsSetShownAndUnset(t *testing.T) {
	for _, c := range []struct {
		key, typed     string
		want, byItself any
	}{
		{"provider", "demo", "demo", ""},
		{"language", "NL", "nl", ""},
		{"appearance", "dark", "dark", "system"},
		{"backups.days", "7", 7, 30},
		{"backups.days", "30", 30, 30}, // chosen, and the default as well
		{"backups.sets", "1000", 1000, 20},
		{"apps.community", "on", true, false},
		{"apps.community", "false", false, false},
	} {
		h := newHome(t)
		before, err := h.Setting(t.Context(), c.key)
		if err != nil || before.Origin != core.OriginDefault || before.Value != c.byItself || before.Default != c.byItself {
			t.Errorf("%s before: %+v, %v", c.key, before, err)
		}
		after, err := h.SetSetting(t.Context(), c.key, c.typed)
		if err != nil || after.Origin != core.OriginPerson || after.Value != c.want || after.Key != c.key {
			t.Errorf("%s set: %+v, %v", c.key, after, err)
		}
		unset, err := h.UnsetSetting(t.Context(), c.key)
		if err != nil || !reflect.DeepEqual(unset, before) {
			t.Errorf("%s unset: %+v, %v", c.key, unset, err)
		}
	}
}

func TestAWrongSettingIsRefusedAndNothingIsWritten(t *testing.T) {
	h := newHome(t)
	if _, err := h.SetSetting(t.Context(), "backups.days", "7"); err != nil {
		t.Fatal(err)
	}
	file := h.Deps.Paths.Settings
	before := string(h.read(file))
	for _, c := range []struct{ key, typed, code string }{
		{"backups.days", "0", "input_invalid"},
		{"backups.days", "3651", "input_invalid"},
		{"backups.days", "a week", "input_invalid"},
		{"backups.sets", "-1", "input_invalid"},
		{"apps.community", "perhaps", "input_invalid"},
		{"appearance", "loud", "input_invalid"},
		{"language", "xx", "input_invalid"},
		{"language", " ", "input_invalid"},
		{"provider", "nobody", "provider_unknown"},
		{"storage", "drawer", "input_invalid"},
		{"storage.key_file", "/x/key", "input_invalid"},
		{"storage.folder", "sealed-2", "setting_unknown"},
		{"network.proxy", "http://p.example", "input_invalid"},
		{"backup.days", "7", "setting_unknown"},
	} {
		_, err := h.SetSetting(t.Context(), c.key, c.typed)
		if core.Code(err) != c.code || exitOf(err) != core.ExitUsage {
			t.Errorf("%s = %q: %s, %v", c.key, c.typed, core.Code(err), err)
		}
		for _, language := range assets.Languages() {
			if text := core.Explain(err, assets.In(language)).Detail; language != "en" && strings.Contains(text, "must ") {
				t.Errorf("%s in %s: %s", c.key, language, text)
			}
		}
	}
	if after := string(h.read(file)); after != before {
		t.Errorf("the file became\n%s", after)
	}
}

// A 0 that somebody wrote is a mistake, and not the default.
func TestAZeroInTheFileIsAMistake(t *testing.T) {
	h := newHome(t)
	h.write(h.Deps.Paths.Settings, "[backups]\ndays = 0\n")
	if _, err := h.Settings(); core.Code(err) != "file_invalid" || !strings.Contains(err.Error(), "backups.days") {
		t.Errorf("got %v", err)
	}
}

// The list names every key of the file's format, so that none can be forgotten,
// and shows no password.
func TestTheListHasEveryKey(t *testing.T) {
	h := newHome(t)
	list, err := h.SettingsList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{"storage.folder": true} // Latchkey's own
	for _, setting := range list.Settings {
		listed[setting.Key] = true
		if setting.Origin != core.OriginDefault || setting.Allowed == nil || setting.Value == nil {
			t.Errorf("%+v", setting)
		}
	}
	for _, key := range keysOf(reflect.TypeFor[core.Settings](), "") {
		if !listed[key] {
			t.Errorf("%s is missing in the table", key)
		}
		delete(listed, key)
	}
	if len(listed) > 0 {
		t.Errorf("no such keys: %v", listed)
	}
}

func keysOf(format reflect.Type, above string) []string {
	var keys []string
	for i := range format.NumField() {
		field := format.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("toml"), ",")
		switch {
		case name == "":
		case field.Type.Kind() == reflect.Struct:
			keys = append(keys, keysOf(field.Type, above+name+".")...)
		default:
			keys = append(keys, above+name)
		}
	}
	return keys
}

// Two programs at once, each with a setting of its own: none is lost, whether
// they name the key or save a whole value that they read before.
func TestSettingsChangedAtOnceAreAllKept(t *testing.T) {
	h := newHome(t)
	h.write(h.Deps.Paths.Settings, "# mine\nlanguage = \"nl\"\n")
	whole, err := h.open("memory").Settings()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for key, value := range map[string]string{"backups.days": "7", "backups.sets": "8", "apps.community": "true", "provider": "demo"} {
		group.Go(func() {
			other := h.open("memory")
			for range 5 {
				if _, err := other.SetSetting(t.Context(), key, value); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Go(func() {
		whole.Appearance = "dark" // as the window does
		if err := h.open("memory").SaveSettings(whole); err != nil {
			t.Error(err)
		}
	})
	group.Wait()
	got, err := h.Settings()
	if err != nil || got.Backups != (core.BackupSettings{Days: 7, Sets: 8}) || !got.Apps.Community ||
		got.Provider != "demo" || got.Language != "nl" || got.Appearance != "dark" {
		t.Errorf("got %+v, %v", got, err)
	}
	if text := string(h.read(h.Deps.Paths.Settings)); !strings.HasPrefix(text, "# mine\n") {
		t.Errorf("the comment is gone:\n%s", text)
	}
}

// A file that cannot be read is left alone by whoever wants to change it.
func TestABrokenFileIsNotWrittenOver(t *testing.T) {
	h := newHome(t)
	const broken = "language = \n"
	h.write(h.Deps.Paths.Settings, broken)
	_, err := h.SetSetting(t.Context(), "backups.days", "7")
	if core.Code(err) != "file_invalid" || string(h.read(h.Deps.Paths.Settings)) != broken {
		t.Errorf("%v\n%s", err, h.read(h.Deps.Paths.Settings))
	}
}

// Backups are kept as the settings say.
func TestBackupsAreKeptAsTheSettingsSay(t *testing.T) {
	h := newHome(t)
	if _, err := h.SetSetting(t.Context(), "backups.sets", "2"); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		h.signIn()
		h.reset(core.ScopeSession)
	}
	backups, err := h.Backups(t.Context())
	if err != nil || len(backups.Backups) != 2 {
		t.Errorf("%d backups, %v", len(backups.Backups), err)
	}
}

func TestAnUnknownSettingIsNamed(t *testing.T) {
	h := newHome(t)
	_, err := h.Setting(t.Context(), "tint")
	var unknown *core.UnknownSettingError
	if !errors.As(err, &unknown) || unknown.Key != "tint" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Lstat(h.Deps.Paths.Settings); err == nil {
		t.Error(fmt.Sprint("looking wrote ", h.Deps.Paths.Settings))
	}
}
