package core_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

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
