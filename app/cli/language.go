package cli

import "latchkey/assets"

// words speaks the language of --lang, else of the settings, else of the
// system, else English. The settings are asked only when the jobs are open
// anyway: help and version never touch the world.
func (c *call) words() assets.Words {
	if c.spoken == nil {
		words := assets.In(c.language())
		c.spoken = &words
	}
	return *c.spoken
}

func (c *call) language() string {
	chosen := ""
	if c.globals.lang == "" && c.opened != nil {
		// A settings file that cannot be read is the job's own error to tell.
		if settings, err := c.opened.Settings(); err == nil {
			chosen = settings.Language
		}
	}
	return assets.MatchLanguage(c.globals.lang, chosen, systemLanguage(c.Env))
}

// systemLanguage is the language that the environment names, in the order of
// POSIX; "C" and "POSIX" name none.
func systemLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			return value
		}
	}
	return ""
}
