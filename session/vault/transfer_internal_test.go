package vault

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
)

// told is what a vault says of its accounts: the newest generation of each, and
// every bundle of the generations given.
func told(t *testing.T, v *Vault, accounts []string, generations map[string][]uint64) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, account := range accounts {
		newest, err := v.Load(t.Context(), account, 0)
		if err != nil {
			t.Fatalf("newest of %s: %v", account, err)
		}
		all[account] = newest
		for _, g := range generations[account] {
			whole, err := v.Load(t.Context(), account, g)
			if err != nil {
				t.Fatalf("generation %d of %s: %v", g, account, err)
			}
			all[chunkName(account, g, 0)] = whole
		}
	}
	return all
}

// fillFor saves what a Transfer test carries: two accounts, three generations.
func fillFor(t *testing.T, v *Vault) map[string][]uint64 {
	t.Helper()
	generations := map[string][]uint64{}
	for i, account := range []string{mila, piet, mila} {
		g, err := v.Save(t.Context(), account, bundle(2500*(i+1), uint64(i)))
		if err != nil {
			t.Fatal(err)
		}
		generations[account] = append(generations[account], g)
	}
	return generations
}

func mustCarry(t *testing.T, when string, from, to *Vault, generations map[string][]uint64) {
	t.Helper()
	accounts := []string{mila, piet}
	before := told(t, from, accounts, generations)
	n, err := Transfer(t.Context(), from, to)
	if err != nil || n != len(accounts) {
		t.Fatalf("%s: %d accounts, %v", when, n, err)
	}
	for _, v := range []*Vault{from, to} {
		after := told(t, v, accounts, generations)
		for name, want := range before {
			if !bytes.Equal(after[name], want) {
				t.Errorf("%s: %s of the %s is another one", when, name, v.kind)
			}
		}
	}
}

func TestTransferCarriesEveryGenerationBetweenAllStorages(t *testing.T) {
	kinds := storages(t)
	for fromName, startFrom := range kinds {
		for toName, startTo := range kinds {
			if fromName != "memory" && fromName != "limited like Windows" && toName != "memory" && fromName != "gnome-keyring" && toName != "gnome-keyring" {
				continue // each pairs with these, in both directions
			}
			t.Run(fromName+" to "+toName, func(t *testing.T) {
				from, to := startFrom(t)(), startTo(t)()
				generations := fillFor(t, from)
				for _, when := range []string{"first", "again"} {
					mustCarry(t, when, from, to, generations)
				}
				next, err := to.Save(t.Context(), mila, bundle(10, 9))
				if last := slices.Max(generations[mila]); err != nil || next <= last {
					t.Errorf("next generation %d after %d, %v", next, last, err)
				}
				if err := from.RemoveAll(t.Context()); err != nil {
					t.Fatal(err)
				}
				if empty, err := from.Empty(t.Context()); err != nil || !empty {
					t.Errorf("the old copy is still there: %v", err)
				}
				if empty, err := to.Empty(t.Context()); err != nil || empty {
					t.Errorf("the new copy went too: %v", err)
				}
			})
		}
	}
}

func TestTransferReplacesRemainsAndKeepsTheRest(t *testing.T) {
	for storage, view := range crashStorages() {
		t.Run(storage, func(t *testing.T) {
			from, target := newVault(Options{}, newMemoryStore()), newLimitingStore()
			to := newVault(Options{}, view(target))
			old, err := to.Save(t.Context(), mila, bundle(100, 7))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := to.Save(t.Context(), "another", bundle(100, 8)); err != nil {
				t.Fatal(err)
			}
			generations := fillFor(t, from)
			if _, err := Transfer(t.Context(), from, to); err != nil {
				t.Fatal(err)
			}
			// As a kill and as another program leave it: altered, and cut short.
			target.memory.entries[chunkName(mila, generations[mila][0], 1)] = secret("altered")
			delete(target.memory.entries, chunkName(piet, generations[piet][0], 0))
			mustCarry(t, "over remains", from, to, generations)
			for account, g := range map[string]uint64{mila: old, "another": 0} {
				if _, err := to.Load(t.Context(), account, g); err != nil {
					t.Errorf("what the target had of %s: %v", account, err)
				}
			}
		})
	}
}

