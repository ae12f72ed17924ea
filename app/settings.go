package app

import (
	"strconv"

	"latchkey/app/core"
	"latchkey/app/present"
)

// settingsPage is the page Settings, or with About the page behind its button.
type settingsPage struct {
	present.SettingsView
}

func (w *Window) settingsScreen() screen {
	view := present.Settings(present.SettingsInput{
		Settings: w.snap.settings, Providers: w.snap.providers, Storage: w.snap.status.Storage,
		Paths: w.snap.paths, Version: w.deps.Version,
	}, w.words)
	if w.moving != nil {
		return w.storageScreen()
	}
	if w.about {
		return w.aboutScreen(view.About)
	}
	view.Banner = w.topBanner(view.Banner)
	return named(w, "settings", settingsPage{view}, w.settingsView)
}

// saveSetting changes one setting. It starts from what is on disk now, so that
// two programs do not undo each other's choices.
func (w *Window) saveSetting(change func(*core.Settings)) {
	settings, err := w.deps.Jobs.Settings()
	if err == nil {
		change(&settings)
		err = w.deps.Jobs.SaveSettings(settings)
	}
	w.problem = err
	if err == nil {
		w.snap.settings = settings
		w.follow(settings)
	}
	w.render()
	w.reload()
}

// choose takes over what was chosen in a row of the page.
func (w *Window) choose(key, value string) {
	w.saveSetting(func(settings *core.Settings) {
		switch key {
		case present.SettingProvider:
			settings.Provider = value
		case present.SettingLanguage:
			settings.Language = value
		case present.SettingAppearance:
			settings.Appearance = value
		case present.SettingClearing:
			settings.BrowserClearing = value
		case present.SettingGrace:
			if days, err := strconv.Atoi(value); err == nil {
				settings.Rights.GraceDays = days
			}
		}
	})
}
