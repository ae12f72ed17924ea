package core_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/session"
	"latchkey/session/tomlfile"
	"latchkey/session/vault"
)

func TestNothingAskedAboutIsNothingGranted(t *testing.T) {
	h := newHome(t)
	h.signIn()
	answer, err := h.CheckRights(t.Context(), core.CheckOptions{}, nil)
	if !errors.Is(err, core.ErrRightMissing) || answer.Granted {
		t.Errorf("%v, granted %t", err, answer.Granted)
	}
}

func TestClearingRightsWaitsForTheRecord(t *testing.T) {
	h := newHome(t)
	h.signIn()
	lock, err := h.SessionFile.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := h.ClearRights(short); !errors.Is(err, session.ErrBusy) {
		t.Errorf("while another holds the record: %v", err)
	}
	if rights, err := h.Rights(t.Context(), ""); err != nil || len(rights.Rights) == 0 {
		t.Errorf("the cache was cleared all the same: %v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	answer, err := h.ClearRights(t.Context())
	if err != nil || answer.Removed != 1 {
		t.Errorf("%v, removed %d", err, answer.Removed)
	}
}

func TestAPersonsProviderIsNotWrittenOver(t *testing.T) {
	h := newHome(t)
	again := core.ProviderInput{ID: "demo", Issuer: "https://id.example.com", ClientID: "other"}
	_, err := h.AddProvider(t.Context(), again)
	var exists *core.ProviderExistsError
	if !errors.As(err, &exists) || exists.ID != "demo" {
		t.Fatalf("adding it again: %v", err)
	}
	if kept, err := h.Provider(t.Context(), "demo"); err != nil || kept.Issuer != h.server.Issuer() {
		t.Fatalf("it was written over: %v, %s", err, kept.Issuer)
	}
	again.Replace = true
	if added, err := h.AddProvider(t.Context(), again); err != nil || added.ClientID != "other" {
		t.Fatalf("replacing it: %v", err)
	}
}

func TestABadProviderIsABadInputAndNotABadFile(t *testing.T) {
	h := newHome(t)
	_, err := h.AddProvider(t.Context(), core.ProviderInput{ID: "acme", Issuer: "http://id.example.com", ClientID: "x"})
	var input *core.InputError
	var file *tomlfile.Error
	if !errors.As(err, &input) || input.Key != "issuer" || errors.As(err, &file) {
		t.Errorf("got %v", err)
	}
	err = h.SaveSettings(core.Settings{Appearance: "loud"})
	if !errors.As(err, &input) || input.Key != "appearance" {
		t.Errorf("settings: got %v", err)
	}
}

func TestStatusNamesTheFileThatCannotBeRead(t *testing.T) {
	h := newHome(t)
	h.signIn()
	file := filepath.Join(h.folder, "config", "settings.toml")
	if err := os.WriteFile(file, []byte("[storage]\nkind = \"drawer\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := h.open(vault.Memory)
	status, err := other.Status(t.Context(), false)
	if err != nil || !status.SignedIn {
		t.Fatalf("%v, signed in %t", err, status.SignedIn)
	}
	var found *tomlfile.Error
	if status.Storage.State != "refused" || status.Storage.Problem != "file_invalid" || !errors.As(status.Storage.Err, &found) || found.Line != 2 {
		t.Errorf("storage is %+v", status.Storage)
	}
}

func TestAHomeThatIsAFileIsNoDamagedSession(t *testing.T) {
	h := newHome(t)
	h.folder = filepath.Join(h.folder, "config", "providers", "demo.toml")
	if _, err := h.open(vault.Memory).Status(t.Context(), false); core.Code(err) != "home_unknown" || exitOf(err) != core.ExitUsage {
		t.Errorf("status: %v", err)
	}
}

func TestATimeThatRanOutSaysNothingOfTheStorage(t *testing.T) {
	h := newHome(t)
	h.signIn()
	over, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := h.Token(over, core.TokenOptions{}); core.Code(err) != "timeout" {
		t.Errorf("token: %v", err)
	}
	if _, err := h.SignIn(over, core.SignInOptions{}, nil); core.Code(err) != "timeout" {
		t.Errorf("sign-in: %v", err)
	}
}

func TestAnIssuerWithoutADescriptionIsAWrongAddress(t *testing.T) {
	h := newHome(t)
	for status, want := range map[int]string{http.StatusNotFound: "provider_not_found", http.StatusForbidden: "discovery_refused"} {
		empty := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		_, err := h.AddProvider(t.Context(), core.ProviderInput{ID: "acme", Issuer: empty.URL, ClientID: "x", Replace: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.TestProvider(t.Context(), "acme"); core.Code(err) != want {
			t.Errorf("status %d: %v", status, err)
		}
		empty.Close()
	}
}
