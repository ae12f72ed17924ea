package core

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

var guideKey = regexp.MustCompile(`"(guide\.[a-z_.]+)"`)

// guideKeysUsed are the keys, and the beginnings of keys, that this package names.
func guideKeysUsed(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("guide*.go")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, match := range guideKey.FindAllStringSubmatch(string(source), -1) {
			keys = append(keys, match[1])
		}
	}
	return keys
}

func TestTheGuidesWordsAreThereAndUsed(t *testing.T) {
	used := guideKeysUsed(t)
	for _, language := range assets.Languages() {
		content, err := os.ReadFile("../../assets/translations/guide." + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var have map[string]string
		if err := json.Unmarshal(content, &have); err != nil {
			t.Fatal(err)
		}
		for _, key := range used {
			if have[key] == "" && !strings.HasSuffix(key, ".") {
				t.Errorf("%s: %s has no text", language, key)
			}
		}
		for key := range have {
			if !slices.ContainsFunc(used, func(begin string) bool {
				return begin == key || strings.HasSuffix(begin, ".") && strings.HasPrefix(key, begin)
			}) {
				t.Errorf("%s: %s is used by nothing", language, key)
			}
			fact, isEvidence := strings.CutPrefix(key, "guide.evidence.")
			fact = strings.TrimSuffix(fact, ".not")
			if isEvidence && fact != "nothing" && !strings.HasPrefix(fact, "check.") && !slices.Contains(guideFacts(), fact) {
				t.Errorf("%s: %s is about a fact that nothing can say", language, key)
			}
		}
	}
}
