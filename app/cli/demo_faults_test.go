package cli_test

import (
	"testing"

	"latchkey/assets"
	"latchkey/auth/demoidp"
)

func TestEveryFaultIsToldInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, fault := range demoidp.Faults() {
		key, told := "fault."+fault.Name, map[string]string{}
		for _, language := range assets.Languages() {
			words := assets.In(language)
			text := words.Text(key)
			if !words.Has(key) || text == "" {
				t.Errorf("%s has no words in %s", fault.Name, language)
			}
			if other, taken := told[text]; taken {
				t.Errorf("%s is the same in %s and %s: %s", fault.Name, other, language, text)
			}
			told[text] = language
		}
		if got := assets.In(assets.DefaultLanguage).Text(key); got != fault.Doc {
			t.Errorf("%s is %q in English, and its description is %q", fault.Name, got, fault.Doc)
		}
	}
}