// A stale copy with higher numbers must not look like tokens that were saved last.
func TestTransferMakesTheCurrentGenerationCurrent(t *testing.T) {
	from, to := newVault(Options{}, newMemoryStore()), newVault(Options{}, newMemoryStore())
	generation, err := from.Save(t.Context(), mila, bundle(100, 1))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := to.Save(t.Context(), mila, bundle(100, 2)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Transfer(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	if newest, err := to.Newest(t.Context(), mila); err != nil || newest != generation {
		t.Errorf("newest %d, %v; want %d", newest, err, generation)
	}
}

func TestTransferOfADamagedSource(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil func(store *limitingStore, older, newer uint64)
		lists bool
		want  error
		has   [2]bool // older, newer
	}{
		"a chunk is gone": {func(s *limitingStore, _, newer uint64) {
			delete(s.memory.entries, chunkName(mila, newer, 1))
		}, true, ErrDamaged, [2]bool{true, false}},
		"the head is altered": {func(s *limitingStore, _, _ uint64) {
			s.memory.entries[headName(mila)] = secret("altered")
		}, true, nil, [2]bool{true, true}},
		"the head is gone": {func(s *limitingStore, _, _ uint64) {
			delete(s.memory.entries, headName(mila))
		}, true, nil, [2]bool{true, true}},
		"the head is altered and a chunk is gone": {func(s *limitingStore, _, newer uint64) {
			s.memory.entries[headName(mila)] = secret("altered")
			delete(s.memory.entries, chunkName(mila, newer, 1))
		}, true, nil, [2]bool{true, false}},
		"the head is altered, and nothing else can be found": {func(s *limitingStore, _, _ uint64) {
			s.memory.entries[headName(mila)] = secret("altered")
		}, false, ErrDamaged, [2]bool{}},
		"the head is altered and nothing is whole": {func(s *limitingStore, older, newer uint64) {
			s.memory.entries[headName(mila)] = secret("altered")
			delete(s.memory.entries, chunkName(mila, newer, 1))
			delete(s.memory.entries, chunkName(mila, older, 0))
		}, true, ErrDamaged, [2]bool{}},
	} {
		t.Run(name, func(t *testing.T) {
			store := newLimitingStore()
			from, to := newVault(Options{}, entryStore(store)), newVault(Options{}, newMemoryStore())
			if tc.lists {
				from = newVault(Options{}, listingStore{store})
			}
			var g [2]uint64
			for i := range g {
				var err error
				if g[i], err = from.Save(t.Context(), mila, bundle(3000, uint64(i))); err != nil {
					t.Fatal(err)
				}
			}
			tc.spoil(store, g[0], g[1])
			if _, err := Transfer(t.Context(), from, to); !errors.Is(err, tc.want) {
				t.Errorf("%v, want %v", err, tc.want)
			}
			for i, want := range tc.has {
				if _, err := to.Load(t.Context(), mila, g[i]); (err == nil) != want {
					t.Errorf("generation %d: %v", i, err)
				}
			}
		})
	}
}

func TestTransferToTheSamePlaceIsRefused(t *testing.T) {
	o := sealedOptions(t)
	v := mustOpen(t, o)
	if _, err := v.Save(t.Context(), mila, bundle(10, 1)); err != nil {
		t.Fatal(err)
	}
	other := o
	other.KeyFile = keyFile(t)
	for name, to := range map[string]*Vault{"itself": v, "its twin": mustOpen(t, o), "its folder with another key": mustOpen(t, other)} {
		if _, err := Transfer(t.Context(), v, to); !errors.Is(err, ErrSamePlace) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTransferEndsWithTheCancel(t *testing.T) {
	from, to := newVault(Options{}, newMemoryStore()), newVault(Options{}, newMemoryStore())
	fillFor(t, from)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Transfer(ctx, from, to); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the cancel", err)
	}
}
