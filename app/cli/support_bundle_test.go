package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Everything is shown before the question, and a no writes nothing.
func TestABundleIsShownBeforeItIsWritten(t *testing.T) {
	w := newWorld(t, nil)
	if code := w.run(t.Context(), nil, "sign-in"); code != 0 {
		t.Fatalf("sign-in ends with %d: %s", code, w.talk.String())
	}
	file := filepath.Join(t.TempDir(), "report.zip")
	if code := w.run(t.Context(), strings.NewReader("n\n"), "support-bundle", "-o", file); code != 4 {
		t.Errorf("a no ends with %d: %s", code, w.talk.String())
	}
	if _, err := os.Lstat(file); err == nil {
		t.Error("a no writes the file")
	}
	if code := w.run(t.Context(), strings.NewReader("y\n"), "support-bundle", "-o", file); code != 0 {
		t.Fatalf("a yes ends with %d: %s", code, w.talk.String())
	}
	shown, _, asked := strings.Cut(w.talk.String(), "Write it to "+file+"?")
	for _, part := range []string{"Support report of Latchkey", "── report.json", `"latchkey.support-bundle/1"`, "── activity.jsonl"} {
		if !asked || !strings.Contains(shown, part) {
			t.Errorf("%q is not shown before the question: %t", part, asked)
		}
	}
	if info, err := os.Lstat(file); err != nil || info.Size() == 0 || info.Size() > 1_000_000 {
		t.Errorf("%v %v", info, err)
	}
}
