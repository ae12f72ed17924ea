package core_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
)

// killed is what a move panics with where a test ends its process.
type killed struct{ step string }

// moveUntil moves, and ends the process when a step is reached for the nth time:
// nothing that it would have cleared up is, and its locks are free.
func (h *sealedHome) moveUntil(to core.StorageSettings, step string, nth int) (reached bool) {
	h.t.Helper()
	dying := h.again()
	dying.AtStep(func(now string) {
		if now == step {
			nth--
		}
		if now == step && nth == 0 {
			panic(killed{step})
		}
	})
	defer func() {
		switch found := recover().(type) {
		case nil:
		case killed:
			reached = true
		default:
			panic(found)
		}
	}()
	if _, err := dying.MoveStorage(h.t.Context(), to); err != nil {
		h.t.Fatalf("move until %s: %v", step, err)
	}
	return false
}

// Wherever a move is cut off, the next job finishes it or takes it back: the
// secrets are in one place, the one of the settings, and the session lives.
func TestAMoveThatIsCutOffIsSettled(t *testing.T) {
	for _, c := range []struct {
		step string
		nth  int
		end  string // the folder that holds the secrets afterwards
	}{
		{"name space cleared", 1, "sealed"}, // the target, before anything is noted
		{"journal", 1, "sealed"},
		{"carried", 1, "sealed"},
		{"copied", 1, "sealed"},
		{"noted", 1, "sealed"},
		{"committed", 1, "sealed-2"},
		{"ended", 1, "sealed-2"},
		{"name space cleared", 3, "sealed-2"}, // the old tokens are gone, the old passwords are not
		{"cleared", 1, "sealed-2"},
	} {
		t.Run(c.step+" "+c.end, func(t *testing.T) {
			h := newSealedHome(t)
			h.signIn()
			backup := h.reset(core.ScopeSession).Backup
			h.signIn()
			h.withProxy()
			if !h.moveUntil(h.sealed("two"), c.step, c.nth) {
				t.Fatalf("%s was never reached", c.step)
			}
			h.Core = h.again()
			if _, err := h.Token(t.Context(), core.TokenOptions{}); err != nil {
				t.Errorf("the first token: %v", err)
			}
			h.wantOnlyIn(c.end)
			h.forgetProxy()
			h.undo(backup.ID)
			h.wantAlive()
			if answer := h.move(h.sealed("three")); answer.Accounts != 1 || !answer.OldRemoved {
				t.Errorf("the next move: %+v", answer)
			}
			h.wantAlive()
		})
	}
}

// A sign-in cut off on its way into memory is one that needs a sign-in.
func TestAMoveIntoMemoryThatIsCutOffIsFinished(t *testing.T) {
	for _, step := range []string{"journal", "noted", "committed", "ended", "cleared"} {
		h := newSealedHome(t)
		h.signIn()
		if !h.moveUntil(core.StorageSettings{Kind: "memory"}, step, 1) {
			t.Fatalf("%s was never reached", step)
		}
		h.Core = h.again()
		if h.storage().Kind == "memory" {
			h.wantSignInNeeded()
			h.signIn() // the next job settles it
			h.wantOnlyIn("")
			continue
		}
		h.wantAlive()
		h.wantOnlyIn("sealed")
	}
}

// What a person has changed by hand since is not for a journal to undo, and a
// journal that says nothing removes nothing.
func TestAJournalThatNoLongerFitsRemovesNothing(t *testing.T) {
	for name, change := range map[string]func(*sealedHome){
		"another place by hand": func(h *sealedHome) {
			if err := h.SaveSettings(core.Settings{Storage: core.StorageSettings{Kind: "memory"}}); err != nil {
				h.t.Fatal(err)
			}
		},
		"the half-filled place by hand": func(h *sealedHome) {
			to := h.sealed("two")
			to.Folder = "sealed-2"
			if err := h.SaveSettings(core.Settings{Storage: to}); err != nil {
				h.t.Fatal(err)
			}
		},
		"a damaged journal": func(h *sealedHome) {
			h.write(h.journal(), strings.Replace(string(h.read(h.journal())), "sealed-2", "sealed-3", 1))
		},
		"an empty journal": func(h *sealedHome) { h.write(h.journal(), "") },
	} {
		t.Run(name, func(t *testing.T) {
			h := newSealedHome(t)
			h.signIn()
			if !h.moveUntil(h.sealed("two"), "copied", 1) {
				t.Fatal("never copied")
			}
			before := h.storage()
			change(h)
			h.Core = h.again()
			_, _ = h.Token(t.Context(), core.TokenOptions{})
			if len(h.sealedFiles("sealed")) == 0 || len(h.sealedFiles("sealed-2")) == 0 {
				t.Error("a copy is gone that somebody may need")
			}
			if _, err := os.Lstat(h.journal()); err == nil {
				t.Error("the journal is still there")
			}
			if name == "another place by hand" {
				return // there the tokens are gone, by that choice
			}
			if err := h.SaveSettings(core.Settings{Storage: before}); err != nil {
				t.Fatal(err)
			}
			h.Core = h.again()
			h.wantAlive()
		})
	}
}

func (h *sealedHome) journal() string { return filepath.Join(h.folder, "state", "storage_move.json") }

// The journal holds no secret, and is its owner's alone.
func TestTheJournalTellsNoSecret(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	h.phrases = []string{"correct horse"}
	if !h.moveUntil(core.StorageSettings{Kind: "sealed_file"}, "noted", 1) {
		t.Fatal("never noted")
	}
	if text := string(h.read(h.journal())); strings.Contains(text, "correct") || len(text) > 1000 {
		t.Errorf("the journal says %s", text)
	}
	if info, err := os.Stat(h.journal()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
