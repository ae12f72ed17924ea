package vault

import (
	"strings"
	"testing"
)

func TestHasTellsWhatIsThereWithoutReadingASecret(t *testing.T) {
	for storage, start := range storages(t) {
		t.Run(storage, func(t *testing.T) {
			open := start(t)
			v := open()
			older, err := v.Save(t.Context(), mila, bundle(3000, 1))
			if err != nil {
				t.Fatal(err)
			}
			newer, err := v.Save(t.Context(), mila, bundle(3000, 2))
			if err != nil {
				t.Fatal(err)
			}
			if err := v.Prune(t.Context(), mila, newer); err != nil {
				t.Fatal(err)
			}
			limiting, isLimiting := v.store.(*limitingStore)
			if isLimiting {
				limiting.log = nil
			}
			for _, tc := range []struct {
				account    string
				generation uint64
				want       bool
			}{{mila, newer, true}, {mila, 0, true}, {mila, older, false}, {piet, newer, false}, {piet, 0, false}} {
				if got, err := open().Has(t.Context(), tc.account, tc.generation); err != nil || got != tc.want {
					t.Errorf("%s %d: %v, %v, want %v", tc.account, tc.generation, got, err, tc.want)
				}
			}
			if isLimiting && strings.Contains(strings.Join(limiting.log, " "), "get chunk.") {
				t.Errorf("a secret was read: %v", limiting.log)
			}
			if empty, err := open().Empty(t.Context()); err != nil || empty {
				t.Errorf("empty %v, %v", empty, err)
			}
			if err := open().RemoveAll(t.Context()); err != nil {
				t.Fatal(err)
			}
			if empty, err := open().Empty(t.Context()); err != nil || !empty {
				t.Errorf("after remove all: empty %v, %v", empty, err)
			}
		})
	}
}

func TestHasSeesAMissingChunkWhereEntriesAreListed(t *testing.T) {
	store := listingStore{newLimitingStore()}
	v := newVault(Options{}, store)
	generation, err := v.Save(t.Context(), mila, bundle(5000, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, index := range []int{2, 1, 0} { // the last first: only the head tells that it is missing
		delete(store.memory.entries, chunkName(mila, generation, index))
		if has, err := v.Has(t.Context(), mila, generation); err != nil || has {
			t.Errorf("without chunk %d: %v, %v", index, has, err)
		}
	}
}
