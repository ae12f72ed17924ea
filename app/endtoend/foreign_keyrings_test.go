//go:build linux

package endtoend

import (
	"strings"
	"testing"

	"latchkey/session/vault/vaulttest"
)

// The commands with the keyrings of others: the contract of the storage is proven in session/vault.
func TestSignInLivesInKeyringsOfOthers(t *testing.T) {
	for name, start := range map[string]func(testing.TB) []string{
		"KeePassXC": func(t testing.TB) []string { return vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{}).Env },
		"KWallet":   func(t testing.TB) []string { return vaulttest.StartKWallet(t).Env },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, start(t)...)
			server := startDemo(t)
			w.provide(server.Issuer(), server.ClientID(), server.RightsURL())
			w.signInAsMila(w.opener())
			status := w.must(0, "status", "--json").object(t)
			if status["state"] != "signed_in" || status["storage"].(map[string]any)["kind"] != "keyring" {
				t.Fatalf("status: %v", status)
			}
			first := w.must(0, "token").out
			second := w.must(0, "token", "--min-validity", "10h").out
			if strings.TrimSpace(first) == "" || first == second {
				t.Errorf("the token was not renewed")
			}
			w.must(0, "reset", "--yes")
			w.must(3, "token")
			w.must(0, "undo", "--yes")
			if third := w.must(0, "token").out; third != second {
				t.Errorf("after reset and undo another token is there")
			}
			w.must(0, "sign-out")
			w.must(3, "status")
		})
	}
}
