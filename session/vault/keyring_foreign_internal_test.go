//go:build linux

package vault

import (
	"testing"

	"latchkey/session/vault/vaulttest"
)

// foreignKeyrings are the Secret Services beside gnome-keyring that the contract holds for.
func foreignKeyrings() map[string]func(testing.TB) []string {
	return map[string]func(testing.TB) []string{
		"KeePassXC": func(t testing.TB) []string { return vaulttest.StartKeePassXC(t, vaulttest.KeePassXCOptions{}).Env },
		"KWallet":   func(t testing.TB) []string { return vaulttest.StartKWallet(t).Env },
	}
}

func TestContractWithForeignKeyrings(t *testing.T) {
	cases := map[string]func(t *testing.T, open func() *Vault){
		"what was saved is loaded":                   contractRoundTrip,
		"older generations stay until prune":         contractGenerations,
		"what is not there is not found":             contractNotFound,
		"accounts are listed and forgotten":          contractAccounts,
		"remove all leaves nothing":                  contractRemoveAll,
		"a probe leaves nothing and finds the state": contractProbe,
		"a cancelled call ends with the cancel":      contractCancel,
		"too much is refused":                        contractTooLarge,
	}
	for name, start := range foreignKeyrings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := vaulttest.Lookup(start(t))
			open := func() *Vault { return mustOpen(t, Options{Namespace: "latchkey:test", Env: env}) }
			for name, run := range cases {
				t.Run(name, func(t *testing.T) {
					if err := open().RemoveAll(t.Context()); err != nil {
						t.Fatal(err)
					}
					run(t, open)
				})
			}
		})
	}
}
