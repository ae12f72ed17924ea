package vault

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// crashStorages open a vault on a store that can be told when to stop.
func crashStorages() map[string]func(*limitingStore) entryStore {
	return map[string]func(*limitingStore) entryStore{
		"without listing": func(l *limitingStore) entryStore { return l },
		"with listing":    func(l *limitingStore) entryStore { return listingStore{l} },
	}
}

// prepare saves one generation and returns a store that holds it.
func prepare(t *testing.T, view func(*limitingStore) entryStore) (*limitingStore, uint64) {
	t.Helper()
	store := newLimitingStore()
	generation, err := newVault(Options{}, view(store)).Save(t.Context(), mila, bundle(20_000, 1))
	if err != nil {
		t.Fatal(err)
	}
	store.operations = 0
	return store, generation
}

func TestKillAtEachStepOfSaveKeepsTheOldGeneration(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			for step := 1; ; step++ {
				store, old := prepare(t, view)
				store.crashAt = step
				_, err := newVault(Options{}, view(store)).Save(t.Context(), mila, bundle(5000, 2))
				store.crashAt = 0
				v := newVault(Options{}, view(store))
				if got, loadErr := v.Load(t.Context(), mila, old); loadErr != nil || !bytes.Equal(got, bundle(20_000, 1)) {
					t.Fatalf("step %d: the old generation: %v", step, loadErr)
				}
				if err == nil {
					if step < 8 {
						t.Fatalf("save took %d steps only", step-1)
					}
					return
				}
				if !errors.Is(err, errCrashed) {
					t.Fatalf("step %d: %v", step, err)
				}
				if err := v.Prune(t.Context(), mila, old); err != nil {
					t.Fatalf("step %d: prune: %v", step, err)
				}
				mustHoldOnly(t, fmt.Sprintf("step %d: after prune", step), store, old)
			}
		})
	}
}

func TestNextSaveRemovesWhatAKillLeft(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			for step := 1; ; step++ {
				store, old := prepare(t, view)
				store.crashAt = step
				_, err := newVault(Options{}, view(store)).Save(t.Context(), mila, bundle(5000, 2))
				if err == nil {
					return
				}
				store.crashAt = 0
				v := newVault(Options{}, view(store))
				next, err := v.Save(t.Context(), mila, bundle(3000, 3))
				if err != nil {
					t.Fatalf("step %d: %v", step, err)
				}
				h, err := v.readHead(t.Context(), mila)
				if err != nil || h.current != next || slices.ContainsFunc(h.generations, isIntent) {
					t.Fatalf("step %d: head %+v, %v", step, h, err)
				}
				var known []uint64
				for _, g := range h.generations {
					known = append(known, g.number)
				}
				mustHoldOnly(t, fmt.Sprintf("step %d: after the next save", step), store, known...)
				if got, err := v.Load(t.Context(), mila, old); err != nil || len(got) != 20_000 {
					t.Fatalf("step %d: the old generation: %v", step, err)
				}
			}
		})
	}
}

func TestFirstSaveThatIsKilledIsFoundAndRemoved(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			for step := 1; ; step++ {
				store := newLimitingStore()
				store.crashAt = step
				_, err := newVault(Options{}, view(store)).Save(t.Context(), mila, bundle(5000, 2))
				store.crashAt = 0
				if err := newVault(Options{}, view(store)).RemoveAll(t.Context()); err != nil {
					t.Fatalf("step %d: %v", step, err)
				}
				mustBeEmpty(t, newVault(Options{}, view(store)))
				if err == nil {
					return
				}
			}
		})
	}
}

func TestSaveThatFailsOnceLeavesNothingNew(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			for step := 1; ; step++ {
				store := newLimitingStore()
				store.failAt = step
				_, err := newVault(Options{}, view(store)).Save(t.Context(), mila, bundle(5000, 2))
				if err == nil {
					return
				}
				if !errors.Is(err, errFailed) {
					t.Fatalf("step %d: %v", step, err)
				}
				mustBeEmpty(t, newVault(Options{}, view(store)))
			}
		})
	}
}

func TestKillAtEachStepOfPruneCanBeRepeated(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			for step := 1; ; step++ {
				store, _ := prepare(t, view)
				v := newVault(Options{}, view(store))
				kept, err := v.Save(t.Context(), mila, bundle(3000, 2))
				if err != nil {
					t.Fatal(err)
				}
				store.operations, store.crashAt = 0, step
				err = v.Prune(t.Context(), mila, kept)
				store.crashAt = 0
				if got, err := v.Load(t.Context(), mila, kept); err != nil || len(got) != 3000 {
					t.Fatalf("step %d: the kept generation: %v", step, err)
				}
				if err := v.Prune(t.Context(), mila, kept); err != nil {
					t.Fatalf("step %d: again: %v", step, err)
				}
				mustHoldOnly(t, fmt.Sprintf("step %d", step), store, kept)
				if err == nil {
					return
				}
			}
		})
	}
}

func TestStorageThatForgetsOrAltersIsFoundOut(t *testing.T) {
	for name, spoil := range map[string]func(*limitingStore){
		"forgets": func(l *limitingStore) { l.forgets = true },
		"alters":  func(l *limitingStore) { l.alters = true },
	} {
		t.Run(name, func(t *testing.T) {
			store := newLimitingStore()
			spoil(store)
			v := newVault(Options{}, store)
			if _, err := v.Save(t.Context(), mila, bundle(3000, 1)); err == nil {
				t.Error("save succeeded")
			}
			if err := v.Probe(t.Context(), 3000); err == nil {
				t.Error("probe succeeded")
			}
		})
	}
}

func TestRemoveAllWorksWithDamagedEntries(t *testing.T) {
	for name, view := range crashStorages() {
		t.Run(name, func(t *testing.T) {
			store, _ := prepare(t, view)
			for entry := range store.memory.entries {
				store.memory.entries[entry] = secret("damaged")
			}
			store.log = nil
			v := newVault(Options{}, view(store))
			err := v.RemoveAll(t.Context())
			if _, lists := v.store.(lister); lists {
				if err != nil {
					t.Fatal(err)
				}
				mustBeEmpty(t, v)
			} else if !errors.Is(err, ErrDamaged) {
				t.Fatalf("%v, want damaged: it cannot know what is left", err)
			}
			for _, line := range store.log {
				if strings.HasPrefix(line, "get chunk.") {
					t.Errorf("a secret was read: %s", line)
				}
			}
		})
	}
}

func TestDamagedHeadIsRebuiltWhereEntriesAreListed(t *testing.T) {
	store, old := prepare(t, func(l *limitingStore) entryStore { return listingStore{l} })
	store.memory.entries[headName(mila)] = secret("damaged")
	v := newVault(Options{}, listingStore{store})
	if _, err := v.Load(t.Context(), mila, 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("load of the current generation: %v", err)
	}
	if err := v.Prune(t.Context(), mila, old); err != nil {
		t.Fatal(err)
	}
	if got, err := v.Load(t.Context(), mila, 0); err != nil || len(got) != 20_000 {
		t.Errorf("after prune: %d bytes, %v", len(got), err)
	}
}

// mustHoldOnly fails when chunks of other generations are there.
func mustHoldOnly(t *testing.T, when string, store *limitingStore, generations ...uint64) {
	t.Helper()
	for name := range store.memory.entries {
		if _, g, _, ok := parseChunkName(name); ok && !slices.Contains(generations, g) {
			t.Errorf("%s: left %s", when, name)
		}
	}
}
