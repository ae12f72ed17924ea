package core_test

import (
	"slices"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

func TestAHealthySessionHasNothingWrong(t *testing.T) {
	h := newHome(t)
	h.signIn()
	answer := h.doctor(core.DoctorOptions{})
	wantHealthy(t, answer)
	for _, id := range ours {
		found := answer.Find(id)
		if found == nil {
			t.Fatalf("%s did not run", id)
		}
		if found.Result != "pass" && id != "policy" {
			t.Errorf("%s: %s %s", id, found.Result, found.EvidenceCode)
		}
	}
	if accepted := h.requests(demoidp.EndpointUserInfo); accepted == 0 {
		t.Error("nobody asked whether the provider accepts the token")
	}
}

func TestADiagnosisChangesNothing(t *testing.T) {
	h := newHome(t)
	h.signIn()
	h.clock.advance(time.Minute)
	for name, seed := range map[string]func() (end func()){
		"healthy": func() func() { return func() {} },
		"a service is down": func() func() {
			h.fault(demoidp.FaultRights500, true)
			return func() { h.fault(demoidp.FaultRights500, false) }
		},
		"the provider is down":   func() func() { h.server.Control().Down(true); return func() { h.server.Control().Down(false) } },
		"the rights are other":   func() func() { _ = h.server.Control().Grant("mila", "render.night"); return func() {} },
		"the token is not taken": func() func() { _ = h.server.Control().ExpireTokens("mila"); return func() {} },
	} {
		end := seed()
		before := h.contents()
		h.doctor(core.DoctorOptions{})
		if names := h.changed(before, h.contents()); len(names) > 0 {
			t.Errorf("%s: a diagnosis changed %v", name, names)
		}
		end()
	}
	if n := h.requests(demoidp.EndpointTokenRefresh); n != 0 {
		t.Errorf("%d renewals of a token that is still good", n)
	}
}

func TestWithoutAProviderOrAPersonNothingLocalIsWrong(t *testing.T) {
	t.Run("no provider", func(t *testing.T) {
		h := &home{t: t, folder: t.TempDir(), clock: &clock{}}
		h.Core = h.open(vault.Memory)
		before := h.contents()
		wantHealthy(t, h.doctor(core.DoctorOptions{}))
		if names := h.changed(before, h.contents()); !slices.Equal(names, []string{"state"}) { // where the activity log lies
			t.Errorf("a diagnosis made %v", names)
		}
	})
	t.Run("help-only provider", func(t *testing.T) {
		h := &home{t: t, folder: t.TempDir(), clock: &clock{}}
		h.Core = h.open(vault.Memory)
		if _, err := h.SetSetting(t.Context(), "provider", "trimble-id"); err != nil {
			t.Fatal(err)
		}
		answer := h.doctor(core.DoctorOptions{})
		wantHealthy(t, answer)
		if found := answer.Find("provider"); found.Result != "skip" || found.EvidenceCode != "help_only" {
			t.Errorf("provider: %s %s", found.Result, found.EvidenceCode)
		}
	})
	t.Run("no provider, no keyring", func(t *testing.T) {
		h := &home{t: t, folder: t.TempDir(), clock: &clock{}}
		h.Core = h.open(vault.Memory)
		kept, err := vault.Open(vault.Options{Kind: vault.Memory, Namespace: "test"})
		must(h, err)
		h.Core = h.with(&watchedVault{Vault: kept, state: vault.StateMissing})
		wantHealthy(t, h.doctor(core.DoctorOptions{}))
	})
}
