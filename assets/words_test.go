package assets_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/assets"
)

var placeholder = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// keys reads one translation file.
func keys(t *testing.T, path string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return texts
}

func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	english, err := filepath.Glob("translations/*.en.json")
	if err != nil || len(english) == 0 {
		t.Fatal("no translations")
	}
	for _, file := range english {
		source := keys(t, file)
		for _, language := range assets.Languages() {
			other := strings.TrimSuffix(file, "en.json") + language + ".json"
			texts := keys(t, other)
			for key, text := range source {
				translated, ok := texts[key]
				if !ok || strings.TrimSpace(translated) == "" {
					t.Errorf("%s lacks %s", other, key)
					continue
				}
				want, got := placeholder.FindAllString(text, -1), placeholder.FindAllString(translated, -1)
				if strings.HasSuffix(key, ".one") { // "the same right" needs no number
					want, got = without(want, "{n}"), without(got, "{n}")
				}
				slices.Sort(want)
				slices.Sort(got)
				if !slices.Equal(slices.Compact(want), slices.Compact(got)) {
					t.Errorf("%s: %s has placeholders %v, English has %v", other, key, got, want)
				}
			}
			for key := range texts {
				if _, ok := source[key]; !ok {
					t.Errorf("%s has %s, which English lacks", other, key)
				}
			}
		}
	}
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(list, func(item string) bool { return item == one })
}

func TestTranslationFilesHaveOneEntryALine(t *testing.T) {
	files, err := filepath.Glob("translations/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		subject, rest, _ := strings.Cut(filepath.Base(file), ".")
		words := assets.In(strings.TrimSuffix(rest, ".json"))
		for key, text := range keys(t, file) {
			if !strings.HasPrefix(key, subject+".") {
				t.Errorf("%s: %s belongs in another file", file, key)
			}
			if got := words.Text(key); got != text {
				t.Errorf("%s: %s is found as %q, it says %q", file, key, got, text)
			}
		}
	}
}

func TestPluralsComeInPairs(t *testing.T) {
	files, err := filepath.Glob("translations/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		texts := keys(t, file)
		for key := range texts {
			if stem, ok := strings.CutSuffix(key, ".one"); ok {
				if _, ok := texts[stem+".other"]; !ok {
					t.Errorf("%s: %s has no .other", file, key)
				}
			}
		}
	}
}

func TestTextsAreFilledAndGapsAreVisible(t *testing.T) {
	words := assets.In("nl_BE.UTF-8")
	if words.Language() != "nl" {
		t.Fatalf("language %s", words.Language())
	}
	if got := words.Text("problem.account_unknown.title", "account", "a@b.example"); !strings.Contains(got, "a@b.example") {
		t.Errorf("not filled: %s", got)
	}
	if got := words.Text("no.such.key"); got != "no.such.key" {
		t.Errorf("a gap gives %q", got)
	}
	if got := assets.In("tlh").Language(); got != "en" {
		t.Errorf("an unknown language gives %s", got)
	}
	if got := (assets.Words{}).Text("pages.done.title"); got == "pages.done.title" {
		t.Error("the zero value does not speak")
	}
}

func TestThePageShowsNothingButItsOwnWords(t *testing.T) {
	for _, language := range assets.Languages() {
		for _, ok := range []bool{true, false} {
			for name, page := range map[string][]byte{"in": assets.Page(language, ok), "out": assets.SignedOutPage(language, ok)} {
				text := string(page)
				for _, forbidden := range []string{"<script", "http:", "https:", "src=", "href=", "style=\"", "{{", "pages."} {
					if strings.Contains(text, forbidden) {
						t.Errorf("page %s %s %v contains %q", name, language, ok, forbidden)
					}
				}
				if !strings.Contains(text, `<html lang="`+language+`">`) {
					t.Errorf("page %s %s does not name its language", name, language)
				}
			}
		}
	}
}

func TestProviderFilesAreNamedAfterTheirID(t *testing.T) {
	for id, content := range assets.ProviderFiles() {
		if !strings.Contains(string(content), `"`+id+`"`) {
			t.Errorf("%s.toml has another id", id)
		}
	}
}
