package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

const (
	mila = "0123456789abcdef"
	piet = "fedcba9876543210"
)

// bundle is a secret of n bytes that differs with seed and has all byte values.
func bundle(n int, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// storages are all that the contract holds for. A case opens a fresh storage and
// returns a function that opens it again, as another process would.
func storages(t *testing.T) map[string]func(t *testing.T) func() *Vault {
	return map[string]func(t *testing.T) func() *Vault{
		"memory": func(t *testing.T) func() *Vault {
			store := newMemoryStore()
			return func() *Vault { return newVault(Options{Kind: Memory}, store) }
		},
		"limited like Windows": func(t *testing.T) func() *Vault {
			store := newLimitingStore()
			return func() *Vault { return newVault(Options{Kind: Keyring}, store) }
		},
		"limited, listing": func(t *testing.T) func() *Vault {
			store := listingStore{newLimitingStore()}
			return func() *Vault { return newVault(Options{Kind: Keyring}, store) }
		},
		"sealed by a key file": func(t *testing.T) func() *Vault {
			o := Options{Kind: SealedFile, Namespace: "latchkey", Folder: filepath.Join(t.TempDir(), "sealed"), KeyFile: keyFile(t)}
			return func() *Vault { return mustOpen(t, o) }
		},
		"sealed by a passphrase": func(t *testing.T) func() *Vault {
			o := Options{Kind: SealedFile, Namespace: "latchkey", Folder: filepath.Join(t.TempDir(), "sealed")}
			o.Passphrase = answering("correct horse")
			v := mustOpen(t, o) // one for all, because deriving a key is slow by intent
			return func() *Vault { return v }
		},
		"gnome-keyring": func(t *testing.T) func() *Vault {
			env := vaulttest.Lookup(vaulttest.StartKeyring(t))
			return func() *Vault { return mustOpen(t, Options{Namespace: "latchkey:test", Env: env}) }
		},
	}
}

func mustOpen(t testing.TB, o Options) *Vault {
	t.Helper()
	v, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func keyFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := CreateKeyFile(path, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// contractCases are what every storage keeps to.
func contractCases() map[string]func(t *testing.T, open func() *Vault) {
	return map[string]func(t *testing.T, open func() *Vault){
		"what was saved is loaded":                   contractRoundTrip,
		"older generations stay until prune":         contractGenerations,
		"what is not there is not found":             contractNotFound,
		"accounts are listed and forgotten":          contractAccounts,
		"remove all leaves nothing":                  contractRemoveAll,
		"a probe leaves nothing and finds the state": contractProbe,
		"a cancelled call ends with the cancel":      contractCancel,
		"too much is refused":                        contractTooLarge,
	}
}

func TestContract(t *testing.T) {
	for storage, start := range storages(t) {
		t.Run(storage, func(t *testing.T) {
			open := start(t)
			for name, run := range contractCases() {
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

func contractRoundTrip(t *testing.T, open func() *Vault) {
	for _, size := range []int{0, 1, 1879, 1880, 1881, 3000, 20_000} {
		want := bundle(size, uint64(size))
		generation, err := open().Save(t.Context(), mila, want)
		if err != nil {
			t.Fatalf("save %d bytes: %v", size, err)
		}
		for _, g := range []uint64{generation, 0} {
			got, err := open().Load(t.Context(), mila, g)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("load %d bytes of generation %d: %d bytes, %v", size, g, len(got), err)
			}
		}
	}
}

func contractGenerations(t *testing.T, open func() *Vault) {
	var numbers []uint64
	for seed := range uint64(4) {
		n, err := open().Save(t.Context(), mila, bundle(3000, seed))
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, n)
	}
	if !slices.IsSorted(numbers) || len(slices.Compact(slices.Clone(numbers))) != 4 {
		t.Fatalf("generations do not count up: %v", numbers)
	}
	if err := open().Prune(t.Context(), mila, numbers[1], numbers[3]); err != nil {
		t.Fatal(err)
	}
	for i, n := range numbers {
		got, err := open().Load(t.Context(), mila, n)
		if i%2 == 1 && (err != nil || !bytes.Equal(got, bundle(3000, uint64(i)))) {
			t.Errorf("kept generation %d: %v", i, err)
		}
		if i%2 == 0 && !errors.Is(err, ErrNotFound) {
			t.Errorf("pruned generation %d: %v, want not found", i, err)
		}
	}
	if err := open().Prune(t.Context(), mila); err != nil {
		t.Fatal(err)
	}
	if _, err := open().Load(t.Context(), mila, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("after a prune of everything: %v", err)
	}
	mustBeEmpty(t, open())
}

func contractNotFound(t *testing.T, open func() *Vault) {
	for _, generation := range []uint64{0, 7} {
		if _, err := open().Load(t.Context(), mila, generation); !errors.Is(err, ErrNotFound) {
			t.Errorf("generation %d: %v, want not found", generation, err)
		}
	}
	if err := open().Prune(t.Context(), mila); err != nil {
		t.Errorf("prune of nothing: %v", err)
	}
}

func contractAccounts(t *testing.T, open func() *Vault) {
	for _, account := range []string{piet, mila, piet} {
		if _, err := open().Save(t.Context(), account, bundle(100, 1)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := open().Accounts(t.Context())
	if err != nil || !slices.Equal(got, []string{mila, piet}) {
		t.Errorf("accounts %v, %v", got, err)
	}
	if err := open().Prune(t.Context(), piet); err != nil {
		t.Fatal(err)
	}
	if got, err = open().Accounts(t.Context()); err != nil || !slices.Equal(got, []string{mila}) {
		t.Errorf("accounts after a prune %v, %v", got, err)
	}
}

func contractRemoveAll(t *testing.T, open func() *Vault) {
	for i, account := range []string{mila, piet, mila} {
		if _, err := open().Save(t.Context(), account, bundle(5000, uint64(i))); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := open().RemoveAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		mustBeEmpty(t, open())
	}
}

func contractProbe(t *testing.T, open func() *Vault) {
	v := open()
	if err := v.Probe(t.Context(), 20_000); err != nil {
		t.Fatal(err)
	}
	if state := v.State(t.Context()); state != StateOK {
		t.Errorf("state %q", state)
	}
	mustBeEmpty(t, v)
}

func contractCancel(t *testing.T, open func() *Vault) {
	v := open()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	start := time.Now()
	_, loadErr := v.Load(ctx, mila, 1)
	_, saveErr := v.Save(ctx, mila, bundle(10, 1))
	for what, err := range map[string]error{
		"load": loadErr, "save": saveErr, "prune": v.Prune(ctx, mila), "remove all": v.RemoveAll(ctx), "probe": v.Probe(ctx, 10),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the cancel", what, err)
		}
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
}

func contractTooLarge(t *testing.T, open func() *Vault) {
	if _, err := open().Save(t.Context(), mila, make([]byte, maxSecret+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("save: %v", err)
	}
	if err := open().Probe(t.Context(), maxSecret+1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("probe: %v", err)
	}
	mustBeEmpty(t, open())
}

// mustBeEmpty fails when the storage holds any entry of the name space.
func mustBeEmpty(t *testing.T, v *Vault) {
	t.Helper()
	var names []string
	var err error
	switch s := v.store.(type) {
	case lister:
		names, err = s.list(t.Context())
	case *limitingStore:
		names, err = s.memory.list(t.Context())
	default:
		err = fmt.Errorf("cannot look into %T", s)
	}
	if err != nil || len(names) > 0 {
		t.Errorf("left: %v, %v", names, err)
	}
}
