package core_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
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

// All that lies in the old place is in the new one: the sign-in, the one that a
// backup holds, and the password of a proxy; and undo works.
func TestAMoveCarriesEverything(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	backup := h.reset(core.ScopeSession).Backup
	h.person = &demoidp.UserAgent{Person: "omar"}
	h.signIn()
	h.withProxy()
	before := len(h.sealedFiles("sealed"))
	answer := h.move(h.sealed("two"))
	if answer.Accounts != 2 || !answer.OldRemoved || answer.SignInNeeded || answer.From != "sealed_file" || answer.To != "sealed_file" {
		t.Errorf("got %+v", answer)
	}
	h.wantOnlyIn("sealed-2")
	if after := len(h.sealedFiles("sealed-2")); after != before {
		t.Errorf("%d files became %d", before, after)
	}
	h.forgetProxy() // the provider is on this computer, and needs none
	h.Core = h.again()
	h.wantAlive()
	h.undo(backup.ID)
	h.wantAlive()
	back := h.move(h.sealed("one"))
	if back.Accounts != 2 || !back.OldRemoved {
		t.Errorf("back: %+v", back)
	}
	h.wantOnlyIn("sealed")
	h.wantAlive()
}

// Another process has the old place open; what it renews goes to the new one.
func TestARenewalFollowsAMove(t *testing.T) {
	for name, renew := range map[string]func(*sealedHome, *core.Core) error{
		"after the move": func(h *sealedHome, other *core.Core) error {
			_, err := h.MoveStorage(t.Context(), h.sealed("two"))
			return err
		},
		"that it waited for": func(h *sealedHome, other *core.Core) error {
			moving, waiting := make(chan struct{}), make(chan error, 1)
			h.AtStep(func(step string) {
				if step == "carried" {
					close(moving)
				}
			})
			go func() {
				<-moving
				_, err := other.Token(t.Context(), core.TokenOptions{})
				waiting <- err
			}()
			_, err := h.MoveStorage(t.Context(), h.sealed("two"))
			return errors.Join(err, <-waiting)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newSealedHome(t)
			h.signIn()
			other := h.again()
			if _, err := other.Token(t.Context(), core.TokenOptions{}); err != nil {
				t.Fatal(err)
			}
			h.clock.advance(time.Hour)
			if err := renew(h, other); err != nil {
				t.Fatal(err)
			}
			first, err := other.Token(t.Context(), core.TokenOptions{})
			if err != nil {
				t.Fatal(err)
			}
			second, err := h.again().Token(t.Context(), core.TokenOptions{})
			if err != nil || second.AccessToken != first.AccessToken || second.Source != "cache" {
				t.Errorf("the renewed token is not where the settings say: %v, %s", err, second.Source)
			}
			h.wantOnlyIn("sealed-2")
			if n := h.requests(demoidp.EndpointTokenRefresh); n != 1 {
				t.Errorf("%d refresh requests", n)
			}
		})
	}
}

// Into memory nothing can be carried: the tokens end at the server, and the
// session file says that a sign-in is needed.
func TestMemoryTakesNothing(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	plan, err := h.PlanStorageMove(t.Context(), core.StorageSettings{Kind: "memory"})
	if err != nil || plan.Accounts != 1 || !plan.SignInNeeded {
		t.Errorf("plan %+v, %v", plan, err)
	}
	answer := h.move(core.StorageSettings{Kind: "memory"})
	if answer.Accounts != 0 || !answer.SignInNeeded || !answer.OldRemoved {
		t.Errorf("got %+v", answer)
	}
	if n := h.requests(demoidp.EndpointRevocation); n == 0 {
		t.Error("nothing was revoked")
	}
	h.wantOnlyIn("")
	h.wantSignInNeeded()
	h.signIn()
	h.wantAlive()
}

// Nothing is lost by a move that fails before the settings are written.
func TestAFailedMoveLeavesAllAsItWas(t *testing.T) {
	for name, spoil := range map[string]func(*sealedHome) (to core.StorageSettings, mend func()){
		"the new folder is a file": func(h *sealedHome) (core.StorageSettings, func()) {
			h.write(filepath.Join(h.folder, "state", "sealed-2"), "in the way")
			return h.sealed("two"), func() { _ = os.Remove(filepath.Join(h.folder, "state", "sealed-2")) }
		},
		"the new key is open to others": func(h *sealedHome) (core.StorageSettings, func()) {
			file := h.sealed("two").KeyFile
			if err := os.WriteFile(file, []byte(strings.Repeat("k", 40)), 0o644); err != nil {
				h.t.Fatal(err)
			}
			return h.sealed("two"), func() {}
		},
		"the settings cannot be written": func(h *sealedHome) (core.StorageSettings, func()) {
			h.AtStep(func(step string) {
				if step == "noted" {
					h.write(filepath.Join(h.folder, "config", "settings.toml"), "language = 7\n")
				}
			})
			before := string(h.read(filepath.Join(h.folder, "config", "settings.toml")))
			return h.sealed("two"), func() { h.write(filepath.Join(h.folder, "config", "settings.toml"), before) }
		},
		"the new passphrase is not given": func(*sealedHome) (core.StorageSettings, func()) {
			return core.StorageSettings{Kind: "sealed_file"}, func() {}
		},
		"one secret is damaged": func(h *sealedHome) (core.StorageSettings, func()) {
			chunk := h.sealedFiles("sealed")[0]
			before := string(h.read(chunk))
			h.write(chunk, before[:len(before)-1]+"x")
			return h.sealed("two"), func() { h.write(chunk, before) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newSealedHome(t)
			h.signIn()
			to, mend := spoil(h)
			if answer, err := h.MoveStorage(t.Context(), to); err == nil {
				t.Fatalf("it moved: %+v", answer)
			}
			mend()
			h.AtStep(nil)
			h.wantOnlyIn("sealed")
			if to.KeyFile != "" && name != "the new key is open to others" {
				if _, err := os.Lstat(to.KeyFile); err == nil {
					t.Error("a key that seals nothing was left")
				}
			}
			h.wantAlive()
			h.Core = h.again()
			h.wantAlive()
		})
	}
}

// On a computer without a keyring the way out of the keyring is open.
func TestAMissingKeyringIsLeftBehind(t *testing.T) {
	h := newSealedHome(t)
	if err := h.SaveSettings(core.Settings{}); err != nil {
		t.Fatal(err)
	}
	h.Core = h.again()
	plan, err := h.PlanStorageMove(t.Context(), h.sealed("one"))
	if err != nil || !plan.Unreachable || plan.SignInNeeded {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	if answer := h.move(h.sealed("one")); !answer.OldRemoved || answer.SignInNeeded {
		t.Errorf("got %+v", answer)
	}
	h.signIn()
	h.wantAlive()
	h.wantOnlyIn("sealed")
}

func TestAMoveWaitsForNoSignIn(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	held, err := h.SessionFile.LockSignIn(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.MoveStorage(t.Context(), h.sealed("two")); exitOf(err) != core.ExitBusy {
		t.Errorf("got %v", err)
	}
	if err := held.Unlock(); err != nil {
		t.Fatal(err)
	}
	h.wantOnlyIn("sealed")
}
