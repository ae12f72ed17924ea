package core_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"latchkey/app/core"

	"latchkey/session/vault"
)

// sealedHome is a home whose secrets lie in a sealed file with a key file, so
// that every core that is opened in it finds them.
type sealedHome struct {
	*home
	keys    string               // a folder for key files, outside the home
	phrases []string             // what a person types next
	asked   []core.PassphraseAsk // what was asked
}

func newSealedHome(t *testing.T) *sealedHome {
	t.Helper()
	h := &sealedHome{home: newHome(t), keys: t.TempDir()}
	if err := h.SaveSettings(core.Settings{Storage: h.sealed("one")}); err != nil {
		t.Fatal(err)
	}
	h.Core = h.again()
	return h
}

// sealed is a place with a key file of that name.
func (h *sealedHome) sealed(key string) core.StorageSettings {
	return core.StorageSettings{Kind: string(vault.SealedFile), KeyFile: filepath.Join(h.keys, key)}
}

// again starts Latchkey once more, as another process would, with a person at
// the terminal.
func (h *sealedHome) again() *core.Core {
	h.t.Helper()
	opened, err := core.Open(core.World{
		Env: func(name string) string {
			if name == "LATCHKEY_HOME" {
				return h.folder
			}
			return ""
		},
		Home: h.folder, GOOS: "linux", Version: "test", Now: h.clock.Now,
		Browser: func(ctx context.Context, url string) error { return h.person.Open(ctx, url) },
		Passphrase: func(_ context.Context, ask core.PassphraseAsk) ([]byte, error) {
			h.asked = append(h.asked, ask)
			if len(h.phrases) == 0 {
				return nil, errors.New("nobody is there")
			}
			next := h.phrases[0]
			h.phrases = h.phrases[1:]
			return []byte(next), nil
		},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return opened
}

func (h *sealedHome) move(to core.StorageSettings) core.StorageMoveAnswer {
	h.t.Helper()
	answer, err := h.MoveStorage(h.t.Context(), to)
	if err != nil {
		h.t.Fatalf("move to %+v: %v", to, err)
	}
	return answer
}

// sealedFiles are the sealed files in one of the folders.
func (h *sealedHome) sealedFiles(folder string) []string {
	h.t.Helper()
	files, err := filepath.Glob(filepath.Join(h.folder, "state", folder, "*.sealed"))
	if err != nil {
		h.t.Fatal(err)
	}
	return files
}

// wantOnlyIn checks that one folder holds secrets, the other none, and that no
// journal is left.
func (h *sealedHome) wantOnlyIn(folder string) {
	h.t.Helper()
	for _, name := range []string{"sealed", "sealed-2"} {
		if files := h.sealedFiles(name); len(files) > 0 != (name == folder) {
			h.t.Errorf("%s holds %q, and the secrets belong into %q", name, files, folder)
		}
	}
	if _, err := os.Lstat(filepath.Join(h.folder, "state", "storage_move.json")); err == nil {
		h.t.Error("the journal is still there")
	}
}

func (h *sealedHome) storage() core.StorageSettings {
	h.t.Helper()
	settings, err := h.Settings()
	if err != nil {
		h.t.Fatal(err)
	}
	return settings.Storage
}

// withProxy stores a password of the network.
func (h *sealedHome) withProxy() {
	h.t.Helper()
	if _, err := h.SetProxy(h.t.Context(), "http://mila@proxy.example.test:3128", core.NewPassword("two words")); err != nil {
		h.t.Fatal(err)
	}
}

func (h *sealedHome) forgetProxy() {
	h.t.Helper()
	if _, err := h.RemoveNetwork(h.t.Context(), core.NetworkPartProxy, ""); err != nil {
		h.t.Fatal(err)
	}
}
