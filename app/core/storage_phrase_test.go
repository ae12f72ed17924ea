package core_test

import (
	"context"
	"slices"
	"testing"

	"latchkey/app/core"
)

// A passphrase is asked twice for a new seal and once afterwards, for both name
// spaces, and by another process again.
func TestAPassphraseIsAskedOncePerProcess(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	h.withProxy()
	h.phrases = []string{"correct horse"}
	h.move(core.StorageSettings{Kind: "sealed_file"})
	if want := []core.PassphraseAsk{{New: true}}; !slices.Equal(h.asked, want) {
		t.Errorf("asked %+v, want %+v", h.asked, want)
	}
	h.wantOnlyIn("sealed-2")
	h.forgetProxy()
	h.wantAlive()
	h.asked, h.phrases = nil, []string{"wrong", "correct horse"}
	h.Core = h.again()
	if status := h.status(); status.State != core.StateSignedIn || len(h.asked) != 0 {
		t.Errorf("status asked %+v and is %s", h.asked, status.State)
	}
	h.wantAlive()
	if want := []core.PassphraseAsk{{}, {Again: true}}; !slices.Equal(h.asked, want) {
		t.Errorf("asked %+v, want %+v", h.asked, want)
	}
	// Sealed anew, with another passphrase.
	h.asked, h.phrases = nil, []string{"correct horse", "battery staple"}
	h.Core = h.again()
	to := core.StorageSettings{Kind: "sealed_file", Folder: core.OtherSealedFolder(h.storage())}
	if answer := h.move(to); answer.Accounts != 1 {
		t.Errorf("got %+v", answer)
	}
	if want := []core.PassphraseAsk{{}, {New: true}}; !slices.Equal(h.asked, want) {
		t.Errorf("asked %+v, want %+v", h.asked, want)
	}
	h.wantOnlyIn("sealed")
	h.phrases = []string{"battery staple"}
	h.Core = h.again()
	h.wantAlive()
}

func TestNobodyToAskIsTold(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	h.phrases = []string{"correct horse"}
	h.move(core.StorageSettings{Kind: "sealed_file"})
	for name, typed := range map[string][]string{"storage_passphrase_needed": nil, "storage_passphrase_wrong": {"a", "b", "c"}} {
		h.phrases = typed
		_, err := h.again().Token(t.Context(), core.TokenOptions{})
		if core.Code(err) != name || exitOf(err) != core.ExitStorage {
			t.Errorf("got %s (%d), want %s", core.Code(err), exitOf(err), name)
		}
	}
	quiet, err := core.Open(core.World{Env: func(string) string { return h.folder }, Home: h.folder, GOOS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := quiet.Token(t.Context(), core.TokenOptions{}); core.Code(err) != "storage_passphrase_needed" {
		t.Errorf("without anybody: %v", err)
	}
}

// A window that opens later is asked, also when the storage was looked at before.
func TestAWindowThatOpensLaterIsAsked(t *testing.T) {
	h := newSealedHome(t)
	h.signIn()
	h.phrases = []string{"correct horse"}
	h.move(core.StorageSettings{Kind: "sealed_file"})
	quiet, err := core.Open(core.World{
		Env: func(string) string { return h.folder }, Home: h.folder, GOOS: "linux", Now: h.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, err := quiet.Status(t.Context(), false); err != nil || status.State != core.StateStorageLocked {
		t.Errorf("before: %s, %v", status.State, err)
	}
	quiet.AskPassphraseWith(func(context.Context, core.PassphraseAsk) ([]byte, error) { return []byte("correct horse"), nil })
	if _, err := quiet.Token(t.Context(), core.TokenOptions{}); err != nil {
		t.Error(err)
	}
}
