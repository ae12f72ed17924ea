package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/session/apps"
)

// meddling looks for no app, and does something between a plan and its application.
type meddling struct {
	looks  int
	meddle func(look int)
}

func (m *meddling) Find(context.Context, apps.Catalogue) ([]apps.Found, error) {
	m.looks++
	m.meddle(m.looks)
	return nil, nil
}

func TestAScriptsResetPlansAnewWhenSomethingChanged(t *testing.T) {
	for name, c := range map[string]struct {
		meddles func(look int) bool
		code    int
	}{
		"once":   {func(look int) bool { return look < 2 }, core.ExitDone},
		"always": {func(look int) bool { return look == 0 || look%2 == 1 }, core.ExitBusy},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			cache := filepath.Join(w.core.Paths().Cache, "rights")
			if err := os.MkdirAll(cache, 0o700); err != nil {
				t.Fatal(err)
			}
			finder := &meddling{}
			finder.meddle = func(look int) {
				if !c.meddles(look) {
					return
				}
				if err := os.WriteFile(filepath.Join(cache, strings.Repeat("a", 64)+".json"), make([]byte, look+1), 0o600); err != nil {
					t.Error(err)
				}
			}
			finder.meddle(0)
			parts := w.core.Deps
			parts.AppFinder = finder
			w.core = core.New(parts)
			if code := w.run(t.Context(), nil, "reset", "--scope", "rights,apps", "--yes"); code != c.code {
				t.Errorf("exit %d after %d looks, want %d: %s%s", code, finder.looks, c.code, w.out.String(), w.talk.String())
			}
		})
	}
}
