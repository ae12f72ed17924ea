package core_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

// The fix of a provider that is another one by now is to sign in there.
func TestASignInAtAProviderThatMovedCountsFromThenOn(t *testing.T) {
	h := newHome(t)
	h.signIn()
	moved, err := demoidp.Start(t.Context(), demoidp.Options{Addr: "127.0.0.1:0", Now: h.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = moved.Close() })
	file := filepath.Join(h.folder, "config", "providers", "demo.toml")
	h.write(file, strings.ReplaceAll(string(h.read(file)), h.server.Issuer(), moved.Issuer()))
	wantWorst(t, h.doctor(core.DoctorOptions{}), "provider", "fail", "provider_changed", core.MendSignIn)
	h.signIn()
	wantHealthy(t, h.doctor(core.DoctorOptions{}))
}

// A second account at a provider that did not move takes nobody's place.
func TestASecondAccountAtTheSameProviderIsNotTheDefault(t *testing.T) {
	h := newHome(t)
	first := h.signIn()
	h.person = &demoidp.UserAgent{Person: "eva"}
	h.signIn()
	for _, account := range h.status().Accounts {
		if account.Default != (account.ID == first.Account.ID) {
			t.Errorf("%s: default %t", account.Email, account.Default)
		}
	}
}

// Its tokens are shown to nobody, so it is not as if nothing were wrong.
func TestASignInAtAProviderThatIsThereForHelpOnlyByNow(t *testing.T) {
	h := newHome(t)
	h.signIn()
	file := filepath.Join(h.folder, "config", "providers", "demo.toml")
	var kept []string
	for line := range strings.Lines(string(h.read(file))) {
		if !strings.HasPrefix(line, "client_id") {
			kept = append(kept, line)
		}
	}
	h.write(file, strings.Join(kept, ""))
	answer := h.doctor(core.DoctorOptions{})
	wantWorst(t, answer, "provider", "fail", "provider_changed", core.MendProvider)
	if found := answer.Find("provider"); found.EvidenceCode != "help_only" {
		t.Errorf("saw %s", found.EvidenceCode)
	}
}

// What a diagnosis fetches it keeps to itself.
func TestADiagnosisSavesNoDocument(t *testing.T) {
	h := newHome(t)
	h.signIn()
	documents := filepath.Join(h.Deps.Paths.Cache, "documents")
	if err := os.RemoveAll(documents); err != nil {
		t.Fatal(err)
	}
	wantHealthy(t, h.doctor(core.DoctorOptions{}))
	if _, err := h.SupportReport(t.Context(), core.ReportOptions{}); err != nil {
		t.Fatal(err)
	}
	if found, err := os.ReadDir(documents); len(found) > 0 {
		t.Errorf("saved %v, %v", found, err)
	}
}
