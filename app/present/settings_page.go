package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// SettingsInput is what the page Settings knows.
type SettingsInput struct {
	Settings  core.Settings
	Providers []core.ProviderAnswer
	Storage   core.StorageAnswer
	Paths     core.PathsAnswer
	Version   string
}

// The keys of the rows.
const (
	SettingProvider   = "provider"
	SettingLanguage   = "language"
	SettingAppearance = "appearance"
	SettingStorage    = "storage"
	SettingClearing   = "browser_clearing"
	SettingGrace      = "grace"
	SettingExpected   = "expected"
	SettingBrowsers   = "browsers"
)

// Settings makes the page Settings.
func Settings(in SettingsInput, w assets.Words) SettingsView {
	return SettingsView{
		Header: Header{
			Title: w.Text("present.settings.title"), Sentence: w.Text("present.settings.sentence"),
			Buttons: []Button{{Text: w.Text("present.settings.about"), Kind: KindSecondary, Action: DoShowAbout}},
		},
		Sections: []SettingsSection{
			{Title: w.Text("present.settings.signing_in"), Rows: []SettingRow{providerRow(in, w), storageRow(in, w)}},
			{Title: w.Text("present.settings.window"), Rows: []SettingRow{languageRow(in, w), appearanceRow(in, w)}},
			{Title: w.Text("present.settings.rights"), Rows: rightsSettings(in, w)},
		},
		About: aboutRows(in, w),
	}
}

func providerRow(in SettingsInput, w assets.Words) SettingRow {
	row := settingRow(SettingProvider, in.Settings.Provider, w)
	for _, provider := range in.Providers {
		name := Provider(provider).Name
		if provider.HelpOnly {
			name = w.Text("present.settings.help_only", "provider", name)
		}
		row.Options = append(row.Options, Option{Value: provider.ID, Text: name})
		if row.Value == "" && provider.Selected {
			row.Value = provider.ID
		}
	}
	return row
}

// storageRow tells where the sign-in is kept. What is stored has to move when that
// changes, so there is a page for it.
func storageRow(in SettingsInput, w assets.Words) SettingRow {
	row := settingRow(SettingStorage, in.Storage.Kind, w)
	row.Caption = StorageName(in.Storage.Kind, w)
	row.Button = &Button{Text: w.Text("present.change"), Kind: KindSecondary, Action: DoChooseStorage}
	if problem := core.Explain(in.Storage.Err, w); problem.Title != "" {
		row.Caption = Stop(Capital(problem.Title)) + " " + Capital(problem.Detail)
	}
	return row
}

// StorageName is what a place for secrets is called.
func StorageName(kind string, w assets.Words) string {
	if key := "present.storage." + kind; w.Has(key) {
		return w.Text(key)
	}
	return kind
}

// StorageState says whether that place answers.
func StorageState(state string, w assets.Words) string {
	if key := "present.storage_state." + state; w.Has(key) {
		return w.Text(key)
	}
	return state
}

func languageRow(in SettingsInput, w assets.Words) SettingRow {
	row := settingRow(SettingLanguage, in.Settings.Language, w)
	row.Options = []Option{{Value: "", Text: w.Text("present.settings.same_as_system")}}
	for _, tag := range assets.Languages() {
		row.Options = append(row.Options, Option{Value: tag, Text: w.Text("present.language." + tag)})
	}
	return row
}

func appearanceRow(in SettingsInput, w assets.Words) SettingRow {
	row := settingRow(SettingAppearance, in.Settings.Appearance, w)
	if row.Value == "" {
		row.Value = "system"
	}
	for _, value := range []string{"system", "light", "dark", "contrast"} {
		row.Options = append(row.Options, Option{Value: value, Text: w.Text("present.appearance." + value)})
	}
	return row
}

func settingRow(key, value string, w assets.Words) SettingRow {
	row := SettingRow{Key: key, Value: value, Name: w.Text("present.setting." + key)}
	if caption := "present.setting." + key + ".caption"; w.Has(caption) {
		row.Caption = w.Text(caption)
	}
	return row
}

func aboutRows(in SettingsInput, w assets.Words) []KeyValue {
	rows := []KeyValue{{Key: w.Text("present.about.version"), Value: in.Version}}
	for _, row := range []struct{ key, value string }{
		{"home", in.Paths.Home},
		{"settings", in.Paths.Settings},
		{"providers", in.Paths.Providers},
		{"session_file", in.Paths.SessionFile},
		{"backups", in.Paths.Backups},
		{"cache", in.Paths.Cache},
		{"keyring", in.Paths.Keyring},
	} {
		if row.value != "" {
			rows = append(rows, KeyValue{Key: w.Text("present.about." + row.key), Value: row.value})
		}
	}
	return rows
}
