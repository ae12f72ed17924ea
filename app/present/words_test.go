package present_test

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

// texts reads one translation file.
func texts(t *testing.T, name string) map[string]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "assets", "translations", name))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestEveryLanguageSaysTheSame(t *testing.T) {
	for _, file := range []string{"present", "cli"} {
		english := texts(t, file+".en.json")
		for _, language := range assets.Languages() {
			other := texts(t, file+"."+language+".json")
			for key, text := range english {
				if other[key] == "" {
					t.Errorf("%s is missing in %s", key, language)
				}
				want, got := placeholder.FindAllString(text, -1), placeholder.FindAllString(other[key], -1)
				slices.Sort(want)
				slices.Sort(got)
				// The singular may leave its number out: "hetzelfde recht".
				if !slices.Equal(want, got) && !strings.HasSuffix(key, ".one") {
					t.Errorf("%s: %s has %v, English has %v", key, language, got, want)
				}
			}
			if len(other) != len(english) {
				t.Errorf("%s.%s.json has %d texts, English has %d", file, language, len(other), len(english))
			}
		}
	}
}

var usedKey = regexp.MustCompile(`"(present\.[a-z0-9_.-]*[a-z0-9])"`)

func TestEveryTextThatIsUsedExists(t *testing.T) {
	known := texts(t, "present.en.json")
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, match := range usedKey.FindAllStringSubmatch(string(source), -1) {
			key := match[1]
			if known[key] == "" && known[key+".one"] == "" && known[key+".1.title"] == "" {
				t.Errorf("%s: %q has no text", file, key)
			}
		}
	}
}

// The word rules of the design: the person is told what it means for them, not
// what it is called inside.
var notSaid = regexp.MustCompile(`(?i)\b(token|tokens|claim|claims|scope|scopes|oauth|endpoint|please|oops|sorry|we|our)\b|!`)

func TestTheWordsKeepTheRules(t *testing.T) {
	for key, text := range texts(t, "present.en.json") {
		if found := notSaid.FindString(text); found != "" {
			t.Errorf("%s says %q: %s", key, found, text)
		}
		if strings.Contains(text, "'") || strings.Contains(text, "...") {
			t.Errorf("%s: an apostrophe is ’ and an ellipsis is …: %s", key, text)
		}
	}
	for key, text := range texts(t, "present.nl.json") {
		if regexp.MustCompile(`(?i)\b(u|uw|wij|ons|alstublieft)\b|!`).MatchString(text) {
			t.Errorf("%s does not say je: %s", key, text)
		}
	}
}
