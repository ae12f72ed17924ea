package vault_test

import (
	"bytes"
	"testing"

	"github.com/zalando/go-keyring"

	"latchkey/session/vault"
	"latchkey/session/vault/vaulttest"
)

// BenchmarkLoad reads a bundle of real size from a real keyring: "first" with
// the connection that a fresh process has to open, "again" on an open one.
// "go-keyring" is the library's own read of the same size, on its shared
// connection, for comparison with "again".
func BenchmarkLoad(b *testing.B) {
	env := vaulttest.StartKeyring(b)
	lookup := vaulttest.Lookup(env)
	o := vault.Options{Namespace: "latchkey:bench", Env: lookup}
	secret := bytes.Repeat([]byte("x"), 3000)
	generation := save(b, o, "0123456789abcdef", secret)

	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			v := open(b, o)
			load(b, v, "0123456789abcdef", generation)
			_ = v.Close()
		}
	})
	b.Run("again", func(b *testing.B) {
		v := open(b, o)
		for b.Loop() {
			load(b, v, "0123456789abcdef", generation)
		}
	})
	b.Run("go-keyring", func(b *testing.B) {
		b.Setenv("DBUS_SESSION_BUS_ADDRESS", lookup("DBUS_SESSION_BUS_ADDRESS"))
		if err := keyring.Set("bench", "one", string(secret)); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if got, err := keyring.Get("bench", "one"); err != nil || len(got) != 3000 {
				b.Fatal(len(got), err)
			}
		}
	})
}

// BenchmarkSave writes a generation and prunes the one before, as a renewal does.
func BenchmarkSave(b *testing.B) {
	o := vault.Options{Namespace: "latchkey:bench", Env: vaulttest.Lookup(vaulttest.StartKeyring(b))}
	v := open(b, o)
	secret := bytes.Repeat([]byte("x"), 3000)
	for b.Loop() {
		generation, err := v.Save(b.Context(), "0123456789abcdef", secret)
		if err != nil {
			b.Fatal(err)
		}
		if err := v.Prune(b.Context(), "0123456789abcdef", generation); err != nil {
			b.Fatal(err)
		}
	}
}

func open(tb testing.TB, o vault.Options) *vault.Vault {
	tb.Helper()
	v, err := vault.Open(o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = v.Close() })
	return v
}

func save(tb testing.TB, o vault.Options, account string, secret []byte) uint64 {
	tb.Helper()
	generation, err := open(tb, o).Save(tb.Context(), account, secret)
	if err != nil {
		tb.Fatal(err)
	}
	return generation
}

func load(tb testing.TB, v *vault.Vault, account string, generation uint64) {
	tb.Helper()
	if got, err := v.Load(tb.Context(), account, generation); err != nil || len(got) != 3000 {
		tb.Fatal(len(got), err)
	}
}
