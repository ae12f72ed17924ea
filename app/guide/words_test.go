package guide_test

import (
	"encoding/json"
	"os"
	"testing"
)

// guideTexts reads the texts of one language.
func guideTexts(t *testing.T, language string) map[string]string {
	t.Helper()
	content, err := os.ReadFile("../../assets/translations/guide." + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}
