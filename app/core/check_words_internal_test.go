package core

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"latchkey/assets"
)

var evidenceCode = regexp.MustCompile(`doctor\.(?:Saw|Passed|Skipped)\("([a-z0-9_]+)"`)

// Every evidence code that stands in a check has words, and every check a title,
// in every language. A code that ends with "_" is the beginning of several.
func TestWhatChecksSeeHasWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("check_*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no checks")
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, match := range evidenceCode.FindAllStringSubmatch(string(text), -1) {
			found++
			for _, language := range assets.Languages() {
				words := assets.In(language)
				key := "doctor.evidence." + match[1]
				if !strings.HasSuffix(key, "_") && !words.Has(key) && !words.Has(key+".other") {
					t.Errorf("%s: no words in %s for %s", file, language, key)
				}
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d codes were found", found)
	}
	for _, id := range newLab(t, nil).Checks() {
		for _, language := range assets.Languages() {
			if !assets.In(language).Has("doctor.check." + id) {
				t.Errorf("no title in %s for the check %s", language, id)
			}
		}
	}
	for _, flaw := range []string{"silent", "bad", "unsafe"} {
		for _, about := range []string{"description_", "keys_"} {
			if !assets.In("en").Has("doctor.evidence." + about + flaw) {
				t.Errorf("no words for %s%s", about, flaw)
			}
		}
	}
}
